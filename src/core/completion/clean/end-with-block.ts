import { indentOf, indentWidth, opensBlock } from '../../syntax/indentation.ts';
import type { Bracket } from '../../syntax/brackets.ts';
import { CODE } from '../../syntax/line-state.ts';
import { type Cleaning, openersOnLine } from './cleaning.ts';
import { lexAtCursor, type PlacedLine } from './lex-at-cursor.ts';

/**
 * Models go on after the block that was asked for, with the next function and the one after that. What the document
 * closes already is not closed again; what nothing closes is, and there the text ends.
 */
export function endWithBlock(text: string, at: Cleaning): string {
  if (!text.includes('\n') || at.language.kind === 'prose') return text;
  const placed = lexAtCursor(text, at);
  const end = Math.min(endByBrackets(placed, at), endByIndentation(placed, at));
  return end >= text.length || end <= 0 ? text : text.slice(0, end);
}

/**
 * Whether the last line that is not blank closes the function or type that the cursor is in, and nothing can belong to that any more: what
 * comes next need not be read to know. Behind a condition's block an `else` may come, and behind a call's another one.
 */
export function closesDefinition(text: string, at: Cleaning): boolean {
  const placed = lexAtCursor(text.trimEnd(), at);
  const { stateAfter, depthBefore, depthAfter, text: line } = placed.at(-1)!;
  if (placed.length < 2 || stateAfter !== CODE || depthAfter >= Math.min(0, depthBefore)) return false;
  const own = openersOnLine(at);
  if (depthAfter > -Math.max(1, own.length)) return false;
  const closed = at.openers.slice(depthAfter);
  const isAlone = closed.every((opener) => opener.text === '{');
  return (isAlone || /[;,]\s*$/.test(line)) && closed.some((opener) => isDefinitionHead(opener, at));
}

const WHOLE = Number.POSITIVE_INFINITY;

function endByBrackets(placed: readonly PlacedLine[], at: Cleaning): number {
  const own = openersOnLine(at);
  // Closers right of the cursor were put there by the editor: those are exchanged for the text's own.
  const onLine = at.closers.filter(({ offset }) => offset < at.lineSuffix.length).length;
  const ownMissing = isClosedBelow(indentWidth(at.linePrefix), at) ? 0 : Math.max(0, own.length - onLine);
  const missing = Math.max(at.seesEnd ? at.openers.length - at.closers.length : 0, ownMissing);
  const allowed = missing + onLine;
  const ownBlock = own.some(({ text }) => text === '{') ? own.length : 0;
  for (const [index, line] of placed.entries()) {
    let depth = line.depthBefore;
    for (const [place, token] of line.tokens.entries()) {
      if (line.start + token.start < 0) continue;
      if (token.class === 'open') depth++;
      if (token.class !== 'close' || --depth >= -allowed) continue;
      return Math.max(0, line.start + (line.tokens[place - 1]?.end ?? -1));
    }
    const next = placed[index + 1];
    if (next === undefined || line.stateAfter !== CODE || index === 0 || depth === line.depthBefore) continue;
    const following = nextWritten(placed, index);
    if (goesOn(following)) continue;
    const closesOwn = ownBlock > 0 && depth <= -ownBlock && line.depthBefore > -ownBlock;
    const closesFunction = depth < 0 && isFunctionHead(depth, at);
    const closesBegun = at.linePrefix.trim() !== '' && depth <= 0 && line.depthBefore > 0 && placed[0]!.depthAfter > 0;
    const isNext =
      closesBegun && indentWidth(following) <= indentWidth(at.linePrefix) && DEFINITION.test(following.trim());
    if (closesOwn || closesFunction || isNext) return next.start - 1;
  }
  return WHOLE;
}

/** What begins something of its own, not the next statement of the same. */
const DEFINITION =
  /^(?:export|function|class|interface|type|enum|struct|impl|trait|def|func|fn|pub|public|private|protected|internal|static|async|abstract|namespace|module|it\(|test\(|describe\(|@|\/\*\*|\/\/\/)/;

function nextWritten(placed: readonly PlacedLine[], index: number): string {
  return placed.slice(index + 1).find(({ text }) => text.trim() !== '')?.text ?? '';
}

/** `else` on a line of its own, a chained call, the rest of an expression. */
function goesOn(line: string): boolean {
  return (
    /^\s*(?:else\b|catch\b|finally\b|while\b.*;\s*$|[.?:)\]},;&|+*/-]|\/\*)/.test(line) &&
    !/^\s*(?:\/\/|\/\*|--)/.test(line)
  );
}

const CONTROL =
  /^\s*(?:[)\]}]\s*)?(?:if|else|for|while|switch|match|try|catch|finally|do|with|using|case|default|unless|lock|foreach|select|loop)\b/;

/** Whether the bracket that is closed now belongs to a function or its like: behind it, something else begins. */
function isFunctionHead(depth: number, at: Cleaning): boolean {
  const opener = at.openers.at(depth);
  const head = opener && headOf(opener, at);
  return head !== undefined && FUNCTION.test(head);
}

const FUNCTION = /\)|=>|\bfunction\b|\bfn\b|\bfunc\b|\bdef\b/;

function isDefinitionHead(opener: Bracket, at: Cleaning): boolean {
  const head = headOf(opener, at);
  return head !== undefined && (FUNCTION.test(head) || DEFINITION.test(head));
}

/** What stands before a block; `undefined` where that is a condition or a loop, or no block. */
function headOf({ text, offset }: Bracket, { request: { before } }: Cleaning): string | undefined {
  if (text !== '{') return undefined;
  const lines = before.slice(0, offset).split('\n');
  const head = lines.at(-1)!.trim() || headAbove(lines);
  return CONTROL.test(head) ? undefined : head;
}

/** No head that is worth reading is longer. */
const MOST_HEAD_LINES = 30;

/** Of a bracket on a line of its own, the last of `lines`: all lines from the one that begins what it opens. */
function headAbove(lines: readonly string[]): string {
  const width = indentWidth(lines.at(-1)!);
  const isRest = (line: string): boolean => indentWidth(line) > width || /^\s*(?:where\b|[)>])/.test(line);
  let from = lines.length - 2;
  while (from > 0 && lines.length - from < MOST_HEAD_LINES && isRest(lines[from]!)) from--;
  return lines.slice(Math.max(0, from), -1).join('\n');
}

/** Where blocks are closed by words, tags or by leaving their indentation. */
function endByIndentation(placed: readonly PlacedLine[], at: Cleaning): number {
  const kind = at.language.blocks === 'colon' ? 'colon' : WORDS.has(at.request.languageId) ? 'words' : undefined;
  if (kind === undefined) return WHOLE;
  const cursor = indentWidth(at.linePrefix);
  const heads = enclosingHeads(at);
  let lastBlank = false;
  let lowest = cursor;
  for (const [index, line] of placed.entries()) {
    const width = indentWidth(line.text);
    const isWritten = line.text.trim() !== '';
    if (index > 0 && isWritten && line.stateBefore === CODE && line.depthBefore <= 0) {
      const leaves =
        kind === 'colon' ? leavesFunction(width, heads, lastBlank) : leavesWords(line.text, width, lowest, heads, at);
      if (leaves === 'before') return line.start - 1;
      if (leaves === 'behind') return line.start + line.text.length;
      if (CLOSER.test(line.text.trim())) lowest = Math.min(lowest, width);
    }
    lastBlank = !isWritten;
  }
  return WHOLE;
}

const WORDS = new Set([
  'ruby',
  'lua',
  'shellscript',
  'elixir',
  'julia',
  'html',
  'vue',
  'svelte',
  'xml',
  'yaml',
  'crystal',
]);
const CLOSER = /^(?:end\b|fi\b|done\b|esac\b|<\/|[)\]}])/;
const MIDDLE =
  /^(?:else\b|elif\b|elsif\b|elseif\b|when\b|in\b|rescue\b|ensure\b|;;|then\b|do\b|\S+\)\s|catch\b|after\b)/;

interface Head {
  readonly width: number;
  readonly text: string;
}

/** Lines that the cursor stands deeper than, nearest first. */
function enclosingHeads({ linesAbove, linePrefix, lineState, language }: Cleaning): readonly Head[] {
  const heads: Head[] = [];
  let width = indentWidth(linePrefix);
  if (linePrefix.trim() !== '' && opensBlock(linePrefix, lineState, language)) {
    // Of a head of several lines, `) -> None:`, the first one says what it is.
    const isRest = (line: string): boolean => /^\s*[)\]}]/.test(line);
    const first = isRest(linePrefix)
      ? linesAbove.findLast((line) => indentWidth(line) === width && line.trim() !== '' && !isRest(line))
      : undefined;
    heads.push({ width, text: (first ?? linePrefix).trim() });
  }
  for (const line of linesAbove.toReversed()) {
    if (width === 0) break;
    if (line.trim() === '' || indentWidth(line) >= width || /^\s*[#)\]}]/.test(line)) continue;
    width = indentWidth(line);
    heads.push({ width, text: line.trim() });
  }
  return heads;
}

/** In Python a dedent inside the function stays; leaving the function or class ends it. */
function leavesFunction(width: number, heads: readonly Head[], afterBlank: boolean): 'before' | undefined {
  const definition = heads.find(({ text }) => /^(?:async\s+)?(?:def|class)\b/.test(text));
  if (definition !== undefined) return width <= definition.width ? 'before' : undefined;
  const outermost = heads.at(-1);
  return outermost !== undefined && afterBlank && width <= outermost.width ? 'before' : undefined;
}

function leavesWords(
  line: string,
  width: number,
  lowest: number,
  heads: readonly Head[],
  at: Cleaning,
): 'before' | 'behind' | undefined {
  const trimmed = line.trim();
  if (width >= lowest) return undefined;
  const head = heads.find((each) => each.width === width);
  if (head === undefined) return 'before';
  if (MIDDLE.test(trimmed) && !/^\S+\)\s/.test(head.text))
    return isClosedBelow(width, at) && at.linesBelow.some((below) => below.trim() === trimmed) ? 'before' : undefined;
  if (!CLOSER.test(trimmed) || isClosedBelow(width, at)) return 'before';
  return /^(?:def|class|module|function|\w+\(\)\s*\{?)/.test(head.text) ? 'behind' : undefined;
}

/** Whether the lines below close a block of this indentation before they leave it. */
function isClosedBelow(width: number, { linesBelow }: Cleaning): boolean {
  const line = linesBelow.find((each) => each.trim() !== '' && indentWidth(each) <= width);
  return line !== undefined && indentWidth(line) === width && CLOSER.test(line.slice(indentOf(line).length));
}
