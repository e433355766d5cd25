/** Lines of the older text that the newer one has others for. Between two changes lies a line that is in both. */
export interface LineChange {
  /** Index of the first line, in the older text. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** By the longest common subsequence of lines; beyond `MOST_CELLS` the whole middle counts as one change. */
export function lineChanges(before: readonly string[], after: readonly string[]): LineChange[] {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shortest - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const old = before.slice(start, before.length - tail);
  const young = after.slice(start, after.length - tail);

  const changes: LineChange[] = [];
  let [removed, added]: [string[], string[]] = [[], []];
  let line = start;
  const flush = (): void => {
    if (removed.length + added.length > 0) changes.push({ line: line - removed.length, removed, added });
    [removed, added] = [[], []];
  };
  for (const [kind, text] of script(old, young)) {
    if (kind === 'same') flush();
    if (kind === 'added') added.push(text);
    else line++;
    if (kind === 'removed') removed.push(text);
  }
  flush();
  return changes;
}

const MOST_CELLS = 16_000_000;

function* script(old: readonly string[], young: readonly string[]): Generator<['same' | 'removed' | 'added', string]> {
  const width = young.length + 1;
  const isTooLarge = (old.length + 1) * width > MOST_CELLS;
  /** Length of the longest common subsequence of what is left from there. */
  const common = new Uint16Array(isTooLarge ? 0 : (old.length + 1) * width);
  for (let i = isTooLarge ? -1 : old.length - 1; i >= 0; i--) {
    for (let j = young.length - 1; j >= 0; j--) {
      common[i * width + j] =
        old[i] === young[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    if (!isTooLarge && i < old.length && j < young.length && old[i] === young[j]) {
      yield ['same', old[i++]!];
      j++;
    } else if (
      j === young.length ||
      (i < old.length && (isTooLarge || common[(i + 1) * width + j]! >= common[i * width + j + 1]!))
    ) {
      yield ['removed', old[i++]!];
    } else yield ['added', young[j++]!];
  }
}
