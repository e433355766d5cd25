import { diffLines, type LineHunk } from '../text/diff.ts';
import { minimalEdit } from '../text/minimal-edit.ts';
import type { TextEdit } from '../text/text-edit.ts';
import { toTextLines } from '../text/text-lines.ts';

/**
 * A proposal under review. What is left to decide is what `base` and `proposal` differ in, always derived and never tracked by
 * offsets: accepting a hunk takes it over into `base`, rejecting one takes it out of `proposal`. The person's document is
 * a third text; they may type in it meanwhile, and only an accepted hunk ever changes it.
 */
export interface Review {
  /** The document as it was, with the hunks that were accepted since. */
  readonly base: string;
  /** The document as proposed, without the hunks that were rejected since. */
  readonly proposal: string;
}

/** The hunks still to decide, in order. Lines of `base` and of `proposal`, zero-based. */
export function hunksOf({ base, proposal }: Review): readonly LineHunk[] {
  return diffLines(rawLines(base), rawLines(proposal));
}

export type Acceptance =
  | {
      readonly kind: 'accepted';
      readonly review: Review;
      readonly document: string;
      /** The one edit that makes the document so; `undefined` where the person has typed it already. */
      readonly edit: TextEdit | undefined;
    }
  /** The person changed these very lines: the hunk stays as it is, to be decided by hand. */
  | { readonly kind: 'conflict' };

export function acceptHunk(review: Review, hunk: LineHunk, document: string): Acceptance {
  const own = withEndsOf(review, document);
  const [base, proposal] = [rawLines(own.base), rawLines(own.proposal)];
  const replacement = proposal.slice(hunk.newStart, hunk.newEnd);
  const place = placeIn(base, rawLines(document), hunk, replacement);
  if (place === 'conflict') return { kind: 'conflict' };
  const accepted: Review = { base: splice(base, hunk.start, hunk.end, replacement), proposal: own.proposal };
  if (place === 'there') return { kind: 'accepted', review: accepted, document, edit: undefined };
  const now = splice(rawLines(document), place.start, place.end, replacement);
  return { kind: 'accepted', review: accepted, document: now, edit: minimalEdit(document, now) };
}

export function rejectHunk(review: Review, hunk: LineHunk): Review {
  const [base, proposal] = [rawLines(review.base), rawLines(review.proposal)];
  const old = base.slice(hunk.start, hunk.end);
  return { base: review.base, proposal: splice(proposal, hunk.newStart, hunk.newEnd, old) };
}

export interface AcceptedAll {
  readonly review: Review;
  readonly document: string;
  readonly edit: TextEdit | undefined;
  /** How many hunks are left, because the person changed their lines. */
  readonly conflicts: number;
}

/** Accepts what can be, as one edit and so as one step to undo. */
export function acceptAll(review: Review, document: string): AcceptedAll {
  let [state, text, conflicts] = [review, document, 0];
  // From the last to the first, so that the lines of those to come stay where they are.
  for (const hunk of hunksOf(review).toReversed()) {
    const result = acceptHunk(state, hunk, text);
    if (result.kind === 'conflict') conflicts++;
    else [state, text] = [result.review, result.document];
  }
  return { review: state, document: text, edit: minimalEdit(document, text), conflicts };
}

/** Lines with their line ends: a line that differs in it alone differs. The BOM belongs to the first. */
function rawLines(text: string): readonly string[] {
  const { bom, lines, ends } = toTextLines(text);
  const raw = lines.map((line, index) => line + ends[index]!);
  return raw.length > 0 || bom !== '' ? [bom + (raw[0] ?? ''), ...raw.slice(1)] : raw;
}

/** Where the hunk's old lines are in the document by now; three texts, compared by lines. */
function placeIn(
  base: readonly string[],
  document: readonly string[],
  { start, end }: LineHunk,
  replacement: readonly string[],
): { readonly start: number; readonly end: number } | 'there' | 'conflict' {
  let moved = 0;
  for (const typed of diffLines(base, document)) {
    const inserts = typed.start === typed.end;
    const isHunkInsertion = start === end;
    const overlaps = typed.start < end && typed.end > start;
    // At one and the same spot nobody can tell which comes first.
    if (overlaps || (inserts && isHunkInsertion && typed.start === start)) {
      const isSame =
        typed.start === start &&
        typed.end === end &&
        isEqual(document.slice(typed.newStart, typed.newEnd), replacement);
      return isSame ? 'there' : 'conflict';
    }
    if (typed.end > start) break;
    moved += typed.newEnd - typed.newStart - (typed.end - typed.start);
  }
  return { start: start + moved, end: end + moved };
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

function splice(lines: readonly string[], start: number, end: number, replacement: readonly string[]): string {
  const parts = [...lines.slice(0, start), ...replacement, ...lines.slice(end)];
  // A last line that had no line end gets one where another line follows now.
  return parts
    .map((line, index) => (index < parts.length - 1 && !line.endsWith('\n') && line !== '' ? `${line}\n` : line))
    .join('');
}

/** A person may set another line end for the whole document while they review. That changes no line of theirs. */
function withEndsOf({ base, proposal }: Review, document: string): Review {
  const [own, now] = [toTextLines(base), toTextLines(document)];
  const isUniform = now.ends.every((end) => end === now.eol || end === '');
  if (own.eol === now.eol || !isUniform || now.lines.length < 2) return { base, proposal };
  const convert = (text: string): string => text.replaceAll(/\r?\n/g, now.eol);
  return { base: convert(base), proposal: convert(proposal) };
}
