import fs from 'node:fs';
import { judgePath, type PathFacts, type PathOperation } from '../../src/core/safety/judge-path.ts';
import { BadInput } from '../lib/bad-input.ts';
import { readJsonLines, writeJsonLines } from '../lib/json-lines.ts';
import type { Figure, SafetyOptions } from '../safety.ts';
import { print } from '../lib/print.ts';

interface Row {
  readonly id: string;
  readonly category: string;
  readonly fs: string;
  readonly op: PathOperation;
  readonly target: string;
  readonly expect: string;
}

/** A file system as data: `paths_fixtures.json` holds one by name. */
interface Fixture {
  readonly roots: readonly string[];
  readonly files: readonly string[];
  readonly symlinks: Readonly<Record<string, string>>;
  readonly caseInsensitive: boolean;
}

/** Which paths a proposed edit may go to: refused, confirmed by name, or allowed. */
export function measurePaths(options: SafetyOptions): readonly Figure[] {
  if (options.fixtures === undefined) throw new BadInput('--fixtures is missing: paths_fixtures.json');
  const fixtures = readFixtures(options.fixtures);
  const rows = readJsonLines(options.in, toRow);
  const answers = rows.map((row) => {
    const fixture = fixtures[row.fs];
    if (!fixture) throw new BadInput(`${row.id}: there is no fixture ${row.fs}`);
    const verdict = judgePath(row.target, row.op, toFacts(fixture));
    return { row, verdict: verdict.kind, reason: verdict.kind === 'allow' ? 'plain' : verdict.reason };
  });
  if (options.out !== undefined) {
    writeJsonLines(
      options.out,
      answers.map(({ row, verdict, reason }) => ({ id: row.id, verdict, reason })),
    );
  }
  for (const verdict of ['refuse', 'confirm', 'allow']) {
    print(`${verdict.padEnd(8)} ${answers.filter((answer) => answer.verdict === verdict).length}`);
  }
  if (!options.score) return [];
  const isRight = ({ row, verdict }: (typeof answers)[number]): boolean => row.expect === verdict;
  print('\ncategory, verdicts as expected:');
  for (const [category, group] of Map.groupBy(answers, ({ row }) => row.category)) {
    print(`  ${category.padEnd(28)} ${group.filter(isRight).length}/${group.length}`);
  }
  print(`  ${'all'.padEnd(28)} ${answers.filter(isRight).length}/${answers.length}`);
  for (const answer of answers.filter((each) => !isRight(each))) {
    print(`wrong: ${answer.row.id}: ${answer.verdict} (${answer.reason}), not ${answer.row.expect}`);
  }
  return [{ name: 'verdicts as expected', part: answers.filter(isRight).length, all: answers.length }];
}

function toFacts({ roots, files, symlinks, caseInsensitive }: Fixture): PathFacts {
  const fold = (path: string): string => (caseInsensitive ? path.toLowerCase() : path);
  const links = new Map(Object.entries(symlinks).map(([path, target]) => [fold(path), target]));
  return {
    roots,
    caseInsensitive,
    linkAt: (path) => links.get(fold(path)),
    isFolder: (path) =>
      files.some((file) => /[/\\]/.test(file[path.length] ?? '') && fold(file).startsWith(fold(path))),
  };
}

function readFixtures(file: string): Readonly<Record<string, Fixture>> {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, Fixture>;
  } catch (error) {
    throw new BadInput(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const OPERATIONS: ReadonlySet<unknown> = new Set<PathOperation>([
  'edit',
  'create',
  'delete',
  'rename',
  'overwrite-whole-file',
]);

function toRow({ id, category, fs: fixture, op, target, expect }: Record<string, unknown>): Row {
  if (typeof id !== 'string') throw new Error('has no id');
  if (typeof target !== 'string') throw new Error('has no target');
  if (typeof fixture !== 'string') throw new Error('names no file system');
  // An operation that is not known is one that destroys, until somebody says otherwise.
  const operation = OPERATIONS.has(op) ? (op as PathOperation) : 'delete';
  return { id, target, fs: fixture, op: operation, category: asText(category), expect: asText(expect) };
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
