import type { Cleaning, Nothing } from './cleaning.ts';

const LEGAL =
  /copyright|licen[sc]e|all rights reserved|spdx-|@author\b|^\W*authors?\s*:|^\W*created (?:by|on)\b|@license/im;
const COMMENT_LINE = /^\s*(?:\/\/|#(?!!|include|define|if|pragma|region)|--|;|%|\*)/;

/** Licence and author headers come out of the training data, whoever the author; `#!` stands in a first line alone. */
export function dropHeader(text: string, { request }: Cleaning): string | Nothing {
  const atStart = request.before.replace(/^\uFEFF/, '').trim() === '';
  let rest = atStart ? text : text.replace(/^\s*#!.*\n?/, '');
  const header = leadingComment(rest);
  if (header !== '' && LEGAL.test(header) && request.place === 'code')
    rest = rest.slice(header.length).replace(/^\s*\n/, '');
  if (rest === text) return text;
  return rest.trim() === '' ? { nothing: 'invented-header' } : rest;
}

/** A block comment, or comment lines without a gap, that the text begins with. */
function leadingComment(text: string): string {
  const blanks = /^\s*/.exec(text)![0].length;
  const body = text.slice(blanks);
  for (const [open, close] of [
    ['/*', '*/'],
    ['<!--', '-->'],
    ['"""', '"""'],
    ['=begin', '=end'],
  ] as const) {
    if (!body.startsWith(open)) continue;
    const end = body.indexOf(close, open.length);
    return text.slice(0, end < 0 ? text.length : blanks + end + close.length);
  }
  let end = blanks;
  for (const line of body.split('\n')) {
    if (!COMMENT_LINE.test(line)) break;
    end += line.length + 1;
  }
  return end === blanks ? '' : text.slice(0, end);
}
