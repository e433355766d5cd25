/** A named number about a suggestion, or about the place that it is for. */
export interface Feature<Input> {
  readonly name: string;
  /** What one step of the number means. */
  readonly unit: string;
  /** Why it may tell something about acceptance. */
  readonly reason: string;
  /** What is said to a person about a high and a low value of it: ends of the sentence "More likely, because …". */
  readonly words: { readonly high: string; readonly low: string };
  /** `undefined` where it is not known; then it moves nothing. */
  of(input: Input): number | undefined;
}
