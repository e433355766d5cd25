/** Zero-based; `character` counts UTF-16 units. `vscode.Position` fits this as it is. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** `end` is exclusive and never before `start`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}
