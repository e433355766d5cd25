/** What is kept of a decision until its outcome is known. Numbers alone. */
export interface DecisionRecord {
  /** What the shipped weights gave, before anything personal: logits. The engine's as the repository has made it. */
  readonly logit: number;
  /** Of a guess of the engine: what the shipped weights alone gave. */
  readonly shippedLogit?: number;
  /** It fell below its bound and was shown to learn from. */
  readonly explored: boolean;
  /** The chance it had of being shown, above 0 and at most 1. */
  readonly propensity: number;
  /** What was in force then. */
  readonly hideAtMost: number;
  readonly explore: number;
  /** Whether the bound in words was in force: not for the engine, which has a floor instead. */
  readonly bounded: boolean;
}
