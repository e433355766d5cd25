import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Disposable } from '../core/base/disposable.ts';
import type { Log } from '../core/base/log.ts';
import { type Child, startChild } from './child.ts';
import type {
  EngineMethods,
  IndexedNotice,
  IndexerMethods,
  IndexerNotices,
  OpenDocumentParams,
  ProgressNotice,
} from './protocol.ts';

/** The two processes that work beside the host, and what each must be told when it starts, also after a crash. */
export interface Children extends Disposable {
  readonly engine: Child<EngineMethods>;
  readonly indexer: Child<IndexerMethods>;
  openDocument(document: OpenDocumentParams): void;
  /** From the beginning, over the roots as they are now. */
  index(): void;
  filesChanged(files: readonly string[]): void;
  indexActivity(): IndexActivity;
  /** Until `resumeIndexing`; what is known already stays in use. */
  pauseIndexing(): void;
  resumeIndexing(): void;
}

/** What the indexer does, as far as the host knows without asking. */
export interface IndexActivity {
  readonly state: 'indexing' | 'paused' | 'idle';
  /** Of the run that is under way. */
  readonly progress: ProgressNotice | undefined;
  /** The last index that was finished. */
  readonly last: IndexedNotice | undefined;
}

export interface ChildrenOptions {
  /** Folder of the bundles. */
  readonly dist: string;
  /** Folder for what the indexer keeps. */
  readonly storage: string;
  /** Absolute folders; none where nothing is open. */
  roots(): readonly string[];
  /** The open documents as they are now, most recently used first: a restarted child is told them anew. */
  documents(): readonly OpenDocumentParams[];
  readonly log: Log;
  onIndexed?(notice: IndexedNotice): void;
  onIndexActivity?(activity: IndexActivity): void;
  /** One sentence that the person should see. */
  onProblem?(message: string): void;
}

export function startChildren(options: ChildrenOptions): Children {
  const { log } = options;
  let lastIndex: IndexedNotice | undefined;
  /** What the last index does not know, and when it was told to have changed: an engine that starts again reads it anew. */
  const changedFiles = new Map<string, number>();
  let progress: ProgressNotice | undefined;
  let isPaused = false;
  let becomeReady = (): void => {};

  const engine = startChild<EngineMethods>({
    name: 'engine',
    entry: path.join(options.dist, 'engine.js'),
    maxHeapMB: 1024,
    log,
    onStart(child) {
      const [first, ...others] = options.documents();
      // The one at hand can be completed from itself alone before the repository is there.
      if (first !== undefined) child.notify('openDocument', first);
      if (changedFiles.size > 0) tellChanges(child, [...changedFiles.keys()]);
      return Promise.all([
        lastIndex === undefined ? child.call('memory', {}) : loadRepository(child, lastIndex),
        openInTurns(child, others),
      ]);
    },
  });
  const indexer = startChild<IndexerMethods>({
    name: 'indexer',
    entry: path.join(options.dist, 'indexer.js'),
    maxHeapMB: 2048,
    maxYoungMB: 4,
    onePool: true,
    log,
    onStart(child) {
      if (isPaused) child.notify('pause', {});
      index(child);
      return new Promise<void>((resolve) => (becomeReady = resolve));
    },
    onNotice(method, params) {
      if (method === 'indexed') {
        tellIndexed(params as IndexedNotice);
      } else if (method === 'progress' || method === 'gaveUp') {
        progress = method === 'progress' ? (params as ProgressNotice) : undefined;
        tellActivity();
      } else if (method === 'problem') {
        const { message } = params as Parameters<IndexerNotices['problem']>[0];
        log.warn('index.problem', { message });
        options.onProblem?.(message);
      }
    },
  });

  function index(child: Child<IndexerMethods>): void {
    progress = { files: 0, expected: lastIndex?.files };
    tellActivity();
    const openFiles = options.documents().map((document) => document.path);
    child.notify('index', { roots: options.roots(), storage: options.storage, openFiles });
  }

  function tellIndexed(notice: IndexedNotice): void {
    lastIndex = notice;
    for (const [file, timeMs] of changedFiles) if (timeMs < notice.begunMs) changedFiles.delete(file);
    progress = undefined;
    becomeReady();
    const { files, outlined, skipped, bytes, milliseconds: ms } = notice;
    log.info('index.ready', { files, outlined, skipped, bytes, ms });
    // One that is not up yet loads it when it starts.
    if (engine.pid !== undefined) void loadRepository(engine, notice);
    options.onIndexed?.(notice);
    tellActivity();
  }

  /** Texts may be large, and the host has more to do. */
  async function openInTurns(child: Child<EngineMethods>, documents: readonly OpenDocumentParams[]): Promise<void> {
    const { pid } = child;
    for (const { uri } of documents) {
      await setImmediate();
      if (child.pid !== pid) return;
      const document = options.documents().find((open) => open.uri === uri);
      if (document !== undefined) child.notify('openDocument', document);
    }
  }

  async function loadRepository(child: Child<EngineMethods>, notice: IndexedNotice): Promise<void> {
    const { modelFile: file, begunMs } = notice;
    try {
      const { files, tokens } = await child.call('loadRepository', { file, begunMs });
      log.info('engine.repository', { files, tokens });
    } catch (error) {
      log.warn('engine.repository-failed', { message: String(error) });
    }
  }

  function tellChanges(child: Child<EngineMethods>, files: readonly string[]): void {
    child.notify('filesChanged', { files, roots: options.roots() });
  }

  function indexActivity(): IndexActivity {
    const state = isPaused ? 'paused' : progress === undefined ? 'idle' : 'indexing';
    return { state, progress, last: lastIndex };
  }

  function tellActivity(): void {
    options.onIndexActivity?.(indexActivity());
  }

  return {
    engine,
    indexer,
    openDocument(document) {
      engine.notify('openDocument', document);
      indexer.notify('opened', { file: document.path });
    },
    index: () => index(indexer),
    filesChanged(files) {
      for (const file of files) changedFiles.set(file, Date.now());
      tellChanges(engine, files);
      indexer.notify('filesChanged', { files });
    },
    indexActivity,
    pauseIndexing() {
      isPaused = true;
      indexer.notify('pause', {});
      tellActivity();
    },
    resumeIndexing() {
      isPaused = false;
      indexer.notify('resume', {});
      tellActivity();
    },
    dispose() {
      engine.dispose();
      indexer.dispose();
    },
  };
}
