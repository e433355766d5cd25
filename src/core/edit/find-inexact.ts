import type { FileIndex } from './file-index.ts';
import { mapLines, type Place, type Search } from './find-place.ts';
import { isBlank, isOld, type PatchLine } from './patch.ts';
import { similarity } from './similarity.ts';

/**
 * A place for old lines of which a few are misquoted. The rest must be there word for word and say for certain that it is
 * this place: no other place may be even remotely as good, only lines that stay may be misquoted (they stay as the file
 * has them), a misquoted head of a definition is another definition, and a line that is like a new one may be meant to go.
 */
export function findMisquoted(file: FileIndex, lines: readonly PatchLine[]): Search {
  const old = lines.filter(isOld);
  const inserted = lines.filter(({ kind, text }) => kind === 'insert' && !isBlank(text));
  const solid = old.filter(({ text }) => !isBlank(text));
  const count = solid.length;
  if (count < 2 || count > file.solid.length) return { kind: 'none' };
  const { keyOf, keys } = file.folded();
  const wanted = solid.map(({ text }) => keyOf(text));
  const near: number[] = [];
  const certain: number[] = [];
  for (let start = 0; start + count <= keys.length; start++) {
    let wrong = 0;
    for (let index = 0; index < count && wrong * 2 <= count; index++) {
      if (keys[start + index] !== wanted[index]) wrong++;
    }
    if (wrong * 2 > count) continue;
    const misquoted = wanted.flatMap((key, index) => (keys[start + index] === key ? [] : [index]));
    const alike = misquoted.map((index) => similarity(wanted[index]!, keys[start + index]!));
    if (alike.some((each) => each < 0.45)) continue;
    near.push(start);
    const content = wanted.filter((key, index) => keys[start + index] === key && /\w{2}/.test(key)).length;
    const isCertain =
      misquoted.length <= Math.max(1, Math.floor(count / 4)) &&
      content >= 2 &&
      alike.every((each) => each >= 0.6) &&
      misquoted.every((index) => {
        const own = keys[start + index]!;
        if (solid[index]!.kind !== 'keep' || isOtherHead(wanted[index]!, own)) return false;
        return inserted.every(({ text }) => similarity(text, own) < 0.6);
      });
    if (isCertain) certain.push(start);
  }
  if (certain.length === 0) return { kind: 'none' };
  const quote = old.map(({ text }) => text);
  const toPlace = (start: number): Place => ({
    at: mapLines(
      file,
      quote,
      solid.map((_, index) => file.solid[start + index]!),
    ),
    faith: 'misquoted',
  });
  return near.length === 1
    ? { kind: 'one', place: toPlace(certain[0]!) }
    : { kind: 'several', places: near.map(toPlace) };
}

/**
 * A place for old lines between which the answer left out some of the file's. They are kept, so it must be clear where the
 * change belongs: nothing is inserted where lines were left out, and not both neighbours go.
 */
export function findLeftOut(file: FileIndex, lines: readonly PatchLine[]): Search {
  const old = lines.filter(({ kind }) => kind !== 'insert');
  const solid = old.filter(({ text }) => !isBlank(text));
  const { keyOf, keys, places } = file.trimmed;
  const wanted = solid.map(({ text }) => keyOf(text));
  if (solid.length < 3 || wanted.filter((key) => /\w{2}/.test(key)).length < 2) return { kind: 'none' };
  const most = Math.max(1, Math.floor(solid.length / 3));
  const found: Place[] = [];
  for (const start of places.get(wanted[0]!) ?? []) {
    const at = [start];
    let skipped = 0;
    for (const key of wanted.slice(1)) {
      const from = at.at(-1)! + 1;
      const ahead = keys.slice(from, from + most - skipped + 1).indexOf(key);
      if (ahead < 0) break;
      // The gap ends at the first line that fits; a second one that fits as well leaves the place open.
      skipped += ahead;
      at.push(from + ahead);
    }
    if (at.length < wanted.length || skipped === 0 || !gapsAreClear(lines, solid, at)) continue;
    const solidLines = at.map((place) => file.solid[place]!);
    found.push({
      at: mapLines(
        file,
        old.map(({ text }) => text),
        solidLines,
      ),
      faith: 'left-out',
    });
  }
  if (found.length === 0) return { kind: 'none' };
  return found.length === 1 ? { kind: 'one', place: found[0]! } : { kind: 'several', places: found };
}

function gapsAreClear(lines: readonly PatchLine[], solid: readonly PatchLine[], at: readonly number[]): boolean {
  return solid.slice(1).every((line, index) => {
    if (at[index + 1] === at[index]! + 1) return true;
    const before = solid[index]!;
    const between = lines.slice(lines.indexOf(before) + 1, lines.indexOf(line));
    return between.every(({ kind }) => kind !== 'insert') && (before.kind === 'keep' || line.kind === 'keep');
  });
}

/** Both open a definition or a block, and the names in them differ: that is not a slip of the pen. */
function isOtherHead(a: string, b: string): boolean {
  const isHead = (line: string): boolean =>
    /^(?:\w+\s+)*(?:def|class|func|fn|function|interface|struct|enum|impl|trait|type)\s|\)\s*[^;]*\{$/.test(line);
  if (!isHead(a) && !isHead(b)) return false;
  const names = (line: string): string => (line.match(/[A-Za-z_]\w*/g) ?? []).join(' ');
  return names(a) !== names(b);
}
