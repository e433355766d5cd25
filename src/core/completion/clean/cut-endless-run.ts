import { CODE } from '../../syntax/line-state.ts';
import type { Token } from '../../syntax/lexer.ts';
import type { Cleaning, Nothing } from './cleaning.ts';
import { lexAtCursor, type PlacedLine } from './lex-at-cursor.ts';

/** From so many lines of one shape on it may be a run without an end, and of one so many lines are shown. */
const ENDLESS = 12;
const SHOWN = 8;
const LONGEST_UNIT = 4;

/**
 * Repetition by structure (RPG): line after line of the same grammatical shape. A list that is complete, each line of
 * which brings a word of its own, is one; a run that only counts on, or that the token limit cut off, never ends.
 */
export function cutEndlessRun(text: string, at: Cleaning): string | Nothing {
  if (at.language.kind === 'prose' || text.split('\n').length < ENDLESS) return text;
  const placed = lexAtCursor(text, at);
  const shapes = placed.map((line) => shapeOf(line));
  for (let start = 0; start + ENDLESS <= placed.length; start++) {
    for (let unit = 1; unit <= LONGEST_UNIT; unit++) {
      const end = runEnd(shapes, start, unit);
      if (end - start < ENDLESS || shapes[start] === '') continue;
      const rest = placed.slice(end).filter((line) => line.text.trim() !== '');
      if (rest.length > 0 && !beginsLike(rest, shapes, start, unit, end)) continue;
      const isCut = rest.length > 0 && breaksOff(rest.at(-1)!);
      if (!isCut && bringsWords(placed.slice(start, end), unit)) continue;
      const shown = Math.max(unit, Math.floor(SHOWN / unit) * unit);
      return text.slice(0, placed[start + shown]!.start - 1);
    }
  }
  return text;
}

function runEnd(shapes: readonly string[], start: number, unit: number): number {
  let end = start + unit;
  while (end < shapes.length && shapes[end] === shapes[start + ((end - start) % unit)]) end++;
  return end;
}

/** The line where the run stops is the beginning of one more of its kind. */
function beginsLike(
  rest: readonly PlacedLine[],
  shapes: readonly string[],
  start: number,
  unit: number,
  end: number,
): boolean {
  return (
    rest.length <= unit &&
    rest.every((line, i) => {
      const wanted = shapes[start + ((end - start + i) % unit)]!;
      const shape = shapeOf(line);
      const known = shape.replace(/ ?\S+$/, '');
      return i < rest.length - 1 ? shape === wanted : known !== '' && wanted.startsWith(known);
    })
  );
}

/** In the middle of brackets, of a string or of a sentence. */
function breaksOff({ text, tokens, depthBefore, depthAfter }: PlacedLine): boolean {
  const last = tokens.at(-1);
  if (last === undefined) return false;
  const word = text.slice(last.start, last.end);
  const isOpenString = last.class === 'string' && (word.length === 1 || word.at(-1) !== word.at(0));
  return (
    depthAfter > depthBefore ||
    isOpenString ||
    (last.class === 'operator' && !/^[;,>]$/.test(word)) ||
    last.class === 'keyword'
  );
}

/** Kinds of tokens; words that are part of the language count as they are. */
function shapeOf({ text, tokens, stateBefore }: PlacedLine): string {
  if (stateBefore !== CODE || tokens[0]?.class === 'comment') return '';
  return tokens.map((token) => shapeOfToken(text, token)).join(' ');
}

function shapeOfToken(text: string, token: Token): string {
  switch (token.class) {
    case 'identifier':
      return 'a';
    case 'number':
      return '0';
    case 'string':
      return 's';
    case 'comment':
      return 'c';
    case 'keyword':
    case 'operator':
    case 'open':
    case 'close':
      return text.slice(token.start, token.end);
  }
}

/** Whether more than every second unit has a word that none before it had: months do, counters do not. */
function bringsWords(lines: readonly PlacedLine[], unit: number): boolean {
  const seen = new Set<string>();
  let units = 0;
  let withNew = 0;
  for (let from = 0; from < lines.length; from += unit) {
    const text = lines
      .slice(from, from + unit)
      .map((line) => line.text)
      .join(' ');
    const words = (text.match(/\p{L}{3,}/gu) ?? []).map((word) => word.toLowerCase());
    units++;
    if (words.some((word) => !seen.has(word) && !isCounted(word, seen))) withNew++;
    for (const word of words) seen.add(word);
  }
  return withNew > units / 2;
}

/** `itemB` after `itemA`. */
function isCounted(word: string, seen: ReadonlySet<string>): boolean {
  for (const earlier of seen)
    if (earlier.length === word.length && earlier.slice(0, -1) === word.slice(0, -1)) return true;
  return false;
}
