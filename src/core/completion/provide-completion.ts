import type { Snippet } from '../context/snippet.ts';
import type { DecisionRecord } from '../gate/decision-record.ts';
import type { Delay } from '../gate/delay.ts';
import { explainVerdict } from '../gate/explain-verdict.ts';
import type { ShowVerdict, Verdict } from '../gate/gate.ts';
import { type TokenProbability, tokensOfPiece } from '../gate/log-probabilities.ts';
import { cutUnlikely, type Said } from './cut-unlikely.ts';
import { firstLine } from './first-line.ts';
import { gather } from './gather.ts';
import { mendAnswer } from './mend-answer.ts';
import type { GeneratedText } from './post-process.ts';
import type { CompletionRequest } from './request.ts';
import type { CompletionResult, NothingReason, PostProcessed, ProcessedText, StageTimings } from './result.ts';
import type { Reused } from './reuse.ts';
import { wholeOrSurer } from './whole-or-surer.ts';

/** Where text comes from: the embedded engine, or a model behind a server. */
export type CompletionSource = (
  request: CompletionRequest,
  snippets: readonly Snippet[],
  signal: AbortSignal,
) => AsyncIterable<Generated>;

/** A piece of generated text; what the source knows about its quality comes with the piece it is known at. */
export interface Generated {
  readonly text: string;
  /** Calibrated probability that the whole text so far is right, where the source has one. */
  readonly confidence?: number;
  /** The source says that the line ends here. */
  readonly endsLine?: boolean;
  /** A beginning of the whole text that is surer, and leaves its line unfinished: for where the whole is held back. */
  readonly surer?: { readonly text: string; readonly confidence: number };
  /** Why a model stopped, with its last piece: `stop` where it had said what it had to say. */
  readonly finish?: string;
  /** `engine` where nothing is said. */
  readonly origin?: 'engine' | 'model';
  /** Natural logarithms, one a token of `text`, where a server sends them. */
  readonly logProbabilities?: readonly number[];
}

/** What stage 2 judges. */
export interface Answer {
  readonly insertText: string;
  readonly origin: 'engine' | 'model';
  readonly confidence: number | undefined;
  /** Of the whole answer, of which `insertText` is the beginning; none where no probabilities were sent. */
  readonly tokens: readonly TokenProbability[];
}

/** Thrown by a source that cannot answer now; anything else it throws is a fault. */
export class SourceUnavailable extends Error {}

/** The parts, as arguments: a test or a bench replaces one by spreading, `{ ...pipeline, mendSyntax: asItIs }`. */
export interface CompletionPipeline {
  refuseTrigger(request: CompletionRequest): NothingReason | undefined;
  findReuse(request: CompletionRequest): Reused | undefined;
  remember(request: CompletionRequest, insertText: string): void;
  gateBeforeRequest(request: CompletionRequest): Verdict;
  collectContext(request: CompletionRequest, signal: AbortSignal): Promise<readonly Snippet[]>;
  readonly source: CompletionSource;
  /** Whether what was generated so far is enough; then the source is left, and stops. */
  stopEarly(request: CompletionRequest): (generated: string) => boolean;
  postProcess(generated: GeneratedText, request: CompletionRequest): PostProcessed;
  /** The last part of post-processing alone, for text that has been through the rest: what stands around the cursor. */
  fitAtCursor(insertText: string, request: CompletionRequest): PostProcessed;
  /** As in `mendSyntax`; waits no longer than a keystroke can bear. */
  mendSyntax(processed: ProcessedText, isWhole: boolean, request: CompletionRequest): Promise<PostProcessed>;
  /** Where in the text the first name begins that nobody has, as in `inventedNames`; waits no longer than that, either. */
  findInvented(processed: ProcessedText, request: CompletionRequest): Promise<number | undefined>;
  /** How much of a model's answer, in UTF-16 units, is not behind a token that the model itself thought too unlikely. */
  likelyLength(request: CompletionRequest, answer: Pick<Answer, 'insertText' | 'tokens'>): number;
  gateBeforeShow(request: CompletionRequest, answer: Answer): ShowVerdict;
  /** Numbers a suggestion; `record` is what the gate wants to know again when there is an outcome. */
  newId(record: DecisionRecord | undefined): number;
  /** By how likely acceptance is: when to ask, and when to show at the earliest. */
  delay(probability: number, request: CompletionRequest): Delay;
  /** Resolves when a first whole line has waited long enough for the next ones. */
  grace(signal: AbortSignal): Promise<void>;
  /** Ends early, without complaint, when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds of any clock that runs forward. */
  now(): number;
}

type Nothing = Extract<CompletionResult, { kind: 'nothing' }>;

/**
 * keystroke → trigger → reuse → gate 1 → context → source → post-process → gate 2 → syntax → suggestion.
 * Holds no state. Every way to nothing has its reason; an aborted signal ends in one, too. What a person explicitly asks
 * for is always shown, if there is anything to show.
 */
export async function provideCompletion(
  pipeline: CompletionPipeline,
  request: CompletionRequest,
  signal: AbortSignal,
): Promise<CompletionResult> {
  const started = pipeline.now();
  const invoked = request.triggerKind === 'invoked';
  const timings: { -readonly [Stage in keyof StageTimings]: StageTimings[Stage] } = {};
  const nothing = (reason: NothingReason, more: Partial<Nothing> = {}): CompletionResult => {
    timings.total = pipeline.now() - started;
    return { kind: 'nothing', reason, timings, ...more };
  };
  /** What is asked for waits for nothing but its answer. */
  const waitUntil = async (sinceStartMs: number): Promise<void> => {
    const rest = sinceStartMs - (pipeline.now() - started);
    if (!invoked && rest > 0) await pipeline.wait(rest, signal);
  };

  const refusal = pipeline.refuseTrigger(request);
  if (refusal !== undefined) return nothing(refusal);

  const reused = pipeline.findReuse(request);
  if (reused !== undefined) {
    const fitted = pipeline.fitAtCursor(reused.insertText, request);
    if (fitted.kind === 'text') {
      timings.total = pipeline.now() - started;
      const suggestion = {
        id: pipeline.newId(undefined),
        insertText: fitted.insertText,
        replaceSuffix: fitted.replaceSuffix,
        origin: 'reused',
        confidence: undefined,
        accept: { before: undefined, show: undefined },
        why: undefined,
      } as const;
      return { kind: 'suggestion', suggestion, timings };
    }
  }

  const before = pipeline.gateBeforeRequest(request);
  if (!before.pass && !invoked) return nothing('gated-before-request', { why: explainVerdict(before) });
  await waitUntil(pipeline.delay(before.probability, request).askAfterMs);
  if (signal.aborted) return nothing(movedOn(signal));

  let generated = '';
  let confidence: number | undefined;
  let endsLine: boolean | undefined;
  let surer: Generated['surer'];
  let finish: string | undefined;
  let origin: 'engine' | 'model' = 'engine';
  const tokens: TokenProbability[] = [];
  let snippets: readonly Snippet[] = [];
  try {
    snippets = await pipeline.collectContext(request, signal);
    timings.context = pipeline.now() - started;
    await gather(
      (left) => pipeline.source(request, snippets, left),
      {
        isComplete: pipeline.stopEarly(request),
        // Who asks waits for all of it.
        grace: invoked ? () => new Promise(() => {}) : pipeline.grace,
        onPiece(piece) {
          generated += piece.text;
          confidence = piece.confidence ?? confidence;
          endsLine = piece.endsLine ?? endsLine;
          surer = piece.surer ?? surer;
          finish = piece.finish ?? finish;
          origin = piece.origin ?? origin;
          if (piece.logProbabilities?.length) tokens.push(...tokensOfPiece(piece.text, piece.logProbabilities));
        },
      },
      signal,
    );
  } catch (error) {
    if (signal.aborted) return nothing(movedOn(signal));
    // A newer request for the same document took its place.
    if (error === 'superseded') return nothing('superseded');
    if (error instanceof SourceUnavailable) return nothing('source-unavailable', { detail: error.message });
    return nothing('source-failed', { detail: error instanceof Error ? error.message : String(error) });
  }
  timings.source = pipeline.now() - started - (timings.context ?? 0);
  // What is there is looked at to the end, though the time is up: the editor waits a little longer than the deadline is.
  const isLeft = (): boolean => signal.aborted && movedOn(signal) !== 'deadline';
  if (isLeft()) return nothing(movedOn(signal));
  if (generated === '') return nothing('no-guess');

  const answer: GeneratedText = { text: generated, endsLine };
  const whole = pipeline.postProcess(answer, request);
  if (whole.kind === 'nothing') return nothing(whole.reason);
  const all: Said = { generated: answer, processed: whole };
  // Models alone send what they think of each token.
  const said = !invoked ? cutUnlikely(pipeline, all, tokens, request) : all;
  const beginning = surer && pipeline.postProcess({ text: surer.text, endsLine: false }, request);
  const mended = (text: ProcessedText): Promise<PostProcessed> => {
    // The engine says of each guess whether its line ends; a model that a limit stopped does not know.
    const isKnownEnd = said.generated.endsLine !== undefined;
    const isWhole = isKnownEnd || (said === all && (finish === 'stop' || isCutAtLineEnd(generated, text.insertText)));
    const isCut = said === all && finish === 'length';
    const isNamed = (name: string): boolean => snippets.some((snippet) => snippet.text.includes(name));
    return mendAnswer(pipeline, text, { origin, isWhole, isCut, isNamed }, request);
  };

  const { guess, verdict: show } = wholeOrSurer(
    { text: said.processed, confidence },
    beginning?.kind === 'text' && !invoked ? { text: beginning, confidence: surer?.confidence } : undefined,
    ({ text: { insertText }, ...sure }) => pipeline.gateBeforeShow(request, { insertText, origin, ...sure, tokens }),
  );
  let processed: PostProcessed = guess.text;
  if (!show.pass && !invoked) {
    // A sign that leads to nothing when the suggestion is asked for would be worse than none.
    const isWorthASign = show.nearBound && (await mended(processed)).kind === 'text';
    if (isLeft()) return nothing(movedOn(signal));
    return nothing(origin === 'engine' && confidence !== undefined ? 'unsure' : 'gated-before-show', {
      why: explainVerdict(show),
      ...(isWorthASign ? { hidden: pipeline.newId(show.record) } : {}),
    });
  }
  if (show.extent === 'first-line' && !invoked) {
    // From the beginning: what it may replace right of the cursor was found for all of its lines.
    processed = pipeline.postProcess({ text: firstLine(said.generated.text), endsLine: true }, request);
    if (processed.kind === 'nothing') return nothing(processed.reason);
  }

  const fit = await mended(processed);
  if (fit.kind === 'nothing') return nothing(fit.reason);
  await waitUntil(pipeline.delay(show.probability, request).showAfterMs);
  if (isLeft()) return nothing(movedOn(signal));

  pipeline.remember(request, fit.insertText);
  timings.total = pipeline.now() - started;
  return {
    kind: 'suggestion',
    suggestion: {
      // What is asked for is shown whatever the gate says: its outcome tells nothing about the gate.
      id: pipeline.newId(invoked ? undefined : show.record),
      insertText: fit.insertText,
      replaceSuffix: fit.replaceSuffix,
      origin,
      confidence: guess.confidence,
      accept: { before: before.probability, show: show.probability },
      why: explainVerdict(show),
      ...(said === all ? {} : { isCutUnlikely: true }),
    },
    timings,
  };
}

/** Shorter than what was generated, up to a line end of it. */
function isCutAtLineEnd(generated: string, insertText: string): boolean {
  const at = generated.indexOf(insertText);
  return at >= 0 && /^[ \t]*\r?\n/.test(generated.slice(at + insertText.length));
}

function movedOn(signal: AbortSignal): NothingReason {
  return signal.reason === 'deadline' ? 'deadline' : 'superseded';
}
