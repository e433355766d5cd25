// What became of a slow model's answers: a pure function over when they came and what was drawn.
import { type GhostFrame, type KeyDown, withoutClosers } from './ghost-frames.ts';

/** Of one request, by the clock of the frames. */
export interface GivenAnswer {
  readonly askedMs: number;
  readonly endedMs: number;
  /** What stood on the cursor's line before the cursor when it was asked. */
  readonly linePrefix: string;
  readonly text: string;
}

/**
 * - `unfit`: when it was there the person had written something else, or all of it, or left.
 * - `overtaken`: the next key came within 300 ms and made it unfit.
 * - `covered`: another text was drawn for that place already, and is not exchanged; or the suggest widget was open.
 * - `turned down`: the person had seen it there and gone against it, so it is not offered again.
 * - `stood`: it was drawn before it was whole, as far as it was known.
 * - `at rest`, `at the next key`, `later`: when it was first drawn, by how many keys were pressed since it was there.
 * - `lost`: it fitted, and was not drawn.
 */
export type AnswerFate =
  | 'unfit'
  | 'overtaken'
  | 'covered'
  | 'turned down'
  | 'stood'
  | 'at rest'
  | 'at the next key'
  | 'later'
  | 'lost';

export interface FollowedAnswer {
  readonly fate: AnswerFate;
  readonly answer: GivenAnswer;
  /** From when it was there until it was drawn; of those that were drawn after. */
  readonly afterMs?: number;
}

/** Nobody rests for less than this, and in less the editor has not asked. */
const REST_MS = 300;

/** `frames` are in order; between two of them the first one stands. */
export function followAnswer(
  answer: GivenAnswer,
  frames: readonly GhostFrame[],
  keys: readonly KeyDown[],
): FollowedAnswer {
  const told = (fate: AnswerFate, afterMs?: number): FollowedAnswer =>
    afterMs === undefined ? { fate, answer } : { fate, answer, afterMs };
  const asked = frames.findLast(({ ms }) => ms <= answer.askedMs);
  const at = frames.findLastIndex(({ ms }) => ms <= answer.endedMs);
  const whole = (answer.linePrefix + answer.text).trimEnd().split('\n');
  if (asked === undefined || at < 0 || answer.text.trim() === '') return told('unfit');
  const said = (frame: GhostFrame): readonly string[] => whole.slice(Math.max(0, frame.line - asked.line));
  const now = frames[at]!;
  if (now.line < asked.line || !fits(now, said(now))) return told('unfit');
  if (draws(now, said(now))) return told('stood');

  const pressed = (ms: number): number => keys.filter((key) => key.ms > answer.endedMs && key.ms <= ms).length;
  const rest = frames.slice(at + 1);
  const end = rest.findIndex((frame) => frame.line < asked.line || !fits(frame, said(frame)));
  const fitting = end < 0 ? rest : rest.slice(0, end);
  const drawn = fitting.find((frame) => draws(frame, said(frame)));
  if (drawn !== undefined && pressed(drawn.ms) < 2) {
    return told(pressed(drawn.ms) === 0 ? 'at rest' : 'at the next key', drawn.ms - answer.endedMs);
  }
  if (frames.slice(0, at).some((frame) => frame.line >= asked.line && draws(frame, said(frame))))
    return told('turned down');
  const until = drawn === undefined ? fitting : fitting.slice(0, fitting.indexOf(drawn));
  if ([now, ...until].some(({ ghost, list }) => ghost !== '' || list)) return told('covered');
  if (drawn !== undefined) return told('later', drawn.ms - answer.endedMs);
  const left = rest[end];
  return told(left !== undefined && left.ms - answer.endedMs < REST_MS ? 'overtaken' : 'lost');
}

/** What stands on the line is the beginning of what was said for it, and something of that is left. */
function fits({ text }: GhostFrame, [line, ...below]: readonly string[]): boolean {
  if (line === undefined) return false;
  const [written, wanted] = [withoutClosers(text), withoutClosers(line)];
  return wanted.startsWith(written) && (written.length < wanted.length || below.length > 0);
}

function draws({ ghost, text, shown }: GhostFrame, [line, next]: readonly string[]): boolean {
  if (ghost === '' || line === undefined) return false;
  const [first = '', second = ''] = shown.split('\n');
  if (withoutClosers(first) !== withoutClosers(line)) return false;
  // With the line written to its end, it is the next one that is drawn.
  return withoutClosers(text) !== withoutClosers(line) || withoutClosers(second) === withoutClosers(next ?? '');
}
