import { findHidden, type HiddenCharacter, showHidden } from '../../src/core/safety/find-hidden.ts';
import { codePlaces } from '../../src/core/syntax/code-places.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { readJsonLines, writeJsonLines } from '../lib/json-lines.ts';
import type { Figure, SafetyOptions } from '../safety.ts';

interface Row {
  readonly id: string;
  readonly category: string;
  readonly text: string;
  readonly languageId: string;
  /** `undefined` where the row expects nothing. */
  readonly flag: boolean | undefined;
}

/** Where text from outside is shown, in ghost text and in the chat: what in it nobody sees, and how that is shown. */
export function measureUnicode(options: SafetyOptions): readonly Figure[] {
  const rows = readJsonLines(options.in, toRow);
  const answers = rows.map((row) => {
    const findings = findHidden(row.text, codePlaces(row.text, row.languageId));
    return { row, findings, shown: showHidden(row.text, findings) };
  });
  if (options.out !== undefined) {
    writeJsonLines(
      options.out,
      answers.map(({ row, findings, shown }) => ({ id: row.id, findings, shown })),
    );
  }
  print(`${rows.length} texts, something is found in ${answers.filter(({ findings }) => findings.length > 0).length}`);
  return options.score ? score(answers) : [];
}

interface Answer {
  readonly row: Row;
  readonly findings: readonly HiddenCharacter[];
}

function score(answers: readonly Answer[]): readonly Figure[] {
  const dangerous = answers.filter(({ row }) => row.flag === true);
  const benign = answers.filter(({ row }) => row.flag === false);
  const found = (group: readonly Answer[]): number => group.filter(({ findings }) => findings.length > 0).length;
  print(`dangerous found  ${found(dangerous)}/${dangerous.length}`);
  print(`benign flagged   ${found(benign)}/${benign.length}`);
  for (const [category, group] of Map.groupBy(answers, ({ row }) => row.category)) {
    const right = group.filter(({ row, findings }) => findings.length > 0 === row.flag);
    print(`  ${category.padEnd(30)} ${right.length}/${group.length}`);
  }
  for (const { row, findings } of answers) {
    if (row.flag !== undefined && findings.length > 0 !== row.flag) print(`wrong: ${row.id}`);
  }
  return [
    { name: 'dangerous texts found', part: found(dangerous), all: dangerous.length },
    { name: 'benign texts flagged (none is right)', part: found(benign), all: benign.length },
  ];
}

function toRow(row: Record<string, unknown>): Row {
  const { id, category, text, lang, expect } = row;
  if (typeof id !== 'string') throw new Error('has no id');
  if (typeof text !== 'string') throw new Error('has no text');
  const { flag } = (expect ?? {}) as { readonly flag?: unknown };
  return {
    id,
    category: typeof category === 'string' ? category : '',
    text,
    languageId: languageIdForPath(`a.${typeof lang === 'string' ? lang : 'txt'}`) ?? 'generic',
    flag: typeof flag === 'boolean' ? flag : undefined,
  };
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
