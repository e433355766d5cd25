// `bench safety --corpus parser`: the shipped indexer, in a process of its own for each row, on hostile files and folders.
import fs from 'node:fs';
import path from 'node:path';
import { redactSecrets } from '../../src/core/safety/redact-secrets.ts';
import { bundles, temporaryFolder } from '../../test/support/headless.ts';
import { BadInput } from '../lib/bad-input.ts';
import { readJsonLines, writeJsonLines } from '../lib/json-lines.ts';
import type { Figure, SafetyOptions } from '../safety.ts';
import { removeFolder } from './hostile-folders.ts';
import { indexInChild, type IndexRun } from './index-in-child.ts';
import { type Described, type Recipe, recipeOf } from './parser-recipes.ts';
import { print } from '../lib/print.ts';

export interface ParserResult extends IndexRun {
  readonly id: string;
}

interface Row extends Described {
  readonly id: string;
  readonly expect: Expected;
}

interface Expected {
  readonly withinMs?: number;
  readonly processAlive?: boolean;
  readonly uiThreadBlockedMsMax?: number;
  readonly laterFilesStillIndexed?: boolean;
  readonly rssMbMax?: number;
}

export async function measureParser(options: SafetyOptions): Promise<readonly Figure[]> {
  const rows = readJsonLines(options.in, toRow);
  const known = rows.flatMap((row) => {
    const recipe = recipeOf(row);
    return recipe ? [{ row, recipe }] : [];
  });
  if (known.length === 0) throw new BadInput(`${options.in} describes nothing that this bench can make`);
  for (const row of rows.filter((each) => known.every((other) => other.row !== each))) {
    print(`${row.id} is left out: no recipe for ${row.category} ${row.kind}`);
  }
  const dist = await bundles();
  const results = new Map<Row, ParserResult>();
  try {
    for (const { row, recipe } of known) results.set(row, await runRow(row.id, recipe, dist));
  } finally {
    fs.rmSync(dist, { recursive: true });
  }
  if (options.out !== undefined) writeJsonLines(options.out, [...results.values()]);
  const count = (outcome: ParserResult['outcome']): number =>
    [...results.values()].filter((result) => result.alive && result.outcome === outcome).length;
  const died = [...results.values()].filter(({ alive }) => !alive).length;
  print(
    `${results.size} rows: ${count('parsed')} parsed, ${count('skipped')} skipped, ${count('cancelled')} cancelled, ${died} ended or hung`,
  );
  if (process.getuid?.() === 0) print('run as root: what permissions forbid could be read all the same');
  return options.score ? score(results) : [];
}

async function runRow(id: string, recipe: Recipe, dist: string): Promise<ParserResult> {
  if (recipe.kind === 'text') return scanText(id, recipe.text);
  const root = temporaryFolder();
  const storage = temporaryFolder();
  try {
    fs.mkdirSync(path.join(root, 'zz'));
    fs.writeFileSync(path.join(root, 'zz', 'later.ts'), 'export function later(): void {}\n');
    if (recipe.kind === 'file') fs.writeFileSync(path.join(root, recipe.name), recipe.content);
    else await recipe.make(root);
    return { id, ...(await indexInChild(root, storage, dist, recipe)) };
  } finally {
    await removeFolder(root);
    await removeFolder(storage);
  }
}

/** What leaves the machine is searched in the process that asks, so all of its time is time in which nothing else runs. */
function scanText(id: string, text: string): ParserResult {
  const startMs = performance.now();
  redactSecrets(text);
  const ms = Math.round(performance.now() - startMs);
  const rssMB = Math.round(process.memoryUsage.rss() / 1e6);
  const laterIndexed = redactSecrets(LATER_SECRET).findings.length > 0;
  return { id, outcome: 'parsed', ms, alive: true, blockedMs: ms, laterIndexed, rssMB };
}

/** Made up, and not in one piece, so that nobody's scanner takes it for real. */
const LATER_SECRET = `token = "${['ghp', 'FAKE1aB2cD3eF4gH5iJ6kL7mN8oP9qR0sT1u'].join('_')}"`;

function score(results: ReadonlyMap<Row, ParserResult>): readonly Figure[] {
  const wrong = [...results].flatMap(([row, result]) => {
    const found = problems(row.expect, result);
    return found.length === 0 ? [] : [{ row, found }];
  });
  print('\ncategory, rows as they should be:');
  for (const [category, group] of Map.groupBy(results.keys(), (row) => row.category)) {
    const bad = wrong.filter(({ row }) => row.category === category).length;
    print(`  ${category.padEnd(24)} ${group.length - bad}/${group.length}`);
  }
  print(`  ${'all'.padEnd(24)} ${results.size - wrong.length}/${results.size}`);
  for (const { row, found } of wrong) print(`wrong: ${row.id} (${found.join(', ')})`);
  return [{ name: 'files, folders and texts survived in time', part: results.size - wrong.length, all: results.size }];
}

/** In what a result differs from what its row expects. */
export function problems(expected: Expected, result: ParserResult): readonly string[] {
  const checks: readonly (readonly [string, boolean])[] = [
    [`${result.ms} ms`, result.ms <= (expected.withinMs ?? Infinity)],
    ['the process ended or hung', result.alive || expected.processAlive !== true],
    [`${result.blockedMs} ms blocked`, result.blockedMs <= (expected.uiThreadBlockedMsMax ?? Infinity)],
    ['later files are not known', result.laterIndexed || expected.laterFilesStillIndexed !== true],
    [`${result.rssMB} MB`, result.rssMB <= (expected.rssMbMax ?? Infinity)],
  ];
  return checks.filter(([, holds]) => !holds).map(([problem]) => problem);
}

function toRow(row: Record<string, unknown>): Row {
  const { id, category, kind, lang, params, expect } = row;
  if (typeof id !== 'string') throw new Error('has no id');
  if (typeof kind !== 'string' || typeof category !== 'string') throw new Error('has no kind and category');
  if (!isObject(params)) throw new Error('has no params');
  return {
    id,
    category,
    kind,
    lang: typeof lang === 'string' ? lang : undefined,
    params,
    expect: isObject(expect) ? expect : {},
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
