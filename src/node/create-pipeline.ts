import path from 'node:path';
import type { Disposable } from '../core/base/disposable.ts';
import type { Log } from '../core/base/log.ts';
import { breaksSyntax } from '../core/completion/breaks-syntax.ts';
import { createHistory, type History } from '../core/completion/history.ts';
import { fitAtCursor } from '../core/completion/fit-at-cursor.ts';
import { postProcess } from '../core/completion/post-process.ts';
import {
  type CompletionPipeline,
  type CompletionSource,
  SourceUnavailable,
} from '../core/completion/provide-completion.ts';
import type { CompletionRequest } from '../core/completion/request.ts';
import { createReuse, type Reuse } from '../core/completion/reuse.ts';
import { refuseTrigger } from '../core/completion/trigger.ts';
import { withFallback } from '../core/completion/with-fallback.ts';
import { shippedThreshold } from '../core/engine/threshold.ts';
import type { PlaceInput } from '../core/gate/features.ts';
import { createGate, openGate } from '../core/gate/gate.ts';
import { shippedWeights } from '../core/gate/weights.ts';
import type { Settings } from '../core/settings/settings.ts';
import { type Child, ChildUnavailable, startChild } from './child.ts';
import { type ContextKeeper, createContextKeeper } from './context-keeper.ts';
import { engineSyntax } from './engine-syntax.ts';
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
  openDocument(document: OpenDocumentParams): void;
  changeDocument(change: ChangeDocumentParams): void;
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

/** The gate was fitted on so much text before the cursor. */
const GATE_WINDOW = 2_000;

export function createSotto(options: SottoOptions): Sotto {
  const { log } = options;
  const history = createHistory();
  const reuse = createReuse();
  const gate = createGate(shippedWeights);
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

  const placeInput = (request: CompletionRequest): PlaceInput => ({
    before: request.before.slice(-GATE_WINDOW),
    inComment: request.place === 'comment',
    documentLength: request.documentLength,
    offset: request.offset,
    sinceShown: history.sinceShown(request.time),
    sinceAccepted: history.sinceAccepted(request.time),
    outcomes: history.outcomes(),
  });
  const currentGate = () => (options.settings()['gate.enabled'] ? gate : openGate);

  const syntax = engineSyntax(engine);
  const pipeline: CompletionPipeline = {
    refuseTrigger: (request) =>
      refuseTrigger(request, { settings: options.settings(), snoozedUntil: options.snoozedUntil() }),
    findReuse: (request) => reuse.find(request),
    remember: (request, insertText) => reuse.remember(request, insertText),
    gateBeforeRequest: (request) => currentGate().beforeRequest(placeInput(request)),
    collectContext: async (request) => context.snippets(request.uri),
    source: withFallback(
      () => options.serverSource?.(),
      engineSource(engine),
      (state) => options.onServer?.(state),
    ),
    minimumConfidence: shippedThreshold,
    postProcess,
    fitAtCursor,
    breaksSyntax: (insertText, replaceSuffix, request) => breaksSyntax(syntax, insertText, replaceSuffix, request),
    gateBeforeShow: (request, insertText) =>
      currentGate().beforeShow({
        ...placeInput(request),
        text: insertText,
        rejectedBefore: history.wasRejected(insertText),
      }),
    newId: () => ++lastId,
    now: options.now,
  };

  return {
    pipeline,
    history,
    reuse,
    context,
    engine,
    indexer,
    openDocument(document) {
      engine.notify('openDocument', document);
      context.touch(document.uri);
    },
    changeDocument(change) {
      engine.notify('changeDocument', change);
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
