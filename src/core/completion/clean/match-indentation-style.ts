import { indentOf, indentUnit, indentWidth, opensBlock } from '../../syntax/indentation.ts';
import type { Cleaning } from './cleaning.ts';

/** Tabs where the file has tabs, its number of blanks where it has blanks. */
export function matchIndentationStyle(text: string, at: Cleaning): string {
  const lines = text
    .replace(/^(?:[ \t]*\n)+(?=[ \t]*\S)/, (blank) => (at.linePrefix.trim() === '' ? '' : blank))
    .split('\n');
  const from = at.linePrefix.trim() === '' ? 0 : 1;
  const indents = lines.slice(from).map(indentOf).join('');
  const here = unitHere(at);
  if (here === undefined || indents === '') return text;
  const kept = lines.slice(0, from);
  if (here !== '\t') {
    if (!indents.includes('\t')) return text;
    return [...kept, ...lines.slice(from).map((line) => withBlanks(line, here))].join('\n');
  }
  if (!indents.includes(' ')) return text;
  const width = unitWidth(lines, at);
  return width === undefined ? text : [...kept, ...lines.slice(from).map((line) => withTabs(line, width))].join('\n');
}

/** Files that have both are left as they are: so many lines of the other kind are slips. */
const SLIPS = 0.1;

/** As the cursor's line does it, and the document with it; `undefined` where the document has both, or nothing. */
function unitHere({ request, linePrefix }: Cleaning): string | undefined {
  const text = request.before + request.after;
  const typed = indentOf(linePrefix);
  const tabs = text.match(/^\t/gm)?.length ?? 0;
  const blanks = text.match(/^ +(?=[^\s*])/gm)?.length ?? 0;
  const isTab = typed === '' ? tabs > blanks : typed.startsWith('\t');
  const others = isTab ? blanks : tabs;
  if (others > SLIPS * (tabs + blanks) || (tabs + blanks === 0 && typed === '')) return undefined;
  if (isTab) return '\t';
  const unit = indentUnit(text);
  if (unit !== undefined && unit !== '\t') return unit;
  return ' '.repeat(typed.length % 4 === 0 && typed !== '' ? 4 : 2);
}

/** How many blanks the text takes for a level: known from where the second line must stand, else from its steps. */
function unitWidth(lines: readonly string[], at: Cleaning): number | undefined {
  const levels = indentOf(at.linePrefix).length;
  const first = at.linePrefix + (lines[0] ?? '').trimStart();
  const second = lines.slice(1).find((line) => line.trim() !== '');
  if (second === undefined) return indentUnit(lines.join('\n'))?.length ?? 4;
  const expected = levels + (opensBlock(first, at.lineState, at.language) ? 1 : 0);
  // The `*` of a block comment stands one column off.
  const blanks = indentWidth(second) - (/^ +\*/.test(second) ? 1 : 0);
  if (expected > 0 && blanks % expected === 0 && [2, 3, 4, 8].includes(blanks / expected)) return blanks / expected;
  const unit = indentUnit(lines.slice(1).join('\n'))?.length;
  return unit === undefined || unit < 2 ? 4 : unit;
}

function withBlanks(line: string, unit: string): string {
  const indent = indentOf(line);
  return indent.replaceAll('\t', unit) + line.slice(indent.length);
}

/** The blank before the `*` of a comment's line is no level, and what is left over is none either. */
function withTabs(line: string, width: number): string {
  const indent = indentOf(line);
  if (!indent.includes(' ')) return line;
  const aside = /^[ \t]* \*/.test(line) ? 1 : 0;
  const columns = indentWidth(indent, width) - aside;
  return '\t'.repeat(Math.floor(columns / width)) + ' '.repeat((columns % width) + aside) + line.slice(indent.length);
}
