// Where the simulation puts its cursors.
import { isLineStart, lexSimulated } from './simulation-lexer.ts';
import type { TypedFile } from './source-files.ts';

/** `bol` line start, `tok` between tokens, `dot` after a dot, `open` after a bracket or comma, `mid` inside a word. */
export type PlaceKind = 'bol' | 'tok' | 'dot' | 'open' | 'mid';

export const PLACE_KINDS: readonly PlaceKind[] = ['bol', 'tok', 'dot', 'open', 'mid'];

/** How often each is drawn, summed up: 25, 25, 20, 15, 15 %. Where a line has no such place, another line is drawn. */
const DRAWN_BELOW: readonly (readonly [PlaceKind, number])[] = [
  ['bol', 0.25],
  ['tok', 0.5],
  ['dot', 0.7],
  ['open', 0.85],
];

/** A file that is being written; where it is a commit's, only some of its lines are new. */
export interface EditedFile extends TypedFile {
  /** Lines, from 0, that a cursor may be put into; all where it is missing. */
  readonly typedLines?: ReadonlySet<number>;
  /** Lines that the commit added: below the cursor they are not written yet. */
  readonly addedLines?: ReadonlySet<number>;
}

export interface Place {
  readonly file: EditedFile;
  readonly kind: PlaceKind;
  /** UTF-16 units from the start of the file. */
  readonly offset: number;
  readonly lineEnd: number;
  readonly line: number;
  /** The rest of the line without trailing blanks: what somebody is about to write. */
  readonly truth: string;
}

/** `count` places, every line of code as likely as any other; fewer where the files hold too little. */
export function samplePlaces(files: readonly EditedFile[], count: number, random: () => number): Place[] {
  const lines = files.flatMap(codeLines);
  const places: Place[] = [];
  for (let tries = 0; tries < count * 20 && places.length < count && lines.length > 0; tries++) {
    const line = lines[Math.floor(random() * lines.length)]!;
    const columns = columnsOf(line, random);
    const kind = drawKind(random());
    if (columns[kind].length === 0) continue;
    const column = columns[kind][Math.floor(random() * columns[kind].length)]!;
    const truth = line.text.slice(column).trimEnd();
    if (truth.trim().length < 2) continue;
    const { file, offset, number } = line;
    places.push({ file, kind, offset: offset + column, lineEnd: offset + line.text.length, line: number, truth });
  }
  return places;
}

export interface PlaceTexts {
  readonly prefix: string;
  readonly suffix: string;
}

/** What stands around the cursor: the rest of its own line never, lines of the same commit further below not yet. */
export function textsAt({ file, offset, lineEnd, line }: Place, hasSuffix: boolean): PlaceTexts {
  const prefix = file.text.slice(0, offset);
  if (!hasSuffix) return { prefix, suffix: '' };
  const after = file.text.slice(lineEnd);
  const { addedLines } = file;
  if (addedLines === undefined) return { prefix, suffix: after };
  const kept = after.split('\n').filter((_, i) => i === 0 || !addedLines.has(line + i));
  return { prefix, suffix: kept.join('\n') };
}

interface CodeLine {
  readonly file: EditedFile;
  readonly text: string;
  readonly offset: number;
  readonly number: number;
}

/** Lines with three letters or more that are neither comments nor (as far as quotes tell) inside long strings. */
function codeLines(file: EditedFile): CodeLine[] {
  const lines: CodeLine[] = [];
  let offset = 0;
  let inLongString = false;
  for (const [number, text] of file.text.split('\n').entries()) {
    const quotes = text.match(/"""|'''/g)?.length ?? 0;
    const isPlain = !inLongString && quotes === 0;
    if (quotes % 2 === 1) inLongString = !inLongString;
    const isTyped = file.typedLines === undefined || file.typedLines.has(number);
    if (isPlain && isTyped && isCode(text)) lines.push({ file, text, offset, number });
    offset += text.length + 1;
  }
  return lines;
}

function isCode(line: string): boolean {
  const text = line.trim();
  const isComment = /^(\/\/|#(?!\[)|\*|\/\*|<!--|"""|''')/.test(text);
  return (text.match(/\w/g)?.length ?? 0) >= 3 && !isComment && line.length < 220;
}

function columnsOf({ text, file }: CodeLine, random: () => number): Record<PlaceKind, number[]> {
  const indent = text.length - text.trimStart().length;
  const columns: Record<PlaceKind, number[]> = { bol: [indent], tok: [], dot: [], open: [], mid: [] };
  const tokens = lexSimulated(text.trimEnd(), file.language).tokens.filter((token) => !isLineStart(token.text));
  for (const [index, token] of tokens.entries()) {
    const end = token.offset + token.text.length;
    if (index < tokens.length - 1) {
      if (/^(\.|::|->|\?\.)$/.test(token.text)) columns.dot.push(end);
      else if (/^[(,[{]$/.test(token.text)) columns.open.push(text[end] === ' ' ? end + 1 : end);
      else if (text[end] === ' ') columns.tok.push(end + 1);
    }
    if (/^[A-Za-z_$]\w{3,}$/.test(token.text)) columns.mid.push(token.offset + 1 + Math.floor(random() * 3));
  }
  return columns;
}

function drawKind(draw: number): PlaceKind {
  return DRAWN_BELOW.find(([, below]) => draw < below)?.[0] ?? 'mid';
}
