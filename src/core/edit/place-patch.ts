import { languageSyntax } from '../syntax/languages.ts';
import { definitionRange } from './definition.ts';
import type { EditRequest } from './edit-request.ts';
import type { FileIndex } from './file-index.ts';
import { findLeftOut, findMisquoted } from './find-inexact.ts';
import { FAITHS, findQuote, type Place, type Search } from './find-place.ts';
import { isNew, isOld, type Patch, type PatchLine, type ProposedPatch } from './patch.ts';
import { type Refusal, refuse } from './refusal.ts';

export type PlacedPatch =
  | { readonly kind: 'placed'; readonly patch: Patch; readonly place: Place }
  /** The file is as the patch would have it. */
  | { readonly kind: 'applied-already' };

/** Finds where a patch belongs. Of its readings the one that overlooks the least is meant; a draw goes to the earlier one. */
export function placePatch({ readings }: ProposedPatch, file: FileIndex, request: EditRequest): PlacedPatch | Refusal {
  const answers = readings.map((patch) => ({ patch, answer: placeReading(patch, file, request) }));
  const placed = answers.flatMap(({ answer }) => (answer.kind === 'placed' ? [answer] : []));
  const rank = ({ place }: (typeof placed)[number]): number => FAITHS.indexOf(place.faith);
  const best = placed.toSorted((a, b) => rank(a) - rank(b))[0];
  const unclear = answers.find(({ answer }) => answer.kind === 'refused' && answer.reason === 'several-places');
  if (best && !(unclear && rank(best) > 0)) return best;
  if (unclear) return unclear.answer;
  return answers.find(({ answer }) => answer.kind === 'applied-already')?.answer ?? answers[0]!.answer;
}

function placeReading(patch: Patch, file: FileIndex, request: EditRequest): PlacedPatch | Refusal {
  const old = patch.lines.filter(isOld);
  if (old.every(({ text }) => text.trim() === '')) return placeAtTop(patch, old, file);
  for (const level of ['trimmed', 'folded'] as const) {
    const found = findOld(file, old, level);
    const now = findNew(file, patch, level);
    if (found.kind === 'none') {
      if (now) return { kind: 'applied-already' };
      continue;
    }
    if (found.kind === 'several') return decide(found.places, patch, file, request);
    if (now && isThere(patch, found.place, now)) return { kind: 'applied-already' };
    return { kind: 'placed', patch, place: found.place };
  }
  if (old.some(({ kind }) => kind === 'gap')) return refuse('no-place');
  for (const search of [findMisquoted(file, patch.lines), findLeftOut(file, patch.lines)]) {
    if (search.kind === 'one') return { kind: 'placed', patch, place: search.place };
    if (search.kind === 'several') return refuse('several-places');
  }
  return refuse('no-place', old.find(({ text }) => text.trim() !== '')?.text.trim());
}

/** Nothing is quoted. That is a place only where there is but one: an empty file, or `-0,0` in a hunk's header. */
function placeAtTop(patch: Patch, old: readonly PatchLine[], file: FileIndex): PlacedPatch | Refusal {
  if (file.solid.length > 0 && patch.line !== -1) return refuse('file-not-empty');
  return { kind: 'placed', patch, place: { at: old.map(() => undefined), faith: 'whitespace' } };
}

/** Old lines, in one piece or, between elisions, in several; then each piece must be certain, and all be in order. */
function findOld(file: FileIndex, old: readonly PatchLine[], level: 'trimmed' | 'folded'): Search {
  if (old.every(({ kind }) => kind !== 'gap'))
    return findQuote(
      file,
      old.map(({ text }) => text),
      level,
    );
  const at: (number | undefined)[] = [];
  let last = -1;
  for (let from = 0; from <= old.length;) {
    const gap = old.findIndex(({ kind }, index) => index >= from && kind === 'gap');
    const to = gap < 0 ? old.length : gap;
    const piece = old.slice(from, to).map(({ text }) => text);
    if (piece.some((text) => text.trim() !== '')) {
      const found = findQuote(file, piece, level);
      if (found.kind !== 'one') return found;
      const lines = found.place.at.filter((line) => line !== undefined);
      if (lines[0]! <= last) return { kind: 'none' };
      last = lines.at(-1)!;
      at.push(...found.place.at);
    } else {
      at.push(...piece.map(() => undefined));
    }
    if (gap >= 0) at.push(undefined);
    from = to + 1;
  }
  return { kind: 'one', place: { at, faith: 'whitespace' } };
}

/**
 * The one place where the file reads as it would after the patch. A patch that only deletes must be told from a quote of
 * something else: lines that stay must hold together what goes.
 */
function findNew(file: FileIndex, { lines }: Patch, level: 'trimmed' | 'folded'): Place | undefined {
  if (lines.some(({ kind }) => kind === 'gap')) return undefined;
  const changes = lines.flatMap(({ kind }, index) => (kind === 'keep' ? [] : [index]));
  if (changes.length === 0) return undefined;
  const inserts = lines.some(({ kind, text }) => kind === 'insert' && /\w/.test(text));
  const isHeld = lines[0]!.kind === 'keep' && lines.at(-1)!.kind === 'keep';
  if (!inserts && !isHeld) return undefined;
  const found = findQuote(
    file,
    lines.filter(isNew).map(({ text }) => text),
    level,
  );
  if (found.kind === 'one') return found.place;
  return undefined;
}

/** The old lines are there, and so are the new ones: which of them is it? */
function isThere({ lines }: Patch, old: Place, now: Place): boolean {
  const inserts = lines.some(({ kind }) => kind === 'insert');
  const deletes = lines.some(({ kind }) => kind === 'delete');
  const oldLines = new Set(old.at.filter((line) => line !== undefined));
  const overlap = now.at.some((line) => line !== undefined && oldLines.has(line));
  if (!overlap || !inserts) return false;
  if (deletes) return FAITHS.indexOf(now.faith) < FAITHS.indexOf(old.faith);
  // An insertion: the lines around it are the same ones, so what is inserted is there too.
  return lines.filter(isOld).every((line, index) => {
    return old.at[index] === undefined || old.at[index] === now.at[lines.filter(isNew).indexOf(line)];
  });
}

/** Of several equal places, the one that the header's number, the line after `@@` or the selection names. */
function decide(
  places: readonly Place[],
  patch: Patch,
  file: FileIndex,
  { selection, languageId }: EditRequest,
): PlacedPatch | Refusal {
  const first = ({ at }: Place): number => at.find((line) => line !== undefined)!;
  const last = ({ at }: Place): number => at.findLast((line) => line !== undefined)!;
  const take = (found: readonly Place[]): PlacedPatch | undefined =>
    found.length === 1 ? { kind: 'placed', patch, place: found[0]! } : undefined;

  const numbered = take(places.filter((place) => place.at[0] === patch.line && patch.line !== undefined));
  if (numbered) return numbered;
  if (patch.section !== undefined) {
    const heads = file.trimmed.places.get(patch.section.trim()) ?? [];
    const head = heads.length === 1 ? file.solid[heads[0]!]! : undefined;
    const range = head === undefined ? undefined : definitionRange(file.lines, head, languageSyntax(languageId));
    const inside = range && take(places.filter((place) => first(place) >= range.head && last(place) < range.end));
    if (inside) return inside;
  }
  if (selection) {
    const inside = places.filter((place) => first(place) >= selection.start.line && last(place) <= selection.end.line);
    const chosen = take(inside);
    if (chosen) return chosen;
  }
  return refuse(
    'several-places',
    `lines ${places
      .slice(0, 4)
      .map((place) => first(place) + 1)
      .join(', ')}`,
  );
}
