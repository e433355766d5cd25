/** What a guess at the rest of the cursor's line has in it; whoever made the guess (`core/engine/draft.ts` does). */
export interface Draft {
  /** Names by how often each is expected: about the chance that it comes, where that is small. */
  readonly names: ReadonlyMap<string, number>;
  /** Whole rests of the line, each with the names in it and its chance. */
  readonly lines: readonly { readonly names: readonly string[]; readonly chance: number }[];
}

/** Of a hundred chances the first few tell the most: 0 for none, 1 for a certain one, .15 for one in a hundred. */
export function strengthOf(chance: number): number {
  return Math.log1p(100 * Math.min(1, chance)) / Math.log(101);
}
