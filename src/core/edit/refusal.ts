/** Why an answer is not applied. Nothing of it is, then: half an edit is worse than none. */
export type RefusalReason =
  /** Nothing, or thinking alone. */
  | 'empty'
  | 'prose-only'
  /** The model says that it can't or won't. */
  | 'model-refused'
  /** The answer ends in the middle of a block, a hunk, a fence or its thinking. */
  | 'cut-off'
  /** Markers in an order that means nothing. */
  | 'malformed'
  /** All of it is for other files. */
  | 'other-file'
  | 'no-place'
  | 'several-places'
  /** Two parts of the answer change the same lines. */
  | 'overlapping'
  /** Two versions of the same code. */
  | 'several-answers'
  /** "... existing code ..." that can't be filled in for certain. */
  | 'omitted-code'
  | 'no-such-definition'
  /** Code would vanish that nobody asked to remove. */
  | 'loses-code'
  /** Given as the whole file, and has little to do with it. */
  | 'unlike-file'
  /** Changes code around the selection too. */
  | 'outside-selection'
  /** Text for a new or empty file, and this one has content. */
  | 'file-not-empty'
  | 'deletes-file'
  /** A secret was taken out of the prompt, and what stood for it came back. */
  | 'placeholder'
  | 'parses-worse';

export interface Refusal {
  readonly kind: 'refused';
  readonly reason: RefusalReason;
  /** For the log and the bench; the text that a person sees is made from the reason. */
  readonly detail?: string;
}

export function refuse(reason: RefusalReason, detail?: string): Refusal {
  return { kind: 'refused', reason, ...(detail === undefined ? {} : { detail }) };
}
