// `bench safety --corpus parser`: the shipped indexer, in a process of its own for each row, on hostile files and folders.
import fs from 'node:fs';
import path from 'node:path';
import { silentLog } from '../../src/core/base/log.ts';
import { redactSecrets } from '../../src/core/safety/redact-secrets.ts';
import { type Child, startChild } from '../../src/node/child.ts';
import type { IndexerMethods, IndexerNotices } from '../../src/node/protocol.ts';
import { LANGUAGES } from '../../src/worker/outline/languages.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { bundles, temporaryFolder } from '../../test/support/headless.ts';
import { BadInput } from '../lib/bad-input.ts';
import { readJsonLines, writeJsonLines } from '../lib/json-lines.ts';
import type { SafetyOptions } from '../safety.ts';
import { type Described, type Recipe, recipeOf } from './parser-recipes.ts';

export interface ParserResult {
  readonly id: string;
  /** `cancelled`: the file was read, and its parser given up. For a folder `parsed` means that the index was finished. */
  readonly outcome: 'parsed' | 'skipped' | 'cancelled';
  /** From the order to index until the index is there, with one small file beside the hostile one. */
  readonly ms: number;
  /** The process that indexes is the same one as before. */
  readonly alive: boolean;
  /** Longest time that the process which asked could do nothing else. */
  readonly blockedMs: number;
  /** What a file is asked for that comes after the hostile one is known. */
  readonly laterIndexed: boolean;
  /** The indexer's peak where the system tells it, else what it has at the end. */
  readonly rssMB: number;
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

export async function measureParser(options: SafetyOptions): Promise<void> {
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
    [...results.values()].filter((result) => result.outcome === outcome).length;
  print(
    `${results.size} rows: ${count('parsed')} parsed, ${count('skipped')} skipped, ${count('cancelled')} cancelled`,
  );
  if (process.getuid?.() === 0) print('run as root: what permissions forbid could be read all the same');
  if (options.score) score(results);
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
    openAll(root);
    fs.rmSync(root, { recursive: true, force: true, maxRetries: 3 });
    fs.rmSync(storage, { recursive: true, force: true });
  }
}

/** Longer than any row may take. */
const GIVE_UP_MS = 150_000;

/**
 * Watches this thread; `stop` answers the longest time in milliseconds that it ran one thing. What it waits for a
 * processor does not count, since that is what others do on the machine.
 */
function watchThread(): { stop(): number } {
  let longestMs = 0;
  let last = performance.now();
  let cpu = process.threadCpuUsage();
  const look = (): void => {
    const now = performance.now();
    const { user, system } = process.threadCpuUsage(cpu);
    longestMs = Math.max(longestMs, Math.min(now - last, (user + system) / 1000));
    last = now;
    cpu = process.threadCpuUsage();
  };
  const timer = setInterval(look, 2);
  return {
    stop() {
      look();
      clearInterval(timer);
      return Math.round(longestMs);
    },
  };
}

async function indexInChild(
  root: string,
  storage: string,
  dist: string,
  recipe: Exclude<Recipe, { kind: 'text' }>,
): Promise<Omit<ParserResult, 'id'>> {
  const started = Promise.withResolvers<void>();
  const over = Promise.withResolvers<Indexed | undefined>();
  let starts = 0;
  const child = startChild<IndexerMethods>({
    name: 'indexer',
    entry: path.join(dist, 'indexer.js'),
    log: silentLog,
    onStart() {
      // Started once more, it has ended in between, and knows nothing of the order to index.
      if (++starts > 1) over.resolve(undefined);
      started.resolve();
    },
    onNotice(method, params) {
      if (method === 'indexed') over.resolve(params as Indexed);
    },
  });
  const giveUp = setTimeout(() => over.resolve(undefined), GIVE_UP_MS);
  const disturbance = new AbortController();
  try {
    await started.promise;
    await child.call('memory', {}, { timeoutMs: 30_000 });
    const { pid } = child;
    const thread = watchThread();
    const startMs = performance.now();
    child.notify('index', { roots: [root], storage });
    const finished = over.promise.then((notice) => {
      disturbance.abort();
      return { notice, ms: Math.round(performance.now() - startMs), blockedMs: thread.stop() };
    });
    const disturbed = recipe.kind === 'folder' ? recipe.disturb?.(root, disturbance.signal) : undefined;
    const [{ notice, ms, blockedMs }] = await Promise.all([finished, disturbed]);
    const memory = peakMB(pid) ?? (await child.call('memory', {}, { timeoutMs: 5_000 }).catch(() => undefined))?.rssMB;
    return {
      outcome: outcomeOf(recipe, notice),
      ms,
      alive: starts === 1 && child.pid === pid,
      blockedMs,
      laterIndexed: await knowsLater(child, root),
      rssMB: memory ?? 0,
    };
  } finally {
    clearTimeout(giveUp);
    disturbance.abort();
    child.dispose();
  }
}

type Indexed = Parameters<IndexerNotices['indexed']>[0];

function outcomeOf(recipe: Exclude<Recipe, { kind: 'text' }>, notice: Indexed | undefined): ParserResult['outcome'] {
  if (notice === undefined) return 'cancelled';
  if (recipe.kind === 'folder' || notice.outlined > 1) return 'parsed';
  const hasGrammar = LANGUAGES.has(languageIdForPath(recipe.name) ?? '');
  return notice.files > 1 && hasGrammar ? 'cancelled' : 'skipped';
}

async function knowsLater(child: Child<IndexerMethods>, root: string): Promise<boolean> {
  const text = "import { later } from './zz/later';\n";
  const params = { file: `${root}/asks.ts`, languageId: 'typescript', text, openFiles: [], budgetChars: 2_000 };
  const snippets = await child.call('context', params, { timeoutMs: 5_000 }).catch(() => []);
  return snippets.some((snippet) => snippet.text.includes('function later()'));
}

/** Linux keeps it of every process. */
function peakMB(pid: number | undefined): number | undefined {
  try {
    const kB = /^VmHWM:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kB === undefined ? undefined : Math.round((Number(kB) * 1024) / 1e6);
  } catch {
    return undefined;
  }
}

/** What leaves the machine is searched in the process that asks, so all of its time is time in which nothing else runs. */
function scanText(id: string, text: string): ParserResult {
  const startMs = performance.now();
  redactSecrets(text);
  const ms = Math.round(performance.now() - startMs);
  const rssMB = Math.round(process.memoryUsage.rss() / 1e6);
  return { id, outcome: 'parsed', ms, alive: true, blockedMs: ms, laterIndexed: true, rssMB };
}

/** So that it can be removed again. */
function openAll(root: string): void {
  const closed = path.join(root, 'closed');
  if (fs.existsSync(closed)) fs.chmodSync(closed, 0o755);
}

function score(results: ReadonlyMap<Row, ParserResult>): void {
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
}

/** In what a result differs from what its row expects. */
export function problems(expected: Expected, result: ParserResult): readonly string[] {
  const checks: readonly (readonly [string, boolean])[] = [
    [`${result.ms} ms`, result.ms <= (expected.withinMs ?? Infinity)],
    ['the process ended', result.alive || expected.processAlive !== true],
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

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
