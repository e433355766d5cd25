import type { TextEdit } from '../text/text-edit.ts';
import { keptShare } from './kept-share.ts';
import { findReplaced } from './find-replaced.ts';

/**
 * An accepted text on its way through later edits. Holds the text as it stands by now, so that nobody has to read the
 * document. Pure; the adapter hands it the edits and the time.
 */
export interface Followed {
  readonly id: number;
  readonly uri: string;
  /** Where it stands by now. */
  readonly offset: number;
  /** As it was accepted. */
  readonly text: string;
  /** What stands in its place by now, with all that was written into it. */
  readonly standing: string;
  /** When it was accepted. */
  readonly time: number;
  /** So many of the checks have been told. */
  readonly told: number;
}

/** The only thing that is told of it. */
export interface Survived {
  readonly id: number;
  /** So long after it was accepted … */
  readonly afterMs: number;
  /** … this share of it stood, 0 to 1 (`kept-share.ts`). */
  readonly kept: number;
}

/** 15 s, 30 s, 2, 5 and 10 min: the times at which GitHub Copilot looks, so that figures can be compared. */
export const SURVIVAL_CHECKS_MS: readonly number[] = [15_000, 30_000, 120_000, 300_000, 600_000];

/** Of a longer text only the beginning is followed: what was written after it counts as another text. */
const LONGEST_TEXT = 2_000;

/** Who writes more than this into it is using it as a frame; comparing would cost more than it tells. */
const LONGEST_STANDING = 8_000;

/** Taken back within this time, it was not wanted (Cody keeps quiet about such a text for as long). */
const UNDO_MS = 30_000;

export function follow(accepted: Pick<Followed, 'id' | 'uri' | 'offset' | 'text' | 'time'>): Followed {
  const text = accepted.text.slice(0, LONGEST_TEXT);
  return { ...accepted, text, standing: text, told: 0 };
}

/** `byUndo`: of an edit that takes back or repeats an earlier one. */
export interface FollowedEdit extends TextEdit {
  readonly byUndo: boolean;
}

/** Where it is after an edit of its document, and what stands there; `undefined` where it can be followed no longer. */
export function afterEdit(followed: Followed, edit: FollowedEdit): Followed | undefined {
  const { offset, standing } = followed;
  const end = offset + standing.length;
  const editEnd = edit.offset + edit.deleteCount;
  const moved = { ...followed, offset: offset + edit.insertText.length - edit.deleteCount };
  if (isBefore(followed, edit)) return moved;
  if (isAfter(followed, edit)) return followed;

  if (edit.offset <= offset && editEnd >= end) {
    // It was gone before; what others lie around its place says nothing.
    if (standing === '' && edit.deleteCount > 0 && !edit.byUndo) return { ...followed, offset: edit.offset };
    // All of it is replaced, by a formatter say, or put back: it is looked for in what came instead.
    const found = findReplaced(followed.text, edit.insertText, offset - edit.offset);
    return { ...followed, offset: edit.offset + found.offset, standing: found.text };
  }
  const next =
    standing.slice(0, Math.max(0, edit.offset - offset)) +
    edit.insertText +
    standing.slice(Math.min(standing.length, Math.max(0, editEnd - offset)));
  if (next.length > LONGEST_STANDING) return undefined;
  return { ...followed, offset: Math.min(offset, edit.offset), standing: next };
}

/** Told where the edit takes back the acceptance itself, soon enough to say that it was none; what was typed of it stays. */
export function tellUndone(before: Followed, after: Followed, edit: FollowedEdit, time: number): Survived | undefined {
  const afterMs = Math.max(0, Math.round(time - before.time));
  const whole = before.standing === before.text && after.standing !== before.text;
  if (!edit.byUndo || !whole || !before.text.startsWith(after.standing) || afterMs > UNDO_MS) return undefined;
  return { id: before.id, afterMs, kept: keptShare(after.text, after.standing) };
}

/**
 * The checks that have become due. Between edits nothing changes: told late, but before the next edit, they are as right
 * as on time.
 */
export function tellSurvival(
  followed: Followed,
  time: number,
  checksMs = SURVIVAL_CHECKS_MS,
): { readonly told: readonly Survived[]; readonly followed: Followed | undefined } {
  const due = checksMs.slice(followed.told).filter((afterMs) => followed.time + afterMs <= time);
  if (due.length === 0) return { told: [], followed };
  const kept = keptShare(followed.text, followed.standing);
  const toldChecks = followed.told + due.length;
  return {
    told: due.map((afterMs) => ({ id: followed.id, afterMs, kept })),
    followed: toldChecks < checksMs.length ? { ...followed, told: toldChecks } : undefined,
  };
}

/** When something is to be told again; `undefined` where nothing is followed. */
export function nextSurvivalCheck(
  list: readonly Followed[],
  checksMs: readonly number[] = SURVIVAL_CHECKS_MS,
): number | undefined {
  const times = list.map(({ time, told }) => time + (checksMs[told] ?? Infinity));
  return times.length === 0 ? undefined : Math.min(...times);
}

/** What is inserted right before it does not belong to it. */
function isBefore({ offset, standing }: Followed, edit: FollowedEdit): boolean {
  const end = edit.offset + edit.deleteCount;
  if (edit.offset === offset && edit.deleteCount === 0) return standing !== '' && !edit.byUndo;
  return end < offset || (end === offset && edit.deleteCount > 0);
}

/** Nor does what is inserted right after it, unless that puts back what was taken from its end. */
function isAfter({ offset, text, standing }: Followed, edit: FollowedEdit): boolean {
  const end = offset + standing.length;
  if (edit.offset !== end) return edit.offset > end;
  if (edit.deleteCount > 0) return true;
  return standing !== '' && !edit.byUndo && !text.startsWith(standing + edit.insertText);
}
