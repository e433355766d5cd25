import { expect } from 'vitest';
import { loadGrammar } from '../../../scripts/lib/load-grammar.ts';
import type { FileOutline } from '../../../src/core/repository/outline.ts';
import { createOutliner } from '../../../src/worker/outline/create-outliner.ts';
import { createGrammars } from '../../../src/worker/outline/grammars.ts';

export const outliner = createOutliner({ grammars: createGrammars(loadGrammar) });

/** Both texts may be indented as the test around them is. */
export async function checkOutline(languageId: string, code: string, expected: string): Promise<void> {
  const outline = await outliner.outline('/file', languageId, unindent(code));
  expect(outline && render(outline)).toBe(unindent(expected));
}

/** `+` what other files can use, `-` what they cannot; the type it belongs to; first and last line from 1. */
function render({ imports, definitions }: FileOutline): string {
  return [
    ...imports.map(({ source, names }) => {
      const written = names.map(({ name, local }) => (name === local ? name : `${name} as ${local}`)).join(', ');
      return `import ${source}${written === '' ? '' : `: ${written}`}`;
    }),
    ...definitions.map(({ name, kind, signature, line, endLine, parent, exported }) => {
      const lines = line === endLine ? `${line + 1}` : `${line + 1}-${endLine + 1}`;
      return `${exported ? '+' : '-'} ${lines} ${kind} ${parent === undefined ? '' : `${parent}.`}${name}: ${signature}`;
    }),
  ].join('\n');
}

/** Takes away the first line end and the indentation of the first line from each line. */
export function unindent(text: string): string {
  const lines = text.replace(/^\n/, '').trimEnd().split('\n');
  const indent = /^ */.exec(lines[0]!)![0].length;
  return lines.map((line) => line.slice(indent)).join('\n');
}
