import { indentWidth, opensBlock } from '../../syntax/indentation.ts';
import { CODE } from '../../syntax/line-state.ts';
import { type Cleaning, openersOnLine } from './cleaning.ts';
import { endsOpen } from './ends-open.ts';
import { lexAtCursor, type PlacedLine } from './lex-at-cursor.ts';

export interface StatementEnd {
  /** Offset in the text: behind the last line of the statement. */
  readonly end: number;
  /** Nothing that may come after the text belongs to it any more. */
  readonly isOver: boolean;
}

/**
 * Where the statement ends that the cursor's line has begun. A line goes on where it leaves open what it opened, where it
 * ends with an operator, or where the next one says so: it stands deeper, or begins with a dot, with `else`, and the like.
 * The answer itself says so, and no guess before it does as well (decision 0013).
 */
export function statementEnd(text: string, at: Cleaning): StatementEnd {
  const placed = lexAtCursor(text, at);
  const written = placed.filter((line, index) => writtenPart(line, index, at).trim() !== '');
  const own = openLeft(at);
  const isBranch = BRANCH.test(placed[0]!.text);
  for (const [place, line] of written.entries()) {
    if (line.stateAfter !== CODE || line.depthAfter + own > 0) continue;
    const next = written[place + 1];
    if (next !== undefined && belongs(next, line, place > 0, at)) continue;
    const end = Math.min(text.length, line.start + line.text.length);
    return { end, isOver: next !== undefined || !(isBranch || mayGoOn(line, place > 0, at)) };
  }
  return { end: text.length, isOver: false };
}

/** Of a `switch`: what stands below it belongs to it, without a bracket. */
const BRANCH = /^\s*(?:case\b.*|default\s*):/;

/** Of the first line, what comes after the cursor. */
function writtenPart({ text }: PlacedLine, index: number, { linePrefix }: Cleaning): string {
  return index === 0 ? text.slice(linePrefix.length) : text;
}

/** Brackets that the cursor's line has opened, less those that the editor has closed behind the cursor. */
function openLeft(at: Cleaning): number {
  const opened = openersOnLine(at).length;
  if (opened === 0) return 0;
  const closed = at.closers.filter(({ offset }) => offset < at.lineSuffix.length).length;
  return Math.max(0, opened - closed);
}

function belongs(next: PlacedLine, line: PlacedLine, isBegun: boolean, at: Cleaning): boolean {
  const base = indentWidth(at.linePrefix);
  const width = indentWidth(next.text);
  const isBelow = next.start === line.start + line.text.length + 1;
  // Blank lines are within bodies alone.
  if (width > base) return isBelow || isBegun || opensBlock(line.text, line.stateBefore, at.language);
  if (width < base || !isBelow) return false;
  if (at.request.languageId === 'sql') return !/;\s*$/.test(line.text);
  if (endsOpen(line, at) || GOES_ON.test(next.text) || (isBegun && CLOSING_WORD.test(next.text))) return true;
  return /^\s*\{/.test(next.text) && !/[;,{}]\s*$/.test(line.text);
}

const GOES_ON = /^\s*(?:\?\.|\.(?!\.)|&&|\|\||\?\?|(?:else|elif|elsif|elseif|except|catch|finally|rescue|ensure)\b)/;
const CLOSING_WORD = /^\s*(?:(?:end|fi|done|esac)\b|<\/)/;

/** Whether what comes may still belong to it, after a line that leaves nothing open. */
function mayGoOn(line: PlacedLine, isBegun: boolean, at: Cleaning): boolean {
  const { text, tokens } = line;
  const last = tokens.findLast((token) => token.class !== 'comment');
  if (last !== undefined && /^[;,]$/.test(text.slice(last.start, last.end))) return false;
  if (endsOpen(line, at) || opensBlock(text, line.stateBefore, at.language)) return true;
  return isBegun || BARE_HEAD.test(text) || isConditionalType(text) || endsWithSemicolons(at);
}

/** `type Item<T> = T extends List<infer U>`: its branches come below. */
function isConditionalType(line: string): boolean {
  return (
    /^\s*(?:export\s+)?type\b/.test(line) && line.indexOf(' extends ', line.indexOf('=')) >= 0 && !line.includes('?')
  );
}

/** Its body is a statement of its own, without brackets. */
const BARE_HEAD = /^\s*(?:\}\s*)?(?:(?:else\s+)?(?:if|for|while)\b.*\)|else)\s*$/;

const BY_SEMICOLON = new Set(['java', 'c', 'cpp', 'csharp', 'rust', 'php', 'dart', 'sql']);
const BY_CHOICE = new Set(['typescript', 'typescriptreact', 'javascript', 'javascriptreact']);

/** Statements end with `;` here: a line without one may go on in the next one. */
function endsWithSemicolons({ request: { languageId }, linesAbove }: Cleaning): boolean {
  return BY_SEMICOLON.has(languageId) || (BY_CHOICE.has(languageId) && linesAbove.some((line) => line.endsWith(';')));
}
