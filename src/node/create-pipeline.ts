import type { Clock } from '../core/base/clock.ts';
import { pause } from '../core/base/pause.ts';
import { Lru } from '../core/base/lru.ts';
import type { Answers } from '../core/completion/answers.ts';
import { isBackAgain } from '../core/completion/clean/refuse-unwanted.ts';
import { decideExtent } from '../core/completion/decide-extent.ts';
import { firstLine } from '../core/completion/first-line.ts';
import { followGuesses } from '../core/completion/follow-guesses.ts';
import { placeInput, suggestionInput } from '../core/completion/gate-inputs.ts';
import { createHistory, type History } from '../core/completion/history.ts';
import { createFirstLineLatency } from '../core/completion/first-line-latency.ts';
import { fitAtCursor } from '../core/completion/fit-at-cursor.ts';
import { mendSyntax } from '../core/completion/mend-syntax.ts';
import { placeOf } from '../core/completion/place-of.ts';
import { postProcess } from '../core/completion/post-process.ts';
import type { CompletionPipeline, CompletionSource, SourceUnavailable } from '../core/completion/provide-completion.ts';
import type { CompletionRequest } from '../core/completion/request.ts';
import { createReuse, type Reuse } from '../core/completion/reuse.ts';
import { stopEarly } from '../core/completion/stop-early.ts';
import { refuseTrigger } from '../core/completion/trigger.ts';
import { withFallback } from '../core/completion/with-fallback.ts';
import type { Certainty } from '../core/gate/certainty.ts';
import type { DecisionRecord } from '../core/gate/decision-record.ts';
import { delayFor } from '../core/gate/delay.ts';
import { createGate } from '../core/gate/gate.ts';
import type { AnswerEvent, GuessEvent } from '../core/gate/learn.ts';
import { keyOf } from '../core/gate/learned-state.ts';
import { decisionParameters } from '../core/gate/mode.ts';
import type { Circumstances } from '../core/gate/personal-offset.ts';
import { beginnings, bestBound } from '../core/gate/token-bound.ts';
import { shippedWeights } from '../core/gate/weights.ts';
import type { Settings } from '../core/settings/settings.ts';
import { createDocumentContext, type DocumentContext } from './document-context.ts';
import { engineSource } from './engine-source.ts';
import { engineSyntax } from './engine-syntax.ts';
import { createGateStore, type GateStore } from './gate-store.ts';
import { indexedNames } from './indexed-names.ts';
import { isInside } from './is-inside.ts';
import type { ChangeDocumentParams } from './protocol.ts';
import { type Children, type ChildrenOptions, startChildren } from './start-children.ts';
import { systemClock } from './system-clock.ts';

/** What every face of the product (extension, command line, bench) builds on: the pipeline and what feeds it. */
export interface Sotto extends Children {
  readonly pipeline: CompletionPipeline;
  readonly history: History;
  readonly reuse: Reuse;
  readonly context: DocumentContext;
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
  changeDocument(change: ChangeDocumentParams): void;
  closeDocument(uri: string): void;
}

export interface SottoOptions extends ChildrenOptions {
  /** File that the gate keeps what it learns in, the person's own; without one it forgets at the end. */
  readonly gateFile?: string;
  settings(): Settings;
  snoozedUntil(): number | undefined;
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
}

/** Milliseconds of real time. */
export interface Timeouts {
  readonly engineMs: number;
  readonly syntaxMs: number;
  readonly namesMs: number;
  readonly contextMs: number;
}

export const keystrokeTimeouts: Timeouts = {
  /** An answer after this is not worth waiting for; a busy engine must not hold up IntelliSense. */
  engineMs: 150,
  /** A tree knows better than tokens, but a keystroke does not wait for it longer than this. */
  syntaxMs: 20,
  /** Asked at the same time. */
  namesMs: 20,
  /** The context may be asked while the indexer is busy with a large file: it is not waited for on any keystroke. */
  contextMs: 5_000,
};

/** So long a first whole line waits for the next ones: reading it takes longer. */
const NEXT_LINES_MS = 250;
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
  const modelAnswers = followGuesses<Omit<AnswerEvent, 'agreed' | 'time'>>((answer, _isRight, agreed) =>
    queueMicrotask(() => learned.learnAnswer({ ...answer, agreed, time: wallTime() })),
  );
  const judged = new WeakMap<DecisionRecord, Circumstances>();
  const awaited = new Lru<number, DecisionRecord & Circumstances>(AWAITED_OUTCOMES);
  let lastId = 0;

  const children = startChildren({
    ...options,
    onIndexed(notice) {
      void context.refreshAll();
      options.onIndexed?.(notice);
    },
  });
  const { engine, indexer } = children;
  const context = createDocumentContext({
    engine,
    indexer,
    hasIndex: () => children.indexActivity().last !== undefined,
    documents: () => options.documents(),
    timeoutMs: timeouts.contextMs,
    draftMs: timeouts.engineMs,
    after,
    now: options.now,
  });

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
    collectContext: (request) => Promise.resolve(context.at(request)),
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
    findInvented: indexedNames(indexer, { documents: () => options.documents(), timeoutMs: () => timeouts.namesMs }),
    likelyLength(request, { insertText, tokens }) {
      const { model } = circumstances(request, 'model');
      const lengths = beginnings(insertText, tokens);
      const line = firstLine(insertText);
      const inLine = lengths.map((length) => Math.min(length, line.length));
      const { uri, offset } = request;
      modelAnswers.guessed({ uri, offset, insertText: line }, { model, lengths: inLine });
      return lengths[bestBound(learned.state().tokenBounds[keyOf(model)])]!;
    },
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
    ...children,
    pipeline,
    history,
    reuse,
    context,
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
      children.openDocument(document);
      context.touch(document.uri);
    },
    changeDocument(change) {
      engine.notify('changeDocument', change);
      guesses.changed(change.uri, change.edits);
      modelAnswers.changed(change.uri, change.edits);
      context.changed(change.uri, change.edits);
      context.touch(change.uri);
    },
    closeDocument(uri) {
      engine.notify('closeDocument', { uri });
      history.forget(uri);
      guesses.forget(uri);
      modelAnswers.forget(uri);
      context.forget(uri);
    },
    dispose() {
      context.dispose();
      children.dispose();
      learned.dispose();
    },
  };
}
