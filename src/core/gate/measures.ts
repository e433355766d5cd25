/** What features are made of. */

export const flag = (condition: boolean): number => (condition ? 1 : 0);

export const lastLine = (text: string): string => text.slice(text.lastIndexOf('\n') + 1);

export function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** Of a time in milliseconds; more than `most`, and `undefined`, count as `most`, a clock that went back as 0. */
export function logSeconds(milliseconds: number | undefined, most: number): number {
  return Math.log1p(Math.min(Math.max(milliseconds ?? most, 0), most) / 1000);
}

/** Names of three letters and more. */
export function namesIn(text: string): readonly string[] {
  return text.match(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? [];
}

/** How alike two texts are, 0 to 1: twice the pairs of neighbouring characters they share, by all of them (Dice). */
export function likeness(a: string, b: string): number {
  const pairsOf = (text: string): Set<string> => {
    const pairs = new Set<string>();
    for (let i = 0; i + 1 < Math.min(text.length, LONGEST_COMPARED); i++) pairs.add(text.slice(i, i + 2));
    return pairs;
  };
  const pairs = pairsOf(a);
  const others = pairsOf(b);
  let shared = 0;
  for (const pair of pairs) if (others.has(pair)) shared++;
  return pairs.size + others.size === 0 ? 0 : (2 * shared) / (pairs.size + others.size);
}

/** Beginnings are compared: the cost stays the same for a suggestion of any length. */
const LONGEST_COMPARED = 200;
