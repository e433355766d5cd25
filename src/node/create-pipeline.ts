import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../core/base/clock.ts';
import type { Disposable } from '../core/base/disposable.ts';
import type { Log } from '../core/base/log.ts';
import { pause } from '../core/base/pause.ts';
import { Lru } from '../core/base/lru.ts';
import type { Answers } from '../core/completion/answers.ts';
import { isBackAgain } from '../core/completion/clean/refuse-unwanted.ts';
import { decideExtent } from '../core/completion/decide-extent.ts';
import { followGuesses } from '../core/completion/follow-guesses.ts';
import { placeInput, suggestionInput } from '../core/completion/gate-inputs.ts';
import { createHistory, type History, type SuggestionPlace } from '../core/completion/history.ts';
import { createFirstLineLatency } from '../core/completion/first-line-latency.ts';
import { fitAtCursor } from '../core/completion/fit-at-cursor.ts';
import { mendSyntax } from '../core/completion/mend-syntax.ts';
import { postProcess } from '../core/completion/post-process.ts';
import {
  type CompletionPipeline,
  type CompletionSource,
  SourceUnavailable,
} from '../core/completion/provide-completion.ts';
import { type CompletionRequest, linePrefix } from '../core/completion/request.ts';
import { createReuse, type Reuse } from '../core/completion/reuse.ts';
import { stopEarly } from '../core/completion/stop-early.ts';
import { refuseTrigger } from '../core/completion/trigger.ts';
import { withFallback } from '../core/completion/with-fallback.ts';
import type { Snippet } from '../core/context/snippet.ts';
import type { SelectedSnippet } from '../core/context/select-snippets.ts';
import type { Certainty } from '../core/gate/certainty.ts';
import type { DecisionRecord } from '../core/gate/decision-record.ts';
import { delayFor } from '../core/gate/delay.ts';
import { createGate } from '../core/gate/gate.ts';
import type { GuessEvent } from '../core/gate/learn.ts';
import { decisionParameters } from '../core/gate/mode.ts';
import type { Circumstances } from '../core/gate/personal-offset.ts';
import { shippedWeights } from '../core/gate/weights.ts';
import type { Settings } from '../core/settings/settings.ts';
import { ChildUnavailable } from './calls.ts';
import { type Child, startChild } from './child.ts';
import { type ContextKeeper, createContextKeeper } from './context-keeper.ts';
import { engineSyntax } from './engine-syntax.ts';
import { createGateStore, type GateStore } from './gate-store.ts';
import { isInside } from './is-inside.ts';
import type {
  ChangeDocumentParams,
  ContextParams,
  EngineMethods,
  IndexedNotice,
  IndexerMethods,
  IndexerNotices,
  OpenDocumentParams,
  ProgressNotice,
} from './protocol.ts';
import { systemClock } from './system-clock.ts';

/** What every face of the product (extension, command line, bench) builds on: the pipeline and what feeds it. */
export interface Sotto extends Disposable {
  readonly pipeline: CompletionPipeline;
  readonly history: History;
  readonly reuse: Reuse;
  readonly context: ContextKeeper;
  /** What a command sends along: all that fits, also where a completion would not need it; nothing if it takes too long. */
  snippetsAt(uri: string, offset: number): Promise<readonly Snippet[]>;
  /** What goes with a request at that place, with what speaks for each line; asked anew. */
  explainContext(uri: string, offset: number): Promise<readonly SelectedSnippet[]>;
  readonly engine: Child<EngineMethods>;
  readonly indexer: Child<IndexerMethods>;
  /** What the gate has learned of this person. */
  readonly learned: GateStore;
  /** What became of a suggestion, and what that is worth as a label. */
  settled(id: number, accepted: boolean, certainty: Certainty): void;
  /** The person asked to see what the gate had held back. */
  askedFor(id: number): void;
  /** Whether the next answer will be a model server's. */
  asksServer(): boolean;
  /** Has the server asked for what will be asked soon, after a suggestion was accepted say. */
  askAhead(request: CompletionRequest): void;
  openDocument(document: OpenDocumentParams): void;
  changeDocument(change: ChangeDocumentParams): void;
  closeDocument(uri: string): void;
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
  /** Of the same clock; the system's where nothing else is said. */
  readonly after?: Clock['after'];
  /** Milliseconds, by which what was learned ages; the system's wall clock where nothing else is said. */
  wallTime?(): number;
  /** How long to wait for the children; read at each call. A replay waits longer: its result must not depend on load. */
  readonly timeouts?: Timeouts;
  /** Numbers in [0, 1), for what is shown to learn from it. A replay passes its own. */
  random?(): number;
  /** A model server's source, while one is set and may be asked; completions come from the engine otherwise. */
  serverSource?(): CompletionSource | undefined;
  /** What that source has said so far. */
  serverAnswers?(): Answers | undefined;
  /** Whether asking the server costs anything but this machine's time; asked where `serverSource` gives one. */
  serverKind?(): 'loopback' | 'metered';
  /** As the server calls it, to learn about each model apart. */
  modelName?(): string | undefined;
  onServer?(state: 'answered' | SourceUnavailable): void;
  onIndexed?(notice: IndexedNotice): void;
  onIndexActivity?(activity: IndexActivity): void;
  /** One sentence that the person should see. */
  onProblem?(message: string): void;
}

/** Milliseconds of real time. */
export interface Timeouts {
  readonly engineMs: number;
  readonly syntaxMs: number;
  readonly contextMs: number;
}

export const keystrokeTimeouts: Timeouts = {
  /** An answer after this is not worth waiting for; a busy engine must not hold up IntelliSense. */
  engineMs: 150,
  /** A tree knows better than tokens, but a keystroke does not wait for it longer than this. */
  syntaxMs: 20,
  /** The context may be asked while the indexer is busy with a large file: it is not waited for on any keystroke. */
  contextMs: 5_000,
};

const CONTEXT_BUDGET_CHARS = 8_000;

/** So long a first whole line waits for the next ones: reading it takes longer. */
const NEXT_LINES_MS = 250;
const COMMAND_CONTEXT_MS = 1_000;
/** Of the engine's guess, with a server that is slow: then it does not wait for the server. */
const SURE = 0.9;

/** Suggestions that may still get an outcome. */
const AWAITED_OUTCOMES = 50;

export function createSotto(options: SottoOptions): Sotto {
  const { log, after = systemClock.after, timeouts = keystrokeTimeouts } = options;
  const wallTime = (): number => options.wallTime?.() ?? Date.now();
  const history = createHistory();
  const reuse = createReuse();
  const learned = createGateStore({ file: options.gateFile, log });
  const parameters = () => {
    const { 'completion.mode': mode, 'gate.hideAtMost': hideAtMost, 'gate.explore': explore } = options.settings();
    return decisionParameters(mode, {
      hideAtMost: hideAtMost === 'auto' ? undefined : hideAtMost / 100,
      explore: explore / 100,
    });
  };
  const gate = createGate({
    weights: shippedWeights,
    parameters,
    learned: () => learned.state(),
    random: () => options.random?.() ?? Math.random(),
    onFault: (error) => log.warn('gate.fault', { message: String(error) }),
  });
  const guesses = followGuesses<Omit<GuessEvent, 'isRight' | 'time'>>((guess, isRight) =>
    // Not on the path of the key that told.
    queueMicrotask(() => learned.learnGuess({ ...guess, isRight, time: wallTime() })),
  );
  const judged = new WeakMap<DecisionRecord, Circumstances>();
  const awaited = new Lru<number, DecisionRecord & Circumstances>(AWAITED_OUTCOMES);
  let lastIndex: IndexedNotice | undefined;
  /** What the last index does not know, and when it was told to have changed: an engine that starts again reads it anew. */
  const changedFiles = new Map<string, number>();
  let progress: ProgressNotice | undefined;
  let isPaused = false;
  let becomeReady = (): void => {};
  let lastId = 0;

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
    log,
    onStart(child) {
      if (isPaused) child.notify('pause', {});
      index(child);
      return new Promise<void>((resolve) => (becomeReady = resolve));
    },
    onNotice(method, params) {
      if (method === 'indexed') {
        const notice = params as IndexedNotice;
        lastIndex = notice;
        for (const [file, timeMs] of changedFiles) if (timeMs < notice.begunMs) changedFiles.delete(file);
        progress = undefined;
        becomeReady();
        log.info('index.ready', {
          files: notice.files,
          outlined: notice.outlined,
          skipped: notice.skipped,
          bytes: notice.bytes,
          ms: notice.milliseconds,
        });
        // One that is not up yet loads it when it starts.
        if (engine.pid !== undefined) void loadRepository(engine, notice);
        void refreshContexts();
        options.onIndexed?.(notice);
        tellActivity();
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

  /** Where completions were asked for last, by document. */
  const cursors = new Map<string, { readonly offset: number; readonly line: number }>();
  const context = createContextKeeper(async (uri) => {
    const question = contextQuestion(uri, cursors.get(uri)?.offset ?? 0);
    if (question === undefined) return [];
    // One that is back and reads its state again knows less than what was asked of the last one.
    if (lastIndex !== undefined && !indexer.isReady) throw new ChildUnavailable('the indexer is not ready yet');
    return indexer.call('context', question, { timeoutMs: timeouts.contextMs });
  }, after);

  function contextQuestion(uri: string, offset: number): ContextParams | undefined {
    const documents = options.documents();
    const document = documents.find((candidate) => candidate.uri === uri);
    if (document === undefined) return undefined;
    return {
      file: document.path,
      languageId: document.languageId,
      text: document.text,
      offset: Math.min(offset, document.text.length),
      openFiles: documents.filter((other) => other !== document).map((other) => other.path),
      budgetChars: CONTEXT_BUDGET_CHARS,
    };
  }

  /** One after the other: each sends a whole text. */
  async function refreshContexts(): Promise<void> {
    for (const { uri } of options.documents()) {
      // What was known stays good enough until the next change.
      await context.refresh(uri).catch(() => {});
    }
  }

  const circumstances = (request: CompletionRequest, origin: 'engine' | 'model'): Circumstances => ({
    model: origin === 'engine' ? 'engine' : (options.modelName?.() ?? 'model'),
    repository: options.roots().find((root) => isInside(root, request.path)) ?? '',
  });

  const limitsFor = (request: CompletionRequest) => {
    const maxLines = options.settings()['completion.maxLines'];
    return { maxLines, extent: decideExtent(request, maxLines) };
  };

  const syntax = engineSyntax(engine, () => timeouts.syntaxMs);
  const answers = withFallback(
    () => options.serverSource?.(),
    engineSource(engine, () => timeouts.engineMs),
    (state) => options.onServer?.(state),
    {
      latency: createFirstLineLatency(),
      model: () => options.modelName?.() ?? 'model',
      now: () => performance.now(),
      isSure: (request, { text: insertText, confidence }) => isSure(request, insertText, confidence),
    },
  );
  /** The engine answers alone only where it is right in nine of ten. */
  const isSure = (request: CompletionRequest, insertText: string, confidence: number | undefined): boolean => {
    const answer = { insertText, origin: 'engine', confidence, tokens: [] } as const;
    const input = suggestionInput(request, answer, history);
    return gate.beforeShow(input, circumstances(request, 'engine')).probability >= SURE;
  };
  const pipeline: CompletionPipeline = {
    refuseTrigger: (request) =>
      refuseTrigger(request, { settings: options.settings(), snoozedUntil: options.snoozedUntil() }),
    findReuse(request) {
      const reused = reuse.find(request);
      const deleted = history.justDeletedAt(placeOf(request));
      return reused && isBackAgain(reused.insertText, deleted, request) ? undefined : reused;
    },
    remember: (request, insertText) => reuse.remember(request, insertText),
    gateBeforeRequest(request) {
      const origin = answers.expectsFirst() ? 'model' : 'engine';
      const verdict = gate.beforeRequest(placeInput(request, history), circumstances(request, origin));
      // Nothing is spared where the engine will answer: it is there, and stage 2 knows how sure it is.
      return origin === 'engine' ? { ...verdict, pass: true } : verdict;
    },
    async collectContext({ uri, offset, position: { line } }) {
      // Within a line, what is typed asks anew soon enough.
      if (cursors.get(uri)?.line !== line) context.touch(uri);
      cursors.set(uri, { offset, line });
      return context.snippets(uri);
    },
    source: answers.source,
    stopEarly: (request) => stopEarly(request, limitsFor(request)),
    postProcess: (generated, request) =>
      postProcess(generated, request, {
        ...limitsFor(request),
        rejected: history.justRejectedAt(placeOf(request)),
        deleted: history.justDeletedAt(placeOf(request)),
      }),
    fitAtCursor,
    mendSyntax: (processed, isWhole, request) => mendSyntax(syntax, processed, isWhole, request),
    gateBeforeShow(request, answer) {
      const about = circumstances(request, answer.origin);
      const verdict = gate.beforeShow(suggestionInput(request, answer, history), about);
      if (verdict.pass) history.passed(answer.insertText, placeOf(request));
      if (verdict.record !== undefined) judged.set(verdict.record, about);
      const shippedLogit = verdict.record?.shippedLogit;
      if (shippedLogit !== undefined) {
        const { uri, offset } = request;
        guesses.guessed({ uri, offset, insertText: answer.insertText }, { repository: about.repository, shippedLogit });
      }
      return verdict;
    },
    newId(record) {
      lastId++;
      const about = record && judged.get(record);
      if (record !== undefined && about !== undefined) awaited.set(lastId, { ...record, ...about });
      return lastId;
    },
    delay(probability, request) {
      const kind = answers.expectsFirst() ? (options.serverKind?.() ?? 'metered') : 'engine';
      const delay = delayFor(probability, kind, options.settings()['completion.delayMs']);
      // What is answered already, or about to be, costs nobody anything.
      const isAsked = options.serverAnswers?.()?.has(request, context.snippets(request.uri)) === true;
      return isAsked ? { askAfterMs: 0, showAfterMs: delay.askAfterMs + delay.showAfterMs } : delay;
    },
    grace: (signal) => pause(after, NEXT_LINES_MS, signal),
    wait: (milliseconds, signal) => pause(after, milliseconds, signal),
    now: options.now,
  };

  return {
    pipeline,
    history,
    reuse,
    context,
    async snippetsAt(uri, offset) {
      const question = contextQuestion(uri, offset);
      if (question === undefined) return [];
      // A command can wait a little for the indexer, which a keystroke cannot.
      return indexer.call('context', { ...question, noStop: true }, { timeoutMs: COMMAND_CONTEXT_MS }).catch(() => []);
    },
    async explainContext(uri, offset) {
      const question = contextQuestion(uri, offset);
      return question === undefined ? [] : indexer.call('explainContext', question, { timeoutMs: timeouts.contextMs });
    },
    engine,
    indexer,
    learned,
    settled(id, accepted, certainty) {
      const decision = awaited.get(id);
      if (decision !== undefined) learned.learn({ ...decision, accepted, certainty, time: wallTime() });
    },
    askedFor(id) {
      const decision = awaited.get(id);
      const wanted = { accepted: true, askedFor: true, certainty: 'full' } as const;
      if (decision !== undefined) learned.learn({ ...decision, ...wanted, time: wallTime() });
    },
    asksServer: () => answers.expectsFirst(),
    askAhead(request) {
      if (!answers.expectsFirst() || pipeline.refuseTrigger(request) !== undefined) return;
      if (!pipeline.gateBeforeRequest(request).pass) return;
      options.serverAnswers?.()?.askAhead(request, context.snippets(request.uri));
    },
    openDocument(document) {
      engine.notify('openDocument', document);
      indexer.notify('opened', { file: document.path });
      context.touch(document.uri);
    },
    changeDocument(change) {
      engine.notify('changeDocument', change);
      guesses.changed(change.uri, change.edits);
      context.touch(change.uri);
    },
    closeDocument(uri) {
      engine.notify('closeDocument', { uri });
      history.forget(uri);
      guesses.forget(uri);
      context.forget(uri);
      cursors.delete(uri);
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
      context.dispose();
      engine.dispose();
      indexer.dispose();
      learned.dispose();
    },
  };
}

function placeOf(request: CompletionRequest): SuggestionPlace & { readonly offset: number } {
  const { uri, offset, time } = request;
  return { uri, offset, linePrefix: linePrefix(request), time };
}

function engineSource(engine: Child<EngineMethods>, timeoutMs: () => number): CompletionSource {
  return async function* (request, snippets, signal) {
    const nearPaths = snippets.map((snippet) => snippet.path);
    const { uri, version, offset } = request;
    try {
      const answer = await engine.call(
        'complete',
        { uri, version, offset, nearPaths },
        { timeoutMs: timeoutMs(), signal },
      );
      if (answer !== undefined) yield answer;
    } catch (error) {
      if (error instanceof ChildUnavailable) throw new SourceUnavailable(error.message);
      throw error;
    }
  };
}
