import { endsWithNewline, type LineDraft, type TextLines } from '../text/text-lines.ts';
import { indentOf } from '../syntax/indentation.ts';
import { languageSyntax } from '../syntax/languages.ts';
import type { EditRequest } from './edit-request.ts';
import { indexFile } from './file-index.ts';
import type { Place } from './find-place.ts';
import { type IndentPair, mapIndentation, reindent } from './map-indentation.ts';
import { isBlank, isOld, type Patch, type PatchLine, type ProposedPatch } from './patch.ts';
import { placePatch } from './place-patch.ts';
import { type Refusal, refuse } from './refusal.ts';

export interface DraftResult {
  readonly kind: 'draft';
  readonly draft: LineDraft;
  readonly finalNewline: boolean;
}

/**
 * Applies all patches, or none. Each is placed in the text as it was, so their order does not matter; two that change the
 * same line, or insert at the same spot, are refused.
 */
export function applyPatches(
  proposed: readonly ProposedPatch[],
  text: TextLines,
  request: EditRequest,
): DraftResult | Refusal {
  const file = indexFile(text.lines);
  const changes = new Changes();
  let finalNewline = endsWithNewline(text);
  for (const each of withoutTwins(proposed)) {
    const placed = placePatch(each, file, request);
    if (placed.kind === 'refused') return placed;
    if (placed.kind === 'applied-already') continue;
    const { patch, place } = placed;
    if (!changes.add(patch, place, text.lines, request.languageId)) return refuse('overlapping');
    const atEnd = file.lines.length === 0 || place.at.includes(file.lines.length - 1);
    if (patch.finalNewline !== undefined && atEnd) finalNewline = patch.finalNewline;
  }
  const draft = changes.draft(text.lines);
  return draft ? { kind: 'draft', draft, finalNewline } : refuse('overlapping');
}

/** Models repeat themselves; the same block twice is one change. */
function withoutTwins(proposed: readonly ProposedPatch[]): readonly ProposedPatch[] {
  const seen = new Set<string>();
  return proposed.filter(({ readings }) => {
    const key = JSON.stringify(readings[0]!.lines);
    return !seen.has(key) && seen.add(key);
  });
}

/** A stretch of new lines hangs on the old line before it or, with `after: false`, on the one behind it. */
interface Insertion {
  readonly line: number;
  readonly after: boolean;
  readonly texts: readonly string[];
}

class Changes {
  /** Which patch deletes a line. */
  readonly #deleted = new Map<number, Patch>();
  readonly #insertions = new Map<string, Insertion & { readonly patch: Patch }>();

  /** `false` where another patch has changed the same lines. */
  add(patch: Patch, place: Place, fileLines: readonly string[], languageId: string): boolean {
    const old = patch.lines.filter(isOld);
    for (const [index, { kind }] of old.entries()) {
      const line = place.at[index];
      if (kind !== 'delete' || line === undefined) continue;
      if (this.#deleted.has(line)) return false;
      this.#deleted.set(line, patch);
    }
    return insertionsOf(patch, place, fileLines, languageId).every((insertion) => {
      const key = `${insertion.line} ${insertion.after}`;
      if (this.#insertions.has(key)) return false;
      this.#insertions.set(key, { ...insertion, patch });
      return true;
    });
  }

  draft(fileLines: readonly string[]): LineDraft | undefined {
    for (const { line, patch } of this.#insertions.values()) {
      const deletedBy = this.#deleted.get(line);
      if (deletedBy !== undefined && deletedBy !== patch) return undefined;
    }
    const at = (line: number, after: boolean): readonly string[] =>
      this.#insertions.get(`${line} ${after}`)?.texts ?? [];
    const draft: (number | string)[] = [...at(-1, true)];
    for (let line = 0; line < fileLines.length; line++) {
      draft.push(...at(line, false));
      if (!this.#deleted.has(line)) draft.push(line);
      draft.push(...at(line, true));
    }
    return draft;
  }
}

function insertionsOf(
  { lines }: Patch,
  place: Place,
  fileLines: readonly string[],
  languageId: string,
): readonly Insertion[] {
  const map = indentationOf(lines, place, fileLines, languageId);
  const insertions: Insertion[] = [];
  let oldIndex = 0;
  for (let from = 0; from < lines.length;) {
    if (lines[from]!.kind !== 'insert') {
      oldIndex++;
      from++;
      continue;
    }
    let to = from;
    while (lines[to]?.kind === 'insert') to++;
    const texts = withoutSlip(lines.slice(from, to), lines).map(({ text }) => reindent(text, map));
    insertions.push({ ...anchorOf(lines, place, oldIndex, texts, fileLines), texts });
    from = to;
  }
  return insertions;
}

/** New lines follow the old line before them, unless they stand in for the one behind, or there is none before. */
function anchorOf(
  lines: readonly PatchLine[],
  { at }: Place,
  oldIndex: number,
  texts: readonly string[],
  fileLines: readonly string[],
): Pick<Insertion, 'line' | 'after'> {
  const before = at.slice(0, oldIndex).findLast((line) => line !== undefined);
  const after = at.slice(oldIndex).find((line) => line !== undefined);
  if (before === undefined) return after === undefined ? { line: -1, after: true } : { line: after, after: false };
  if (after === undefined) return { line: before, after: true };
  const old = lines.filter(isOld);
  const goes = (index: number): boolean => old[index]?.kind === 'delete';
  if (goes(oldIndex) && !goes(oldIndex - 1) && at[oldIndex] !== undefined) return { line: after, after: false };
  // Blank lines of the file that the answer does not quote: the new lines bring theirs on one side.
  const unquoted = fileLines.slice(before + 1, after).some((line) => isBlank(line));
  const bringsBlankBehind = isBlank(texts.at(-1)!) && !isBlank(texts[0]!);
  return unquoted && bringsBlankBehind ? { line: after, after: false } : { line: before, after: true };
}

function indentationOf(
  lines: readonly PatchLine[],
  { at }: Place,
  fileLines: readonly string[],
  languageId: string,
): (indent: string) => string {
  const pairs: IndentPair[] = [];
  for (const [index, { kind, text }] of lines.filter(isOld).entries()) {
    const line = at[index];
    if (line === undefined || isBlank(text) || kind === 'gap') continue;
    pairs.push([indentOf(text), indentOf(fileLines[line]!)]);
  }
  const firstDeleted = at[lines.filter(isOld).findIndex(({ kind, text }) => kind === 'delete' && !isBlank(text))];
  const base = firstDeleted === undefined ? undefined : indentOf(fileLines[firstDeleted]!);
  const lost = mendLostIndent(lines, pairs, base, languageId);
  return lost ?? mapIndentation({ pairs, answerLines: lines.map(({ text }) => text), fileLines });
}

/** Only the quoted or only the new lines lost the indentation that they share: then one says nothing about the other. */
function mendLostIndent(
  lines: readonly PatchLine[],
  pairs: readonly IndentPair[],
  base: string | undefined,
  languageId: string,
): ((indent: string) => string) | undefined {
  const shortest = (indents: readonly string[]): string | undefined =>
    indents.toSorted((a, b) => a.length - b.length)[0];
  const inserted = lines.filter(({ kind, text }) => kind === 'insert' && !isBlank(text));
  const own = shortest(inserted.map(({ text }) => indentOf(text)));
  const [quoted, inFile] = [shortest(pairs.map(([from]) => from)), shortest(pairs.map(([, to]) => to))];
  if (own === undefined || quoted === undefined || inFile === undefined || inFile === '') return undefined;
  const isMoved = pairs.every(([from, to]) => to === inFile + from);
  if (quoted === '' && isMoved && own.startsWith(inFile)) return (indent) => indent;

  const isCode = languageSyntax(languageId).kind === 'code' && languageSyntax(languageId).id !== 'generic';
  const deleted = lines.filter(({ kind }) => kind === 'delete').map(({ text }) => text.trim());
  const isDedent = inserted.every(({ text }) => deleted.includes(text.trim()));
  const isDirective = inserted.some(({ text }) => text.startsWith('#'));
  if (own !== '' || quoted !== inFile || !isCode || isDedent || isDirective) return undefined;
  const isLevel = pairs.every(([, to]) => to === inFile);
  const lost = base ?? (isLevel ? inFile : undefined);
  return lost === undefined ? undefined : (indent) => lost + indent;
}

/** One blank too many after every `+`: all new lines stand one column off the steps that all quoted lines keep to. */
function withoutSlip(inserted: readonly PatchLine[], lines: readonly PatchLine[]): readonly PatchLine[] {
  const columns = (line: PatchLine): number => indentOf(line.text).length;
  const solid = (each: readonly PatchLine[]): PatchLine[] =>
    each.filter(({ kind, text }) => kind !== 'gap' && !isBlank(text) && !text.trim().startsWith('*'));
  const quoted = solid(lines).filter(isOld);
  const own = solid(inserted);
  const usesTabs = lines.some(({ text }) => text.startsWith('\t'));
  if (usesTabs || own.length === 0 || !quoted.some((line) => columns(line) > 0)) return inserted;
  const isSlip = quoted.every((line) => columns(line) % 2 === 0) && own.every((line) => columns(line) % 2 === 1);
  return isSlip ? inserted.map((line) => ({ ...line, text: line.text.replace(/^ /, '') })) : inserted;
}
