import { indentOf, indentUnit } from '../syntax/indentation.ts';

/** A line's indentation in the answer, and the one that the same line has in the file. */
export type IndentPair = readonly [answer: string, file: string];

/**
 * Turns the answer's indentation into the file's. Where the answer quotes a line of the file, that says what its indentation
 * means; any other is as far from the nearest quoted one in the file as it is in the answer: in columns where both use
 * the same unit, in levels where they do not. Columns that only align stay blanks.
 */
export function mapIndentation(options: {
  readonly pairs: readonly IndentPair[];
  readonly answerLines: readonly string[];
  readonly fileLines: readonly string[];
}): (indent: string) => string {
  const { pairs, answerLines, fileLines } = options;
  const known = commonest(pairs);
  const fileUnit = (): string => indentUnit(fileLines.join('\n')) ?? answerUnit();
  const answerUnit = (): string => indentUnit(answerLines.join('\n')) ?? '    ';
  const references = [...known].toSorted(([a], [b]) => a.length - b.length);
  const scale = scaleOf(references, fileUnit, answerUnit);

  return (indent) => {
    const own = known.get(indent);
    if (own !== undefined) return own;
    const [from, to] = nearest(references, indent) ?? ['', ''];
    if (!scale) return shift(indent, from, to);
    const columns = widthOf(indent, scale.answer) - widthOf(from, scale.answer);
    const levels = Math.floor(columns / scale.answer + 1e-9);
    const rest = Math.round(columns - levels * scale.answer);
    const level = Math.max(0, levelOf(to, scale.file) + levels);
    return scale.file.repeat(level) + ' '.repeat(rest);
  };
}

/** The same unit on both sides: longer or shorter by as much. */
function shift(indent: string, from: string, to: string): string {
  if (indent.startsWith(from)) return to + indent.slice(from.length);
  if (from.startsWith(indent)) {
    const shorter = from.length - indent.length;
    return to.slice(0, Math.max(0, to.length - shorter));
  }
  return indent;
}

interface Scale {
  /** Columns of one level in the answer. */
  readonly answer: number;
  /** One level in the file. */
  readonly file: string;
}

/** `undefined` where both sides indent alike, so that columns are columns. */
function scaleOf(
  references: readonly IndentPair[],
  fileUnit: () => string,
  answerUnit: () => string,
): Scale | undefined {
  const deep = references.filter(([from, to]) => from !== '' || to !== '');
  if (deep.some(([from, to]) => from === to)) return undefined;
  const [first, last] = [deep[0], deep.at(-1)];
  const tabs = (indent: string): boolean => indent.startsWith('\t');
  const answerTabs = deep.length > 0 ? deep.some(([from]) => tabs(from)) : tabs(answerUnit());
  const fileTabs = deep.length > 0 ? deep.some(([, to]) => tabs(to)) : tabs(fileUnit());
  const isSlope = first !== undefined && last !== undefined && first[0].length !== last[0].length;
  const slope = isSlope ? (last[1].length - first[1].length) / (last[0].length - first[0].length) : undefined;
  if (answerTabs === fileTabs && deep.some(([from]) => from !== '')) {
    if (slope === undefined || slope === 1 || slope <= 0) return undefined;
    // Two blanks a level against four, say.
    const unit = fileUnit();
    const answer = unit.length / slope;
    return Number.isInteger(answer) ? { answer, file: unit } : undefined;
  }
  if (answerTabs === fileTabs && deep.length > 0) return undefined;
  if (answerTabs === fileTabs) {
    const [own, theirs] = [fileUnit(), answerUnit()];
    return own.length === theirs.length ? undefined : { answer: theirs.length, file: own };
  }
  const file = fileUnit().startsWith('\t') === fileTabs ? fileUnit() : fileTabs ? '\t' : '    ';
  if (slope !== undefined && slope > 0) return { answer: file.length / slope, file };
  const only = deep.find(([from, to]) => from !== '' && to !== '');
  if (only) return { answer: only[0].length / levelOf(only[1], file) || 1, file };
  return { answer: answerUnit().length, file };
}

function commonest(pairs: readonly IndentPair[]): ReadonlyMap<string, string> {
  const votes = new Map<string, Map<string, number>>();
  for (const [from, to] of pairs) {
    const own = votes.get(from) ?? new Map<string, number>();
    own.set(to, (own.get(to) ?? 0) + 1);
    votes.set(from, own);
  }
  return new Map([...votes].map(([from, own]) => [from, [...own].toSorted(([, a], [, b]) => b - a)[0]![0]]));
}

function nearest(references: readonly IndentPair[], indent: string): IndentPair | undefined {
  const distance = ([from]: IndentPair): number => Math.abs(from.length - indent.length);
  return references.toSorted((a, b) => distance(a) - distance(b) || a[0].length - b[0].length)[0];
}

/** A tab is one level wide. */
function widthOf(indent: string, level: number): number {
  let width = 0;
  for (const character of indent) width += character === '\t' ? level : 1;
  return width;
}

function levelOf(indent: string, unit: string): number {
  return Math.floor(unit === '\t' ? indent.replaceAll(' ', '').length : indent.length / unit.length);
}

/**
 * For code that is given as a whole, whose outermost line is known: moved by columns or, where that explains more of the lines
 * that the file has too, by levels. Lines that are the same in both say which, and no single one of them can.
 */
export function fitIndentation(options: {
  readonly base: IndentPair;
  readonly pairs: readonly IndentPair[];
  readonly answerLines: readonly string[];
  readonly fileLines: readonly string[];
}): (indent: string) => string {
  const { base, pairs, answerLines, fileLines } = options;
  const own = indentUnit(fileLines.join('\n'));
  const theirs = indentUnit(answerLines.join('\n'));
  const moved = (indent: string): string => shift(indent, base[0], base[1]);
  if (own === undefined || theirs === undefined || own === theirs) return moved;
  const byLevel = (unit: string) => (indent: string) => {
    const columns = widthOf(indent, unit.length) - widthOf(base[0], unit.length);
    const levels = Math.floor(columns / unit.length);
    const rest = columns - levels * unit.length;
    return own.repeat(Math.max(0, levelOf(base[1], own) + levels)) + ' '.repeat(rest);
  };
  const isOtherStyle = own.startsWith('\t') !== theirs.startsWith('\t');
  const ways = isOtherStyle ? [byLevel(theirs), moved] : [moved, byLevel(theirs)];
  const explained = (way: (indent: string) => string): number => pairs.filter(([from, to]) => way(from) === to).length;
  return ways.toSorted((a, b) => explained(b) - explained(a))[0]!;
}

/** The line with its indentation mapped; a blank line is empty then. */
export function reindent(line: string, map: (indent: string) => string): string {
  const indent = indentOf(line);
  return indent.length === line.length ? '' : map(indent) + line.slice(indent.length);
}
