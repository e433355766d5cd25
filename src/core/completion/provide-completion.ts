import type { Snippet } from '../context/snippet.ts';
import type { Verdict } from '../gate/gate.ts';
import type { GeneratedText } from './post-process.ts';
import type { CompletionRequest } from './request.ts';
import type { CompletionResult, NothingReason, PostProcessed, StageTimings } from './result.ts';
import type { Reused } from './reuse.ts';

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
  /** `engine` where nothing is said. */
  readonly origin?: 'engine' | 'model';
}

/** Thrown by a source that cannot answer now; anything else it throws is a fault. */
export class SourceUnavailable extends Error {}

/** The parts, as arguments: a test or a bench replaces one by spreading, `{ ...pipeline, gate: openGate }`. */
export interface CompletionPipeline {
  refuseTrigger(request: CompletionRequest): NothingReason | undefined;
  findReuse(request: CompletionRequest): Reused | undefined;
  remember(request: CompletionRequest, insertText: string): void;
  gateBeforeRequest(request: CompletionRequest): Verdict;
  collectContext(request: CompletionRequest, signal: AbortSignal): Promise<readonly Snippet[]>;
  readonly source: CompletionSource;
  /** Below it a source that knows its own confidence shows nothing. */
  readonly minimumConfidence: number;
  postProcess(generated: GeneratedText, request: CompletionRequest): PostProcessed;
  /** The last part of post-processing alone, for text that has been through the rest: what stands around the cursor. */
  fitAtCursor(insertText: string, request: CompletionRequest): PostProcessed;
  /** Whether a file that parsed would no longer; waits no longer than a keystroke can bear. */
  breaksSyntax(insertText: string, replaceSuffix: number, request: CompletionRequest): Promise<boolean>;
  gateBeforeShow(request: CompletionRequest, insertText: string): Verdict;
  newId(): number;
  /** Milliseconds of any clock that runs forward. */
  now(): number;
}

/**
 * keystroke → trigger → reuse → gate 1 → context → source → post-process → gate 2 → suggestion.
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
  const nothing = (reason: NothingReason, detail?: string): CompletionResult => {
    timings.total = pipeline.now() - started;
    return { kind: 'nothing', reason, timings, ...(detail === undefined ? {} : { detail }) };
  };

  const refusal = pipeline.refuseTrigger(request);
  if (refusal !== undefined) return nothing(refusal);

  const reused = pipeline.findReuse(request);
  if (reused !== undefined) {
    const fitted = pipeline.fitAtCursor(reused.insertText, request);
    if (fitted.kind === 'text') {
      timings.total = pipeline.now() - started;
      const suggestion = {
        id: pipeline.newId(),
        insertText: fitted.insertText,
        replaceSuffix: fitted.replaceSuffix,
        origin: 'reused',
        confidence: undefined,
        accept: { before: undefined, show: undefined },
      } as const;
      return { kind: 'suggestion', suggestion, timings };
    }
  }

  const before = pipeline.gateBeforeRequest(request);
  if (!before.pass && !invoked) return nothing('gated-before-request', percent(before));

  let generated = '';
  let confidence: number | undefined;
  let endsLine: boolean | undefined;
  let origin: 'engine' | 'model' = 'engine';
  try {
    const snippets = await pipeline.collectContext(request, signal);
    timings.context = pipeline.now() - started;
    for await (const piece of pipeline.source(request, snippets, signal)) {
      generated += piece.text;
      confidence = piece.confidence ?? confidence;
      endsLine = piece.endsLine ?? endsLine;
      origin = piece.origin ?? origin;
    }
  } catch (error) {
    if (signal.aborted) return nothing(movedOn(signal));
    // A newer request for the same document took its place.
    if (error === 'superseded') return nothing('superseded');
    if (error instanceof SourceUnavailable) return nothing('source-unavailable', error.message);
    return nothing('source-failed', error instanceof Error ? error.message : String(error));
  }
  timings.source = pipeline.now() - started - (timings.context ?? 0);
  if (signal.aborted) return nothing(movedOn(signal));
  if (generated === '') return nothing('no-guess');
  if (confidence !== undefined && confidence < pipeline.minimumConfidence && !invoked) {
    return nothing(
      'unsure',
      `${(confidence * 100).toFixed(0)} % sure, ${(pipeline.minimumConfidence * 100).toFixed(0)} % needed`,
    );
  }

  const processed = pipeline.postProcess({ text: generated, endsLine }, request);
  if (processed.kind === 'nothing') return nothing(processed.reason);

  if (await pipeline.breaksSyntax(processed.insertText, processed.replaceSuffix, request))
    return nothing('breaks-syntax');
  if (signal.aborted) return nothing(movedOn(signal));

  const show = pipeline.gateBeforeShow(request, processed.insertText);
  if (!show.pass && !invoked) return nothing('gated-before-show', percent(show));

  pipeline.remember(request, processed.insertText);
  timings.total = pipeline.now() - started;
  return {
    kind: 'suggestion',
    suggestion: {
      id: pipeline.newId(),
      insertText: processed.insertText,
      replaceSuffix: processed.replaceSuffix,
      origin,
      confidence,
      accept: { before: before.probability, show: show.probability },
    },
    timings,
  };
}

function movedOn(signal: AbortSignal): NothingReason {
  return signal.reason === 'deadline' ? 'deadline' : 'superseded';
}

function percent({ probability, threshold, contributions }: Verdict): string {
  const moved = contributions.slice(0, 3).map(({ name, logit }) => `${name} ${logit < 0 ? '−' : '+'}`);
  return `${(probability * 100).toFixed(0)} % likely to be taken, ${(threshold * 100).toFixed(0)} % needed; ${moved.join(', ')}`;
}
