import type { OutlineLanguage } from './outline-language.ts';

const MAX_DOC = 160;
/** Annotations, decorators and attributes between a definition and what documents it. */
const MAX_BETWEEN = 8;
/** A file's first comment is often about its licence. */
const NOT_ABOUT_IT = /copyright|licen[cs]e|SPDX|eslint|prettier|oxlint|@ts-|noqa|pylint|NOLINT|^\W*$/i;

/**
 * The first line of the comment right above a definition, or of the string at the top of its body where the language has
 * those (`""" … """`); `undefined` where there is none.
 */
export function docLine(
  text: string,
  start: number,
  bodyStart: number | undefined,
  language: OutlineLanguage,
): string | undefined {
  if (language.lineComment === '#' && bodyStart !== undefined) {
    const inside = /^[rRuUbB]{0,2}("""|'''|"|')\s*([^\n]*)/.exec(text.slice(bodyStart, bodyStart + 400));
    if (inside) return cleaned(inside[2]!.replace(/\s*(?:"""|'''|"|')\s*$/, ''));
  }
  // What stands inside a line is not what the comment above it is about.
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim();
  return /^[@#[]/.test(before) || !/[({,;]/.test(before) ? above(text, start, language.lineComment) : undefined;
}

function above(text: string, start: number, lineComment: OutlineLanguage['lineComment']): string | undefined {
  let end = text.lastIndexOf('\n', start - 1);
  for (let between = 0; end > 0 && between < MAX_BETWEEN; between++) {
    const line = lineEndingAt(text, end);
    if (line.endsWith('*/')) return firstOfBlock(text, end);
    if (line.startsWith(lineComment) && !line.startsWith('#!')) return firstOfRun(text, end, lineComment);
    if (!/^(?:@|\[.*\]$|#\[|template\b)/.test(line)) return undefined;
    end = text.lastIndexOf('\n', end - 1);
  }
  return undefined;
}

/** Trimmed; `end` is the offset of its line end. */
function lineEndingAt(text: string, end: number): string {
  return text.slice(text.lastIndexOf('\n', end - 1) + 1, end).trim();
}

function firstOfBlock(text: string, end: number): string | undefined {
  const open = text.lastIndexOf('/*', end);
  if (open < 0) return undefined;
  const last = Math.min(end, open + 2000);
  for (let start = open; start <= last;) {
    const lineEnd = text.indexOf('\n', start);
    const line = text.slice(start, lineEnd < 0 ? last : Math.min(lineEnd, last));
    start += line.length + 1;
    const said = cleaned(line.replace(/^\s*(?:\/\*+!?|\*+(?!\/))/, '').replace(/\*+\/\s*$/, ''));
    if (said !== undefined) return said;
  }
  return undefined;
}

function firstOfRun(text: string, end: number, lineComment: string): string | undefined {
  let first = lineEndingAt(text, end);
  for (let at = text.lastIndexOf('\n', end - 1), count = 0; at > 0 && count < 40; count++) {
    const line = lineEndingAt(text, at);
    if (!line.startsWith(lineComment) || cleaned(line.replace(/^(?:\/+!?|#+|--+)/, '')) === undefined) break;
    first = line;
    at = text.lastIndexOf('\n', at - 1);
  }
  return cleaned(first.replace(/^(?:\/+!?|#+|--+)/, ''));
}

function cleaned(line: string): string | undefined {
  const said = line.replaceAll(/<\/?\w+>/g, '').trim();
  return said === '' || said.startsWith('@') || NOT_ABOUT_IT.test(said) ? undefined : said.slice(0, MAX_DOC);
}
