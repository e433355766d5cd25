import path from 'node:path';
import type { Disposable } from '../core/base/disposable.ts';
import type { Log } from '../core/base/log.ts';
import { Lru } from '../core/base/lru.ts';
import { breaksSyntax } from '../core/completion/breaks-syntax.ts';
import { placeInput, suggestionInput } from '../core/completion/gate-inputs.ts';
import { createHistory, type History } from '../core/completion/history.ts';
import { fitAtCursor } from '../core/completion/fit-at-cursor.ts';
import { postProcess } from '../core/completion/post-process.ts';
import {
  type CompletionPipeline,
  type CompletionSource,
  SourceUnavailable,
} from '../core/completion/provide-completion.ts';
import type { CompletionRequest } from '../core/completion/request.ts';
import { linePrefix } from '../core/completion/request.ts';
import { createReuse, type Reuse } from '../core/completion/reuse.ts';
import { refuseTrigger } from '../core/completion/trigger.ts';
import { withFallback } from '../core/completion/with-fallback.ts';
import type { DecisionRecord } from '../core/gate/decision-record.ts';
import { createGate, engineFloorAlone } from '../core/gate/gate.ts';
import { decisionParameters } from '../core/gate/mode.ts';
import type { Circumstances } from '../core/gate/personal-offset.ts';
import { shippedWeights } from '../core/gate/weights.ts';
import type { Settings } from '../core/settings/settings.ts';
import { type Child, ChildUnavailable, startChild } from './child.ts';
import { type ContextKeeper, createContextKeeper } from './context-keeper.ts';
import { engineSyntax } from './engine-syntax.ts';
import { createGateStore, type GateStore } from './gate-store.ts';
import type {
  ChangeDocumentParams,
  EngineMethods,
  IndexerMethods,
  IndexerNotices,
  OpenDocumentParams,
} from './protocol.ts';

/** What every face of the product (extension, command line, bench) builds on: the pipeline and what feeds it. */
export interface Sotto extends Disposable {
  readonly pipeline: CompletionPipeline;
  readonly history: History;
  readonly reuse: Reuse;
  readonly context: ContextKeeper;
  readonly engine: Child<EngineMethods>;
  readonly indexer: Child<IndexerMethods>;
  /** What the gate has learned of this person. */
  readonly learned: GateStore;
  /** What became of a suggestion, and what that is worth as a label. */
  settled(id: number, accepted: boolean, certainty: 'full' | 'half' | 'none'): void;
  openDocument(document: OpenDocumentParams): void;
  /** `byUndo`: the editor took something back, or brought it back. */
  changeDocument(change: ChangeDocumentParams, byUndo?: boolean): void;
  closeDocument(uri: string): void;
  /** From the beginning, over the roots as they are now. */
  index(): void;
  filesChanged(files: readonly string[]): void;
}

export interface SottoOptions {
  /** Folder of the bundles. */
  readonly dist: string;
  /** Folder for what the indexer keeps. */
  readonly storage: string;
  /** File that the gate keeps what it learns in, the person's own; without one it forgets at the end. */
  readonly gateFile?: string;
  /** Absolute folders; none where nothing is open. */
  roots(): readonly string[];
  settings(): Settings;
  snoozedUntil(): number | undefined;
  /** The open documents as they are now, most recently used first: a restarted child is told them anew. */
  documents(): readonly OpenDocumentParams[];
  readonly log: Log;
  /** Milliseconds, running forward. */
  now(): number;
  /** A model server's source, while one is set and may be asked; completions come from the engine otherwise. */
  serverSource?(): CompletionSource | undefined;
  /** As the server calls it, to learn about each model apart. */
  modelName?(): string | undefined;
  onServer?(state: 'answered' | SourceUnavailable): void;
  onIndexed?(notice: Parameters<IndexerNotices['indexed']>[0]): void;
  /** One sentence that the person should see. */
  onProblem?(message: string): void;
}

/** An answer after this is not worth waiting for; a busy engine must not hold up IntelliSense. */
const ENGINE_TIMEOUT_MS = 150;

/** The context may be asked while the indexer is busy with a large file: it is not waited for on any keystroke. */
const CONTEXT_TIMEOUT_MS = 5_000;
const CONTEXT_BUDGET_CHARS = 8_000;

/** Suggestions that may still get an outcome. */
const AWAITED_OUTCOMES = 50;

export function createSotto(options: SottoOptions): Sotto {
  const { log } = options;
  const history = createHistory();
  const reuse = createReuse();
  const learned = createGateStore({ file: options.gateFile, log });
  const parameters = decisionParameters('balanced');
  const gate = createGate({
    weights: shippedWeights,
    parameters: () => parameters,
    learned: () => learned.state(),
    random: () => Math.random(),
    onFault: (error) => log.warn('gate.fault', { message: String(error) }),
  });
  const ungated = engineFloorAlone(parameters.engineFloor);
  const judged = new WeakMap<DecisionRecord, Circumstances>();
  const awaited = new Lru<number, DecisionRecord & Circumstances>(AWAITED_OUTCOMES);
  let modelFile: string | undefined;
  let lastId = 0;

  const engine = startChild<EngineMethods>({
    name: 'engine',
    entry: path.join(options.dist, 'engine.js'),
    log,
    onStart(child) {
      for (const document of options.documents()) child.notify('openDocument', document);
      if (modelFile !== undefined) loadRepository(child, modelFile);
    },
  });
  const indexer = startChild<IndexerMethods>({
    name: 'indexer',
    entry: path.join(options.dist, 'indexer.js'),
    log,
    onStart: index,
    onNotice(method, params) {
      if (method === 'indexed') {
        const notice = params as Parameters<IndexerNotices['indexed']>[0];
        modelFile = notice.modelFile;
        log.info('index.ready', {
          files: notice.files,
          outlined: notice.outlined,
          skipped: notice.skipped,
          bytes: notice.bytes,
          ms: notice.milliseconds,
        });
        loadRepository(engine, modelFile);
        for (const document of options.documents()) context.touch(document.uri);
        options.onIndexed?.(notice);
      } else if (method === 'problem') {
        const { message } = params as Parameters<IndexerNotices['problem']>[0];
        log.warn('index.problem', { message });
        options.onProblem?.(message);
      }
    },
  });

  function index(child: Child<IndexerMethods>): void {
    child.notify('index', { roots: options.roots(), storage: options.storage });
  }

  function loadRepository(child: Child<EngineMethods>, file: string): void {
    child.call('loadRepository', { file }).then(
      ({ files, tokens }) => log.info('engine.repository', { files, tokens }),
      (error: unknown) => log.warn('engine.repository-failed', { message: String(error) }),
    );
  }

  const context = createContextKeeper(async (uri) => {
    const documents = options.documents();
    const document = documents.find((candidate) => candidate.uri === uri);
    if (document === undefined) return [];
    return indexer.call(
      'context',
      {
        file: document.path,
        languageId: document.languageId,
        text: document.text,
        openFiles: documents.filter((other) => other !== document).map((other) => other.path),
        budgetChars: CONTEXT_BUDGET_CHARS,
      },
      { timeoutMs: CONTEXT_TIMEOUT_MS },
    );
  });

  const currentGate = () => (options.settings()['gate.enabled'] ? gate : ungated);
  const circumstances = (request: CompletionRequest, origin: 'engine' | 'model'): Circumstances => ({
    model: origin === 'engine' ? 'engine' : (options.modelName?.() ?? 'model'),
    repository: options.roots().find((root) => request.path.startsWith(root.replaceAll('\\', '/'))) ?? '',
  });

  const syntax = engineSyntax(engine);
  const pipeline: CompletionPipeline = {
    refuseTrigger: (request) =>
      refuseTrigger(request, { settings: options.settings(), snoozedUntil: options.snoozedUntil() }),
    findReuse: (request) => reuse.find(request),
    remember: (request, insertText) => reuse.remember(request, insertText),
    gateBeforeRequest(request) {
      const origin = options.serverSource?.() === undefined ? 'engine' : 'model';
      const verdict = currentGate().beforeRequest(placeInput(request, history), circumstances(request, origin));
      // Nothing is spared where the engine alone is asked: it is there, and stage 2 knows how sure it is.
      return origin === 'engine' ? { ...verdict, pass: true } : verdict;
    },
    collectContext: async (request) => context.snippets(request.uri),
    source: withFallback(
      () => options.serverSource?.(),
      engineSource(engine),
      (state) => options.onServer?.(state),
    ),
    postProcess,
    fitAtCursor,
    breaksSyntax: (insertText, replaceSuffix, request) => breaksSyntax(syntax, insertText, replaceSuffix, request),
    gateBeforeShow(request, answer) {
      const about = circumstances(request, answer.origin);
      const verdict = currentGate().beforeShow(suggestionInput(request, answer, history), about);
      if (verdict.pass) history.passed(answer.insertText, linePrefix(request));
      if (verdict.record !== undefined) judged.set(verdict.record, about);
      return verdict;
    },
    newId(record) {
      lastId++;
      const about = record && judged.get(record);
      if (record !== undefined && about !== undefined) awaited.set(lastId, { ...record, ...about });
      return lastId;
    },
    now: options.now,
  };

  return {
    pipeline,
    history,
    reuse,
    context,
    engine,
    indexer,
    learned,
    settled(id, accepted, certainty) {
      const decision = awaited.get(id);
      if (decision !== undefined) learned.learn({ ...decision, accepted, certainty, time: Date.now() });
    },
    openDocument(document) {
      engine.notify('openDocument', document);
      context.touch(document.uri);
    },
    changeDocument(change, byUndo = false) {
      engine.notify('changeDocument', change);
      for (const { insertText, deleteCount } of change.edits) {
        const cause = byUndo ? 'undone' : 'typed';
        history.edited({ time: options.now(), insertLength: insertText.length, deleteCount, cause });
      }
      context.touch(change.uri);
    },
    closeDocument(uri) {
      engine.notify('closeDocument', { uri });
      context.forget(uri);
    },
    index: () => index(indexer),
    filesChanged: (files) => indexer.notify('filesChanged', { files }),
    dispose() {
      context.dispose();
      engine.dispose();
      indexer.dispose();
      learned.dispose();
    },
  };
}

function engineSource(engine: Child<EngineMethods>): CompletionSource {
  return async function* (request, snippets, signal) {
    const nearPaths = snippets.map((snippet) => snippet.path);
    const { uri, version, offset } = request;
    try {
      const answer = await engine.call(
        'complete',
        { uri, version, offset, nearPaths },
        { timeoutMs: ENGINE_TIMEOUT_MS, signal },
      );
      if (answer !== undefined) yield answer;
    } catch (error) {
      if (error instanceof ChildUnavailable) throw new SourceUnavailable(error.message);
      throw error;
    }
  };
}
