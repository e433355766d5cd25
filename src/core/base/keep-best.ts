/** Puts an item in its place among the best so far, best first, of which at most `most` are kept. `compare` is below 0 where the first is better. */
export function keepBest<T>(best: T[], item: T, most: number, compare: (a: T, b: T) => number): void {
  if (best.length === most && compare(best[most - 1]!, item) <= 0) return;
  let at = best.length;
  while (at > 0 && compare(item, best[at - 1]!) < 0) at--;
  best.splice(at, 0, item);
  if (best.length > most) best.pop();
}
