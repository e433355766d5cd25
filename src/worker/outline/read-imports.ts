import type { Import, ImportedName } from '../../core/repository/outline.ts';
import type { Capture, Match } from './match.ts';
import type { ImportMatch, OutlineLanguage } from './outline-language.ts';

/** One import for each source on a line, in the order of the file; the names of all its matches together. */
export function readImports(text: string, matches: readonly Match[], language: OutlineLanguage): readonly Import[] {
  const imports = new Map<string, { source: string; names: Map<string, ImportedName>; line: number }>();
  for (const { captures } of matches) {
    const statement = captures.find(({ name }) => name === 'import');
    if (!statement) continue;
    for (const { source, names } of language.readImport(textsOf(statement, captures, text))) {
      const key = `${statement.line}:${source}`;
      const known = imports.get(key) ?? { source, names: new Map(), line: statement.line };
      imports.set(key, known);
      for (const each of names) known.names.set(`${each.name} ${each.local}`, each);
    }
  }
  return [...imports.values()]
    .map(({ source, names, line }) => ({ source, names: [...names.values()], line }))
    .toSorted((a, b) => a.line - b.line);
}

function textsOf(statement: Capture, captures: readonly Capture[], text: string): ImportMatch {
  const texts = new Map(captures.map(({ name, start, end }) => [name, text.slice(start, end)]));
  return {
    statement: text.slice(statement.start, statement.end),
    source: texts.get('source') ?? '',
    imported: texts.get('imported'),
    alias: texts.get('alias'),
    all: texts.get('all'),
    default: texts.get('default'),
  };
}
