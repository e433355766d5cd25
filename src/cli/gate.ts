import { parseArgs } from 'node:util';
import { explainReason } from '../core/completion/explain.ts';
import { type Answer, type CompletionPipeline, provideCompletion } from '../core/completion/provide-completion.ts';
import type { CompletionRequest } from '../core/completion/request.ts';
import type { CompletionResult } from '../core/completion/result.ts';
import { inWords } from '../core/gate/explain-verdict.ts';
import type { ShowVerdict, Verdict } from '../core/gate/gate.ts';
import { atPlace } from './at-place.ts';
import { UsageError } from './usage-error.ts';

/**
 * `sotto gate explain FILE:LINE:COL`: asks as while typing, and says what both stages of the gate made of it. For who has
 * just begun: nothing shown, typed or learned before. Exit code 0 where a suggestion would be shown, 1 where none.
 */
export async function gate(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [verb, place] = positionals;
  if (verb !== 'explain' || place === undefined || positionals.length > 2)
    throw new UsageError('gate takes explain and one FILE[:LINE[:COLUMN]]');
  const judged = await atPlace(place, 'automatic', (sotto, request) => judge(sotto.pipeline, request));
  if (values.json) console.log(JSON.stringify(asJson(judged)));
  else for (const line of asLines(judged)) console.log(line);
  return judged.result.kind === 'suggestion' ? 0 : 1;
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

interface Judged {
  readonly result: CompletionResult;
  /** `undefined` where a stage was not reached. */
  readonly before: Verdict | undefined;
  readonly show: ShowVerdict | undefined;
  /** What stage 2 judged. */
  readonly answer: Answer | undefined;
  /** Milliseconds after a keystroke before which it would not be shown. */
  readonly showAfterMs: number | undefined;
}

async function judge(pipeline: CompletionPipeline, request: CompletionRequest): Promise<Judged> {
  let before: Verdict | undefined;
  let show: ShowVerdict | undefined;
  let answer: Answer | undefined;
  const watched: CompletionPipeline = {
    ...pipeline,
    gateBeforeRequest: (asked) => (before = pipeline.gateBeforeRequest(asked)),
    gateBeforeShow(asked, judged) {
      answer = judged;
      return (show = pipeline.gateBeforeShow(asked, judged));
    },
  };
  const result = await provideCompletion(watched, request, AbortSignal.timeout(10_000));
  return { result, before, show, answer, showAfterMs: show && pipeline.delay(show.probability, request).showAfterMs };
}

function asJson({ result, before, show, answer, showAfterMs }: Judged): unknown {
  return {
    shown: result.kind === 'suggestion' ? result.suggestion.insertText : undefined,
    reason: result.kind === 'nothing' ? result.reason : undefined,
    answer: answer && { insertText: answer.insertText, origin: answer.origin, confidence: answer.confidence },
    beforeRequest: before && stage(before),
    beforeShow: show && { ...stage(show), extent: show.extent, nearBound: show.nearBound },
    showAfterMs,
  };
}

function stage({ pass, probability, bound, contributions }: Verdict) {
  return {
    pass,
    probability,
    bound,
    contributions: contributions.map((contribution) => ({ ...contribution, words: inWords(contribution) })),
  };
}

function* asLines({ result, before, show, answer, showAfterMs }: Judged): Generator<string> {
  if (answer !== undefined) {
    const sure = answer.confidence === undefined ? '' : `, ${percent(answer.confidence)} sure`;
    yield `The ${answer.origin}${sure}, says: ${answer.insertText}`;
    yield '';
  }
  if (before !== undefined) yield* stageLines('Before asking', before);
  if (show !== undefined) yield* stageLines('Before showing', show);
  if (result.kind === 'nothing') yield `Nothing is shown: ${explainReason(result.reason)}`;
  else yield `Shown${showAfterMs === 0 ? ' at once' : ` after ${showAfterMs} ms`}: ${result.suggestion.insertText}`;
}

function* stageLines(title: string, { pass, probability, bound, contributions }: Verdict): Generator<string> {
  yield `${title}: ${percent(probability)} likely to be taken, ${percent(bound)} needed: ${pass ? 'passes' : 'does not pass'}`;
  for (const contribution of contributions) {
    const { name, value, logit } = contribution;
    const sign = logit < 0 ? '−' : '+';
    yield `  ${sign}${Math.abs(logit).toFixed(2)}  ${inWords(contribution)} (${name} ${Number(value.toFixed(2))})`;
  }
  yield '';
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
