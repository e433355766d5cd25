import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Disposable } from '../core/base/disposable.ts';
import { findImports } from '../core/completion/imports/find-imports.ts';
import type { NeededImport } from '../core/completion/imports/needed-import.ts';
import { type PlacedSuggestion, unimportedNames } from '../core/completion/imports/unimported-names.ts';
import { type InventedName, inventedNames } from '../core/completion/names/invented-names.ts';
import { collectContext, type ContextOptions, explainContext } from '../core/context/collect-context.ts';
import { ContextIndex } from '../core/context/context-index.ts';
import type { SelectedSnippet } from '../core/context/select-snippets.ts';
import type { Snippet } from '../core/context/snippet.ts';
import { findDefinitions } from '../core/repository/find-definitions.ts';
import { findImpact } from '../core/repository/find-impact.ts';
import { findUsages } from '../core/repository/find-usages.ts';
import { RepositoryOutline } from '../core/repository/repository-outline.ts';
import { isInside } from '../node/is-inside.ts';
import type { ContextParams, IndexerMethods, IndexerNotices, IndexParams, SuggestionParams } from '../node/protocol.ts';
import { readSource, type SourceText } from '../node/read-source.ts';
import { learnOutlines, readWindows } from './read-windows.ts';
import { type WalkedFile, walksTo } from '../node/walk.ts';
import { removeUnfinished, writeAtomically } from '../node/write-atomically.ts';
import { Dependencies } from './dependencies/dependencies.ts';
import { inTurns } from './in-turns.ts';
import { indexProblems } from './index-problems.ts';
import { folderFiles } from './folder-files.ts';
import {
  type FileStamp,
  forget,
  type IndexReport,
  indexRepository,
  type ModelBuilder,
  updateOutline,
} from './index-repository.ts';
import { MANY_CHANGES } from './many-changes.ts';
import { isCurrent, loadIndexState, saveIndexState } from './index-state.ts';
import { NearFolders } from './near-folders.ts';
import { HEAD_CHARS, OpenOutlines } from './open-outlines.ts';
import { createOutliner } from './outline/create-outliner.ts';
import { createGrammars, type LoadGrammar } from './outline/grammars.ts';
import { createPausable } from './pausable.ts';
import { processUsage } from './process-usage.ts';
import { searchRepository, withTargets } from './search-repository.ts';

export interface IndexerServiceOptions {
  notify<Name extends keyof IndexerNotices>(name: Name, params: Parameters<IndexerNotices[Name]>[0]): void;
  readonly loadGrammar: LoadGrammar;
  createModelBuilder(): ModelBuilder;
  /** Pause in the changes after which they are read. */
  readonly quietMs?: number;
  /** How many times as long as making the model took it is then left alone. */
  readonly restFactor?: number;
  readonly maxFiles?: number;
  /** Of this program: what another one has left in the storage is not gone on with. Without it nothing is kept there. */
  readonly stateKey?: string;
}

/** The methods as they are served: context may have to wait for a grammar, or for its turn in a long parse. */
export interface IndexerService
  extends Omit<IndexerMethods, 'context' | 'explainContext' | 'settle' | 'imports'>, Disposable {
  context(params: ContextParams): Promise<readonly Snippet[]>;
  explainContext(params: ContextParams): Promise<readonly SelectedSnippet[]>;
  imports(params: SuggestionParams): Promise<readonly NeededImport[]>;
  invented(params: SuggestionParams): Promise<readonly InventedName[]>;
  /** Takes up now, without the pause, what was told to have changed; resolves when all that was told is taken up. */
  settle(): Promise<void>;
}

/** A save writes several files, a branch switch thousands; both are over when nothing came for this long. */
const QUIET_MS = 1500;
/** A file that something writes all the time does not keep the others waiting. */
const MAX_WAIT_MS = 15_000;
/** The engine reads changed files itself: its model is made anew when so large a share of the files has changed. */
const SHARE_TO_REBUILD = 0.1;
/** The model is made anew as a whole: it takes at most a tenth of the time that way, however large the folder is. */
const REST_FACTOR = 10;
/** Above it the index of this version costs more memory than it gives. */
const MAX_FILES = 20_000;
const MODEL_NAME = 'repository.model';
const STATE_NAME = 'repository.outlines.jsonl';
const PROGRESS_MS = 500;

/** What the `indexer` child does, apart from messages: a test calls it as the child's entry point does. */
export function createIndexerService(options: IndexerServiceOptions): IndexerService {
  const { notify, quietMs = QUIET_MS, restFactor = REST_FACTOR, maxFiles = MAX_FILES, stateKey } = options;
  const told = new Set<string>();
  const tell = (message: string): void => {
    if (!told.has(message)) notify('problem', { message });
    told.add(message);
  };
  const grammars = createGrammars(options.loadGrammar, tell);
  const outliner = createOutliner({ grammars, onFailure: tell });
  const pausable = createPausable();
  const repository = new RepositoryOutline();
  const stamps = new Map<string, FileStamp>();
  const context = new ContextIndex(repository);
  const index = { repository, context, stamps, outliner };
  const near = new NearFolders();
  let isCut = false;
  /** All files were read once; what changes since is taken up a little later. */
  let isWhole = false;
  const openOutlines = new OpenOutlines(outliner, context);
  const dependencies = new Dependencies(outliner, () => performance.now());

  let job: IndexParams | undefined;
  let running = new AbortController();
  /** One run at a time: they share the index. */
  let queue: Promise<void> = Promise.resolve();
  const changed = new Set<string>();
  let changedSinceMs: number | undefined;
  /** Not in the last model as they are now. */
  const unbuilt = new Set<string>();
  let reading: NodeJS.Timeout | undefined;
  let rebuilding: NodeJS.Timeout | undefined;
  let nextRebuildMs = 0;

  const enqueue = (run: (params: IndexParams, signal: AbortSignal) => Promise<void>): void => {
    const { signal } = running;
    queue = queue
      .then(() => (job && !signal.aborted ? run(job, signal) : undefined))
      .catch((error: unknown) => {
        if (signal.aborted) return;
        tell(`Sotto could not index this folder: ${String(error)}`);
        notify('gaveUp', {});
      });
  };

  const indexAll = async ({ roots, storage }: IndexParams, signal: AbortSignal): Promise<void> => {
    const startMs = performance.now();
    const begunMs = Date.now();
    unbuilt.clear();
    near.putBack();
    const modelFile = path.join(storage, MODEL_NAME);
    const report = await writeModel(modelFile, roots, signal, tellProgress(startMs));
    if (!report) return;
    const endMs = performance.now();
    nextRebuildMs = endMs + restFactor * (endMs - startMs);
    if (signal.aborted) return;
    const { files, skipped, bytes } = report;
    const outlined = repository.size;
    const milliseconds = Math.round(endMs - startMs);
    const notice = { modelFile, files, outlined, isCut, skipped, bytes, milliseconds, begunMs };
    notify('indexed', notice);
    if (stateKey === undefined) return;
    const stateFile = path.join(storage, STATE_NAME);
    await removeUnfinished(stateFile);
    await saveIndexState(stateFile, { key: stateKey, roots, notice }, index, pausable.turn);
  };

  /** A function of its own: the builder's arrays are as large as the sources, and must be gone when the state is written. */
  const writeModel = async (
    modelFile: string,
    roots: readonly string[],
    signal: AbortSignal,
    onProgress: (files: number) => void,
  ): Promise<IndexReport | undefined> => {
    const builder = options.createModelBuilder();
    const { turn } = pausable;
    const report = await indexRepository({ ...index, roots, builder, maxFiles, near, signal, turn, onProgress });
    if (!report) return undefined;
    ({ isCut } = report);
    isWhole = !isCut;
    const model = await inTurns(builder.encodeInSteps(), { turn, signal });
    for (const message of indexProblems(report)) tell(message);
    await removeUnfinished(modelFile);
    await writeAtomically(modelFile, model);
    return report;
  };

  const tellProgress = (startMs: number): ((files: number) => void) => {
    const expected = stamps.size === 0 ? undefined : stamps.size;
    let toldMs = startMs;
    return (files) => {
      if (performance.now() - toldMs < PROGRESS_MS) return;
      toldMs = performance.now();
      notify('progress', { files, expected });
    };
  };

  /** Goes on where a process before this one was: its work is of use at once, and done anew only where files changed. */
  const takeUp = async (params: IndexParams, signal: AbortSignal): Promise<void> => {
    const { roots, storage } = params;
    const file = path.join(storage, STATE_NAME);
    // Not held up by a pause: without it, questions could not be answered meanwhile.
    const notice = stateKey && (await loadIndexState(file, stateKey, roots, index, setImmediate));
    if (signal.aborted) return;
    if (notice) {
      await learnOutlines(context, setImmediate);
      notify('indexed', notice);
      ({ isCut } = notice);
      isWhole = !isCut;
      await pausable.turn();
      if (isCut) await readNearFolders(params, signal);
      if (await isCurrent(roots, stamps, isCut, signal)) return readWindows(index, pausable.turn, signal);
    }
    if (!signal.aborted) await indexAll(params, signal);
  };

  /** Of a folder that is too large to be known as a whole. */
  const readNearFolders = async ({ roots }: IndexParams, signal: AbortSignal): Promise<void> => {
    for (const folder of near.take()) {
      for await (const walked of folderFiles(folder, roots)) {
        await pausable.turn();
        if (signal.aborted) return;
        const source = await readSource(walked.file, walked.languageId);
        if (source.kind !== 'text') continue;
        // Its text may be known without its definitions.
        if (!repository.get(walked.file)) stamps.delete(walked.file);
        await updateOutline(walked, source, index);
      }
    }
  };

  const readChanges = async ({ roots }: IndexParams, signal: AbortSignal): Promise<void> => {
    const files = [...changed];
    changed.clear();
    changedSinceMs = undefined;
    const isMany = files.length > MANY_CHANGES;
    for (const file of isMany ? [] : files) {
      await pausable.turn();
      if (signal.aborted) return;
      await readChange(file, roots);
      unbuilt.add(file);
    }
    if (signal.aborted) return;
    if (!isMany && unbuilt.size <= SHARE_TO_REBUILD * stamps.size) return;
    clearTimeout(rebuilding);
    const waitMs = isMany ? 0 : Math.max(0, nextRebuildMs - performance.now());
    rebuilding = setTimeout(() => enqueue(indexAll), waitMs);
  };

  const readChange = async (file: string, roots: readonly string[]): Promise<void> => {
    const found = await readIn(roots, file);
    if (found) return updateOutline(found.walked, found.source, index, true);
    // A folder that is gone is told by its own path alone.
    for (const known of [...stamps.keys()].filter((each) => each === file || each.startsWith(`${file}/`))) {
      forget(known, index);
    }
  };

  /** What of a long text a question does not read is parsed now, and not at its first save: that takes no longer than the next ones then. */
  const readOpened = async (file: string, { roots }: IndexParams): Promise<void> => {
    if ((stamps.get(file)?.bytes ?? 0) <= HEAD_CHARS) return;
    await pausable.turn();
    const found = await readIn(roots, file);
    if (found) await outliner.outlineAgain(found.walked.file, found.walked.languageId, found.source.text);
  };

  /** A name that is not known may be in a file that was not read. */
  const isKnownWhole = (file: string): boolean => isWhole && job?.roots.some((root) => isInside(root, file)) === true;

  /** What is known of the open text, and of the packages that it imports from. */
  const withOutlines = async (params: ContextParams): Promise<ContextOptions> => {
    const outline = await openOutlines.get(params.file, params.languageId, params.text);
    const roots = job?.roots ?? [];
    const root = roots.find((each) => isInside(each, params.file));
    return {
      ...params,
      roots,
      outline,
      dependencies: root === undefined ? [] : await dependencies.of(outline, root, repository),
    };
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
      for (const file of params.openFiles ?? []) near.add(file);
      enqueue(stamps.size === 0 ? takeUp : indexAll);
    },
    opened({ file }) {
      if (near.add(file) && isCut) enqueue(readNearFolders);
      enqueue((params) => readOpened(file, params));
    },
    filesChanged({ files }) {
      if (!job) return;
      for (const file of files) changed.add(file);
      changedSinceMs ??= performance.now();
      clearTimeout(reading);
      const waitMs = Math.min(quietMs, Math.max(0, changedSinceMs + MAX_WAIT_MS - performance.now()));
      reading = setTimeout(() => enqueue(readChanges), waitMs);
    },
    context: async (params) => collectContext(await withOutlines(params), context),
    explainContext: async (params) => explainContext(await withOutlines(params), context),
    async imports(params) {
      const { file, languageId, text } = params;
      const names = isKnownWhole(file) ? unimportedNames(placedIn(params)) : [];
      return names.length === 0 ? [] : findImports(names, await openOutlines.get(file, languageId, text), repository);
    },
    async invented(params) {
      const { file, languageId, text } = params;
      if (!isKnownWhole(file)) return [];
      return inventedNames(placedIn(params), await openOutlines.get(file, languageId, text), context);
    },
    definitions: ({ name }) => findDefinitions(repository, name),
    usages: ({ name }) => findUsages(repository, name),
    impact: ({ name }) => findImpact(repository, name),
    search: (params) => searchRepository(repository, params),
    async outline({ file, languageId, text }) {
      const outline = await outliner.outline(file, languageId, text);
      return outline === undefined ? { definitions: [], imports: [] } : withTargets(outline, repository);
    },
    async settle() {
      clearTimeout(reading);
      if (changed.size > 0) enqueue(readChanges);
      await queue;
    },
    pause: () => pausable.pause(),
    resume: () => pausable.resume(),
    memory: processUsage,
    dispose() {
      stop();
      job = undefined;
      pausable.resume();
      // What runs still uses its queries.
      void queue.finally(() => {
        outliner.dispose();
        grammars.dispose();
      });
    },
  };
}

/** Where one of the folders has the file, and it is one that is read. */
async function readIn(
  roots: readonly string[],
  file: string,
): Promise<{ readonly walked: WalkedFile; readonly source: SourceText } | undefined> {
  for (const root of roots) {
    const walked = await walksTo(root, file);
    const source = walked && (await readSource(walked.file, walked.languageId));
    if (source?.kind === 'text') return { walked: walked!, source };
  }
  return undefined;
}

function placedIn({ text, offset, insertText, replaceSuffix, languageId }: SuggestionParams): PlacedSuggestion {
  const placed = text.slice(0, offset) + insertText + text.slice(offset + replaceSuffix);
  return { text: placed, start: offset, end: offset + insertText.length, languageId };
}
