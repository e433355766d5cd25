/** What the embedded engine hands to the pipeline: a guess and how sure it is. It does not decide whether to show it. */
export interface EngineSuggestion {
  /** What to insert at the cursor. */
  readonly text: string;
  /** Calibrated probability, 0 to 1, that `text` is exactly what the person would write next. */
  readonly confidence: number;
  /** Whether the guess ends the line. */
  readonly endsLine: boolean;
  readonly tokens: number;
  /** Mean natural-log probability of the tokens. */
  readonly meanLogProbability: number;
}
