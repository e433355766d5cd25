import { onlyClosers } from '../request.ts';
import type { Cleaning } from './cleaning.ts';
import { statementEnd } from './statement-end.ts';

/**
 * One line where one was asked for, a statement where one was begun; one line, too, where code follows the cursor, which a second line would tear off. Right before
 * code on an empty beginning of a line, what comes stands above it, and ends with the line.
 */
export function keepExtent(text: string, at: Cleaning): string {
  const { linePrefix, lineSuffix } = at;
  if (at.extent === 'line') return firstWritten(text);
  if (at.extent === 'statement') return text.slice(0, statementEnd(text, at).end);
  if (onlyClosers(lineSuffix)) return text;
  if (linePrefix.trim() === '' && text.includes('\n')) return standsAbove(text, at);
  const first = firstWritten(text);
  // Markup may follow: its closing tag, its comment's end.
  return /^\s*(?:<\/|\*\/|-->|\/?>|"""|''')/.test(lineSuffix) && opensOnly(linePrefix) ? text : first;
}

/** `<ul>█</ul>`: the lines go in between. */
function opensOnly(linePrefix: string): boolean {
  return />\s*$/.test(linePrefix) && !/=>\s*$/.test(linePrefix);
}

/** Blank lines before it belong to it: a suggestion may begin below the cursor's line. */
function firstWritten(text: string): string {
  return /^\s*[^\n]*/.exec(text)![0];
}

function standsAbove(text: string, { linePrefix, lineSuffix }: Cleaning): string {
  const lines = text.trimEnd().split('\n');
  const repeated = lines.findIndex((line, i) => i > 0 && line.trim() === lineSuffix.trim());
  const kept = repeated < 0 ? lines : lines.slice(0, repeated);
  const blank = /\n[ \t]*\n[ \t]*$/.test(text) && repeated < 0 ? '\n' : '';
  return `${kept.join('\n').trimEnd()}\n${blank}${linePrefix}`;
}
