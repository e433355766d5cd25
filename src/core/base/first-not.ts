/** The first of `[low, high)` for which it does not hold, by halves; `high` where there is none. All for which it holds must come first. */
export function firstNot(low: number, high: number, isSo: (at: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (isSo(middle)) from = middle + 1;
    else to = middle;
  }
  return from;
}
