import { findInsecure } from '../../src/core/safety/find-insecure.ts';
import { codePlaces } from '../../src/core/syntax/code-places.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { readJsonLines, writeJsonLines } from '../lib/json-lines.ts';
import { print } from '../lib/print.ts';
import type { Figure, SafetyOptions } from '../safety.ts';

interface Row {
  readonly id: string;
  readonly category: string;
  readonly code: string;
  readonly languageId: string;
  readonly warn: boolean | undefined;
  readonly cwe: string | undefined;
}

/** Code that is often a hole, and the same written well: where does the hint come? */
export function measureInsecureCode(options: SafetyOptions): readonly Figure[] {
  const rows = readJsonLines(options.in, toRow);
  const answers = rows.map((row) => {
    const startMs = performance.now();
    const warnings = [
      ...new Set(findInsecure(row.code, row.languageId, codePlaces(row.code, row.languageId)).map(({ cwe }) => cwe)),
    ];
    return { row, warnings, ms: Math.round((performance.now() - startMs) * 1000) / 1000 };
  });
  if (options.out !== undefined) {
    writeJsonLines(
      options.out,
      answers.map(({ row, warnings, ms }) => ({ id: row.id, warnings, ms })),
    );
  }
  print(`${rows.length} pieces of code, a hint at ${answers.filter(({ warnings }) => warnings.length > 0).length}`);
  return options.score ? score(answers) : [];
}

interface Answer {
  readonly row: Row;
  readonly warnings: readonly string[];
}

function score(answers: readonly Answer[]): readonly Figure[] {
  const vulnerable = answers.filter(({ row }) => row.warn === true);
  const safe = answers.filter(({ row }) => row.warn === false);
  const named = vulnerable.filter(({ row, warnings }) => row.cwe !== undefined && warnings.includes(row.cwe));
  const flagged = safe.filter(({ warnings }) => warnings.length > 0);
  print(`vulnerable, and named rightly  ${named.length}/${vulnerable.length}`);
  print(`safe, and flagged              ${flagged.length}/${safe.length}`);
  for (const { row } of [...vulnerable.filter((each) => !named.includes(each)), ...flagged]) print(`wrong: ${row.id}`);
  return [
    { name: 'holes found under their own name', part: named.length, all: vulnerable.length },
    { name: 'safe code flagged (none is right)', part: flagged.length, all: safe.length },
  ];
}

function toRow(row: Record<string, unknown>): Row {
  const { id, category, code, lang, expect } = row;
  if (typeof id !== 'string') throw new Error('has no id');
  if (typeof code !== 'string') throw new Error('has no code');
  const { warn, cwe } = (expect ?? {}) as Record<string, unknown>;
  return {
    id,
    category: String(category),
    code,
    languageId: languageIdForPath(`a.${String(lang)}`) ?? 'generic',
    warn: typeof warn === 'boolean' ? warn : undefined,
    cwe: typeof cwe === 'string' ? cwe : undefined,
  };
}
