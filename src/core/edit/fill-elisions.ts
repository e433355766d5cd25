import { diffLines } from '../text/diff.ts';
import { isElision } from './elision.ts';
import { isBlank } from './patch.ts';
import { similarity } from './similarity.ts';

/**
 * Puts the old lines in for "... existing code ...", by their numbers. `undefined` where there is more than one way to: the
 * quoted lines next to an elision must say for certain where it begins and ends, and no new line may be a version of one
 * that it stands for.
 */
export function fillElisions(
  lines: readonly string[],
  old: readonly string[],
  languageId: string,
): readonly (string | number)[] | undefined {
  const oldTrimmed = new Set(old.map((line) => line.trim()));
  const isMark = (line: string): boolean => isElision(line, languageId) && !oldTrimmed.has(line.trim());
  if (!lines.some(isMark)) return lines;

  const solid = lines.flatMap((line, index) => (isBlank(line) || isMark(line) ? [] : [index]));
  if (solid.length === 0) return undefined;
  const oldSolid = old.flatMap((line, index) => (isBlank(line) ? [] : [index]));
  const partner = pair(solid, oldSolid, lines, old);

  const filled: (string | number)[] = [];
  const isBlankFilled = (line: string | number | undefined): boolean =>
    line !== undefined && isBlank(typeof line === 'number' ? old[line]! : line);
  let position = 0;
  for (let index = 0; index < lines.length; index++) {
    if (!isMark(lines[index]!)) {
      filled.push(lines[index]!);
      continue;
    }
    const before = anchorBefore(index);
    const after = anchorAfter(index);
    if (!before || !after || before.old < position - 1 || after.old <= before.old) return undefined;
    // New lines between the anchor and the elision: versions of the old lines there, or new altogether.
    const replacedBefore = versions(before.news, old.slice(before.old + 1, after.old));
    const rest = old.slice(before.old + 1 + replacedBefore, after.old);
    const replacedAfter = versions(after.news.toReversed(), rest.toReversed());
    const firstKept = before.old + 1 + replacedBefore;
    const kept = rest.slice(0, rest.length - replacedAfter);
    const news = [...before.news.slice(replacedBefore), ...after.news.slice(replacedAfter)];
    const telling = news.filter((line) => /\w{2}/.test(line));
    if (telling.some((line) => kept.some((each) => isVersion(line, each)))) return undefined;
    if (replacedBefore > 0 || before.news.length === 0) while (isBlankFilled(filled.at(-1))) filled.pop();
    // Behind new lines, the answer's blank line and the file's own are the same one.
    const hasBlank = isBlankFilled(filled.at(-1));
    const firstSolid = kept.findIndex((line) => !isBlank(line));
    const skipped = hasBlank ? Math.max(0, firstSolid) : 0;
    filled.push(...kept.slice(skipped).map((_, place) => firstKept + skipped + place));
    position = after.old;
    // Blank lines of the answer behind the elision are the file's, which are among those it stands for.
    if (after.news.length === 0) while (index + 1 < lines.length && isBlank(lines[index + 1]!)) index++;
  }
  return dropsNothing() ? filled : undefined;

  interface Anchor {
    /** The quoted old line next to the elision; -1 or the old length at the ends. */
    readonly old: number;
    /** New lines between it and the elision, in the order they are in. */
    readonly news: readonly string[];
  }

  function anchorBefore(mark: number): Anchor | undefined {
    const news: string[] = [];
    for (let index = mark - 1; index >= 0; index--) {
      if (isMark(lines[index]!)) return undefined;
      const other = partner.get(index);
      if (other !== undefined) return isCertain(other, -1) ? { old: other, news } : undefined;
      if (!isBlank(lines[index]!)) news.unshift(lines[index]!);
    }
    return { old: -1, news };
  }

  function anchorAfter(mark: number): Anchor | undefined {
    const news: string[] = [];
    for (let index = mark + 1; index < lines.length; index++) {
      if (isMark(lines[index]!)) return undefined;
      const other = partner.get(index);
      if (other !== undefined) return isCertain(other, 1) ? { old: other, news } : undefined;
      if (!isBlank(lines[index]!)) news.push(lines[index]!);
    }
    return { old: old.length, news };
  }

  /** The line stands nowhere else, or is one of those that the old code begins, or ends, with. */
  function isCertain(line: number, direction: 1 | -1): boolean {
    const key = old[line]!.trim();
    if (old.filter((each) => each.trim() === key).length === 1) return true;
    const quoted = new Set(partner.values());
    const edge = direction < 0 ? oldSolid.filter((each) => each <= line) : oldSolid.filter((each) => each >= line);
    return edge.every((each) => quoted.has(each));
  }

  /** Before the first quoted line, behind the last, and between two with nothing in between, no old line may be missing. */
  function dropsNothing(): boolean {
    const quoted = [...partner.values()].toSorted((a, b) => a - b);
    const [first, last] = [quoted[0], quoted.at(-1)];
    const missesEdge = (mark: string | undefined, gone: readonly string[], news: boolean): boolean =>
      mark !== undefined && !isMark(mark) && !news && gone.some((line) => !isBlank(line));
    const startsNew = !partner.has(solid[0]!);
    const endsNew = !partner.has(solid.at(-1)!);
    const solidLines = lines.filter((line) => !isBlank(line));
    if (missesEdge(solidLines[0], old.slice(0, first), startsNew)) return false;
    if (missesEdge(solidLines.at(-1), old.slice((last ?? -1) + 1), endsNew)) return false;
    return solid.every((index, place) => {
      const next = solid[place + 1];
      const [from, to] = [partner.get(index), next === undefined ? undefined : partner.get(next)];
      if (from === undefined || to === undefined || next === undefined) return true;
      if (lines.slice(index, next).some(isMark)) return true;
      return old.slice(from + 1, to).every((line) => isBlank(line));
    });
  }
}

/**
 * Old lines that the answer quotes. Brackets alone are alike everywhere, so they count only where the answer begins or ends
 * as the old code does.
 */
function pair(
  solid: readonly number[],
  oldSolid: readonly number[],
  lines: readonly string[],
  old: readonly string[],
): ReadonlyMap<number, number> {
  const partner = new Map<number, number>();
  const isSame = (index: number, other: number): boolean => lines[index]!.trim() === old[other]!.trim();
  let from = 0;
  while (from < solid.length && from < oldSolid.length && isSame(solid[from]!, oldSolid[from]!)) {
    partner.set(solid[from]!, oldSolid[from]!);
    from++;
  }
  let tail = 0;
  const shorter = Math.min(solid.length, oldSolid.length) - from;
  while (tail < shorter && isSame(solid.at(-1 - tail)!, oldSolid.at(-1 - tail)!)) {
    partner.set(solid.at(-1 - tail)!, oldSolid.at(-1 - tail)!);
    tail++;
  }
  const hasContent = (text: string): boolean => /\w/.test(text);
  const inner = solid.slice(from, solid.length - tail).filter((index) => hasContent(lines[index]!));
  const oldInner = oldSolid.slice(from, oldSolid.length - tail).filter((index) => hasContent(old[index]!));
  const hunks = diffLines(
    oldInner.map((index) => old[index]!.trim()),
    inner.map((index) => lines[index]!.trim()),
  );
  let [place, newPlace] = [0, 0];
  for (const hunk of [...hunks, { start: oldInner.length, end: 0, newStart: 0, newEnd: 0 }]) {
    for (; place < hunk.start; place++, newPlace++) partner.set(inner[newPlace]!, oldInner[place]!);
    [place, newPlace] = [hunk.end, hunk.newEnd];
  }
  return partner;
}

/** How many of the old lines, from the first on, the new lines are versions of. */
function versions(news: readonly string[], old: readonly string[]): number {
  let count = 0;
  while (count < news.length && count < old.length && isVersion(news[count]!, old[count]!)) count++;
  return count;
}

function isVersion(line: string, old: string): boolean {
  return line.trim() === old.trim() || (/\w{2}/.test(old) && similarity(line, old) >= 0.6);
}
