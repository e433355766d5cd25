/** How alike two lines are, 0 to 1: the pairs of characters that they share (Dice), without regard to blanks. */
export function similarity(a: string, b: string): number {
  const [left, right] = [a.replaceAll(/\s+/g, ''), b.replaceAll(/\s+/g, '')];
  if (left === right) return 1;
  if (left.length < 2 || right.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (let i = 0; i < left.length - 1; i++) {
    const pair = left.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let shared = 0;
  for (let i = 0; i < right.length - 1; i++) {
    const pair = right.slice(i, i + 2);
    const count = pairs.get(pair) ?? 0;
    if (count === 0) continue;
    pairs.set(pair, count - 1);
    shared++;
  }
  return (2 * shared) / (left.length + right.length - 2);
}
