import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Disposable } from '../core/base/disposable.ts';
import { collectContext } from '../core/context/collect-context.ts';
import type { Snippet } from '../core/context/snippet.ts';
import { RepositoryOutline } from '../core/repository/repository-outline.ts';
import type { ContextParams, IndexerMethods, IndexerNotices, IndexParams } from '../node/protocol.ts';
import { readSource } from '../node/read-source.ts';
import { walksTo } from '../node/walk.ts';
import { removeUnfinished, writeAtomically } from '../node/write-atomically.ts';
import { indexProblems } from './index-problems.ts';
import { type FileStamp, forget, indexRepository, type ModelBuilder, updateOutline } from './index-repository.ts';
import { OpenOutlines } from './open-outlines.ts';
import { createOutliner } from './outline/create-outliner.ts';
import { createGrammars, type LoadGrammar } from './outline/grammars.ts';

export interface IndexerServiceOptions {
  notify<Name extends keyof IndexerNotices>(name: Name, params: Parameters<IndexerNotices[Name]>[0]): void;
  readonly loadGrammar: LoadGrammar;
  createModelBuilder(): ModelBuilder;
  /** Pause in the changes after which they are read. */
  readonly quietMs?: number;
  /** How many times as long as making the model took it is then left alone. */
  readonly restFactor?: number;
  readonly maxFiles?: number;
}

/** The methods as they are served: context may have to wait for a grammar, or for its turn in a long parse. */
export interface IndexerService extends Omit<IndexerMethods, 'context'>, Disposable {
  context(params: ContextParams): Promise<readonly Snippet[]>;
  /** Takes up now, without the pause, what was told to have changed; resolves when all that was told is taken up. */
  settle(): Promise<void>;
}

/** A save writes several files, a branch switch thousands; both are over when nothing came for this long. */
const QUIET_MS = 1500;
/** A file that something writes all the time does not keep the others waiting. */
const MAX_WAIT_MS = 15_000;
/** After so many changes at once, a walk is cheaper than asking the ignore rules for each file. */
const MANY_CHANGES = 200;
/** The model is made anew as a whole: it takes at most a tenth of the time that way, however large the folder is. */
const REST_FACTOR = 10;
/** Above it the index of this version costs more memory than it gives. */
const MAX_FILES = 20_000;
const MODEL_NAME = 'repository.model';

/** What the `indexer` child does, apart from messages: a test calls it as the child's entry point does. */
export function createIndexerService(options: IndexerServiceOptions): IndexerService {
  const { notify, quietMs = QUIET_MS, restFactor = REST_FACTOR, maxFiles = MAX_FILES } = options;
  const told = new Set<string>();
  const tell = (message: string): void => {
    if (!told.has(message)) notify('problem', { message });
    told.add(message);
  };
  const outliner = createOutliner({ grammars: createGrammars(options.loadGrammar, tell), onFailure: tell });
  const repository = new RepositoryOutline();
  const stamps = new Map<string, FileStamp>();
  const index = { repository, stamps, outliner };
  const openOutlines = new OpenOutlines(outliner);

  let job: IndexParams | undefined;
  let running = new AbortController();
  /** One run at a time: they share the index. */
  let queue: Promise<void> = Promise.resolve();
  const changed = new Set<string>();
  let changedSinceMs: number | undefined;
  let reading: NodeJS.Timeout | undefined;
  let rebuilding: NodeJS.Timeout | undefined;
  let nextRebuildMs = 0;

  const enqueue = (run: (params: IndexParams, signal: AbortSignal) => Promise<void>): void => {
    const { signal } = running;
    queue = queue
      .then(() => (job && !signal.aborted ? run(job, signal) : undefined))
      .catch((error: unknown) => tell(`Sotto could not index this folder: ${String(error)}`));
  };

  const indexAll = async ({ roots, storage }: IndexParams, signal: AbortSignal): Promise<void> => {
    const startMs = performance.now();
    const builder = options.createModelBuilder();
    const report = await indexRepository({ ...index, roots, builder, maxFiles, signal });
    const model = report && (await inTurns(builder.encodeInSteps(), signal));
    if (!report || !model) return;
    for (const message of indexProblems(report)) tell(message);
    const modelFile = path.join(storage, MODEL_NAME);
    await removeUnfinished(modelFile);
    await writeAtomically(modelFile, model);
    const endMs = performance.now();
    nextRebuildMs = endMs + restFactor * (endMs - startMs);
    if (signal.aborted) return;
    const { files, skipped, bytes } = report;
    const outlined = repository.size;
    notify('indexed', { modelFile, files, outlined, skipped, bytes, milliseconds: Math.round(endMs - startMs) });
  };

  const readChanges = async ({ roots }: IndexParams, signal: AbortSignal): Promise<void> => {
    const files = [...changed];
    changed.clear();
    changedSinceMs = undefined;
    const isMany = files.length > MANY_CHANGES;
    for (const file of isMany ? [] : files) {
      if (signal.aborted) return;
      await readChange(file, roots);
    }
    clearTimeout(rebuilding);
    const waitMs = isMany ? 0 : Math.max(0, nextRebuildMs - performance.now());
    rebuilding = setTimeout(() => enqueue(indexAll), waitMs);
  };

  const readChange = async (file: string, roots: readonly string[]): Promise<void> => {
    for (const root of roots) {
      const walked = await walksTo(root, file);
      const source = walked && (await readSource(walked.file, walked.languageId));
      if (source?.kind === 'text') return updateOutline(walked!, source, index);
    }
    // A folder that is gone is told by its own path alone.
    for (const known of [...stamps.keys()].filter((each) => each === file || each.startsWith(`${file}/`))) {
      forget(known, index);
    }
  };

  const stop = (): void => {
    running.abort();
    running = new AbortController();
    clearTimeout(reading);
    clearTimeout(rebuilding);
    changed.clear();
    changedSinceMs = undefined;
  };

  return {
    index(params) {
      stop();
      job = params;
      enqueue(indexAll);
    },
    filesChanged({ files }) {
      if (!job) return;
      for (const file of files) changed.add(file);
      changedSinceMs ??= performance.now();
      clearTimeout(reading);
      const waitMs = Math.min(quietMs, Math.max(0, changedSinceMs + MAX_WAIT_MS - performance.now()));
      reading = setTimeout(() => enqueue(readChanges), waitMs);
    },
    async context({ file, languageId, text, openFiles, budgetChars }) {
      const outline = await openOutlines.get(file, languageId, text);
      return collectContext({ outline, text, openFiles, budgetChars, repository });
    },
    async settle() {
      clearTimeout(reading);
      if (changed.size > 0) enqueue(readChanges);
      await queue;
    },
    memory: () => ({ rssMB: Math.round(process.memoryUsage.rss() / 1_000_000) }),
    dispose() {
      stop();
      job = undefined;
      // What runs still uses its queries.
      void queue.finally(() => outliner.dispose());
    },
  };
}

/** Runs the steps to the end; the event loop gets a turn after each. `undefined` when aborted. */
async function inTurns<Result>(steps: Generator<void, Result>, signal: AbortSignal): Promise<Result | undefined> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    await setImmediate();
    if (signal.aborted) return undefined;
  }
}
