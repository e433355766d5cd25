import { Lru } from '../base/lru.ts';
import { languageSyntax } from '../syntax/languages.ts';
import { type CompletionPipeline, provideCompletion } from './provide-completion.ts';
import type { CompletionRequest } from './request.ts';
import type { CompletionResult, Suggestion } from './result.ts';

/** Several suggestions for who asked, best first; an editor lets him go through them. */
export interface Candidates {
  /**
   * As `provideCompletion`, with up to two other suggestions. They may take somewhat longer than the first; what comes
   * later still is there when the editor asks again at the same place, which it does when the person asks for the next one.
   */
  provide(pipeline: CompletionPipeline, request: CompletionRequest, signal: AbortSignal): Promise<CandidatesResult>;
}

export interface CandidatesResult {
  /** Of the best one, or why there is none. */
  readonly result: CompletionResult;
  readonly others: readonly Suggestion[];
}

interface Candidate {
  readonly suggestion: Suggestion;
  /** Mean of the answer's tokens; `undefined` where no probabilities were told. */
  readonly logProbability: number | undefined;
}

interface Asked {
  readonly found: Candidate[];
  readonly all: Promise<unknown>;
}

const VARIATIONS = [1, 2] as const;

/** So much longer than for the first suggestion who asked waits for others. */
const OTHERS_WITHIN_MS = 400;

const PLACES = 8;

export function createCandidates(): Candidates {
  const asked = new Lru<string, Asked>(PLACES);

  function askOthers(pipeline: CompletionPipeline, request: CompletionRequest): Asked {
    const key = `${request.uri}\0${request.version}\0${request.offset}`;
    const known = asked.get(key);
    if (known !== undefined) return known;
    const found: Candidate[] = [];
    // They outlive the call: the person may ask for the next one in a moment.
    const { signal } = new AbortController();
    const all = Promise.all(
      VARIATIONS.map(async (variation) => {
        const candidate = await ask(pipeline, { ...request, variation }, signal);
        if (candidate.logged !== undefined) found.push(candidate.logged);
      }),
    ).catch(() => undefined);
    const now = { found, all };
    asked.set(key, now);
    return now;
  }

  return {
    async provide(pipeline, request, signal) {
      const { result, logged: first } = await ask(pipeline, request, signal);
      if (first === undefined || signal.aborted) return { result, others: [] };
      const { found, all } = askOthers(pipeline, request);
      await Promise.race([all, pipeline.wait(OTHERS_WITHIN_MS, signal)]);
      const [best, ...others] = rankCandidates([first, ...found], request).map(({ suggestion }) => suggestion);
      return { result: { kind: 'suggestion', suggestion: best!, timings: result.timings }, others };
    },
  };
}

async function ask(pipeline: CompletionPipeline, request: CompletionRequest, signal: AbortSignal) {
  let sum = 0;
  let tokens = 0;
  const isOther = request.variation !== undefined;
  const listening: CompletionPipeline = {
    ...pipeline,
    ...(isOther ? { findReuse: () => undefined, remember: () => {} } : {}),
    async *source(...args) {
      for await (const piece of pipeline.source(...args)) {
        for (const value of piece.logProbabilities ?? []) sum += value;
        tokens += piece.logProbabilities?.length ?? 0;
        yield piece;
      }
    },
  };
  const result = await provideCompletion(listening, request, signal);
  const logProbability = tokens === 0 ? undefined : sum / tokens;
  const logged = result.kind === 'suggestion' ? { suggestion: result.suggestion, logProbability } : undefined;
  return { result, logged };
}

/**
 * Best first, each text once. What breaks the syntax is no candidate; of the others those that use the fewest names that
 * stand nowhere near come first, then, in steps, the likelier, then those whose first line others have, too.
 */
export function rankCandidates(
  candidates: readonly Candidate[],
  request: Pick<CompletionRequest, 'before' | 'after' | 'languageId'>,
): readonly Candidate[] {
  const text = ({ suggestion }: Candidate) => suggestion.insertText.trim();
  const different = candidates.filter(
    (one, index) => candidates.findIndex((other) => text(other) === text(one)) === index,
  );
  const known = new Set([...namesIn(request.before + request.after), ...languageSyntax(request.languageId).keywords]);
  const firstLine = (one: Candidate) => text(one).split('\n')[0];
  const ranked = different.map((candidate) => ({
    candidate,
    strange: new Set(namesIn(text(candidate)).filter((name) => !known.has(name))).size,
    // Closer than this is no difference.
    likely: Math.round((candidate.logProbability ?? 0) / 0.2),
    agreeing: candidates.filter((other) => firstLine(other) === firstLine(candidate)).length,
  }));
  return ranked
    .toSorted((a, b) => a.strange - b.strange || b.likely - a.likely || b.agreeing - a.agreeing)
    .map(({ candidate }) => candidate);
}

function namesIn(text: string): readonly string[] {
  return text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
}
