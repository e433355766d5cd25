import fs from 'node:fs';
import path from 'node:path';
import { silentLog } from '../../src/core/base/log.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { type Child, startChild } from '../../src/node/child.ts';
import type { IndexerMethods, IndexerNotices } from '../../src/node/protocol.ts';
import { LANGUAGES } from '../../src/worker/outline/languages.ts';
import type { Recipe } from './parser-recipes.ts';

/** What was seen of one run of the shipped indexer over one folder. */
export interface IndexRun {
  /** `cancelled`: the file was read, and its parser given up. For a folder `parsed` means that the index was finished. */
  readonly outcome: 'parsed' | 'skipped' | 'cancelled';
  /** From the order to index until the index is there, with one small file beside the hostile one. */
  readonly ms: number;
  /** The process that indexes is the same one as before, and came to an end; `cancelled` where it did not. */
  readonly alive: boolean;
  /** Longest time that the thread which asked could do nothing else. */
  readonly blockedMs: number;
  /** What a file is asked for that comes after the hostile one is known. */
  readonly laterIndexed: boolean;
  /** The indexer's peak where the system tells it, else what it has at the end. */
  readonly rssMB: number;
}

/** Longer than any folder may take. */
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

/** Starts the bundles of `dist` on a folder with the recipe's file or folders in it, and `zz/later.ts` behind them. */
export async function indexInChild(
  root: string,
  storage: string,
  dist: string,
  recipe: Exclude<Recipe, { kind: 'text' }>,
  giveUpMs = GIVE_UP_MS,
): Promise<IndexRun> {
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
  const giveUp = setTimeout(() => over.resolve(undefined), giveUpMs);
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
      alive: notice !== undefined && starts === 1 && child.pid === pid,
      blockedMs,
      laterIndexed: notice !== undefined && (await knowsLater(child, root)),
      rssMB: memory ?? 0,
    };
  } finally {
    clearTimeout(giveUp);
    disturbance.abort();
    child.dispose();
  }
}

type Indexed = Parameters<IndexerNotices['indexed']>[0];

function outcomeOf(recipe: Exclude<Recipe, { kind: 'text' }>, notice: Indexed | undefined): IndexRun['outcome'] {
  if (notice === undefined) return 'cancelled';
  if (recipe.kind === 'folder' || notice.outlined > 1) return 'parsed';
  const hasGrammar = LANGUAGES.has(languageIdForPath(recipe.name) ?? '');
  return notice.files > 1 && hasGrammar ? 'cancelled' : 'skipped';
}

async function knowsLater(child: Child<IndexerMethods>, root: string): Promise<boolean> {
  const text = "import { later } from './zz/later';\n";
  const question = { text, offset: text.length, openFiles: [], budgetChars: 2_000 };
  const params = { file: `${root}/asks.ts`, languageId: 'typescript', ...question };
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
