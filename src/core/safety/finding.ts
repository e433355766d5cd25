/** A part of a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A secret in a text; `kind` is a short name in kebab case. */
export interface Finding extends Span {
  readonly kind: string;
}
