import type { Snippet } from '../context/snippet.ts';
import type { FirstLineLatency } from './first-line-latency.ts';
import { type CompletionSource, type Generated, SourceUnavailable } from './provide-completion.ts';
import type { CompletionRequest } from './request.ts';

export interface FallbackSource {
  readonly source: CompletionSource;
  /** Whether the first source is there and, when it was asked last, was not away: the next answer will be its own. */
  expectsFirst(): boolean;
}

/** When the second source may answer although the first one is there. */
export interface AloneRule {
  readonly latency: FirstLineLatency;
  /** Which model the first source asks; its latency is its own. */
  model(): string;
  /** Milliseconds of real time. */
  now(): number;
  /** Whether this answer of the second source is as good as certain. */
  isSure(request: CompletionRequest, answer: Generated): boolean;
}

/** Nobody is kept waiting for less than this by a first source that has more to say. */
const WORTH_WAITING_MS = 300;

/**
 * Asks the first source while there is one, and the second where there is none, or where it is away. Where the first
 * one's line is more than 300 ms off and the second is sure of its own, the second answers alone; what the first one says
 * then is read to its end, for who keeps its answers, and is not shown. An answer that has begun is never mixed with
 * another one.
 */
export function withFallback(
  first: () => CompletionSource | undefined,
  second: CompletionSource,
  onFirst: (state: 'answered' | SourceUnavailable) => void,
  alone?: AloneRule,
): FallbackSource {
  let away: CompletionSource | undefined;
  /** The last answer that is read although nobody waits for it. */
  let unwanted: AbortController | undefined;

  /** What the first source says, and how long its first line took. */
  async function* timed(
    asked: CompletionSource,
    ...[request, snippets, signal]: Parameters<CompletionSource>
  ): AsyncGenerator<Generated, void> {
    const askedMs = alone?.now() ?? 0;
    const model = alone?.model() ?? '';
    let isTimed = false;
    const took = (): void => {
      if (!isTimed) alone?.latency.took(model, alone.now() - askedMs);
      isTimed = true;
    };
    let text = '';
    let isAnswered = false;
    const answered = (): void => {
      if (isAnswered) return;
      isAnswered = true;
      if (away === asked) away = undefined;
      onFirst('answered');
    };
    for await (const piece of asked(request, snippets, signal)) {
      // Now, because who has enough of it leaves.
      answered();
      text += piece.text;
      if (text.trimStart().includes('\n')) took();
      yield { ...piece, origin: 'model' };
    }
    if (!signal.aborted) took();
    answered();
  }

  /** The second source's answer where it may stand alone, while the first one is asked already. */
  async function answerAlone(
    ...[request, snippets, signal]: Parameters<CompletionSource>
  ): Promise<readonly Generated[] | undefined> {
    const pieces: Generated[] = [];
    try {
      for await (const piece of second(request, snippets, signal)) pieces.push(piece);
    } catch {
      // The first source will answer.
      return undefined;
    }
    const last = pieces.at(-1);
    const text = pieces.map((piece) => piece.text).join('');
    return last !== undefined && alone!.isSure(request, { ...last, text }) ? pieces : undefined;
  }

  function mayBeAlone({ triggerKind }: CompletionRequest, asked: CompletionSource): boolean {
    if (alone === undefined || asked === away || triggerKind !== 'automatic') return false;
    return (alone.latency.expected(alone.model()) ?? 0) > WORTH_WAITING_MS;
  }

  const source: CompletionSource = async function* (
    request: CompletionRequest,
    snippets: readonly Snippet[],
    signal: AbortSignal,
  ) {
    unwanted?.abort('superseded');
    unwanted = undefined;
    const asked = first();
    if (asked !== undefined) {
      let begun = false;
      const stop = new AbortController();
      const isSlow = mayBeAlone(request, asked);
      const answer = timed(asked, request, snippets, isSlow ? AbortSignal.any([signal, stop.signal]) : signal);
      try {
        if (isSlow) {
          // Asked first, so that nothing is lost where the second is not sure.
          const ahead = answer.next();
          ahead.catch(() => {});
          const certain = await answerAlone(request, snippets, signal);
          if (certain !== undefined) {
            unwanted = stop;
            void readOn(ahead, answer);
            yield* certain;
            return;
          }
          const head = await ahead;
          if (head.done === true) return;
          begun = true;
          yield head.value;
        }
        for await (const piece of answer) {
          begun = true;
          yield piece;
        }
        return;
      } catch (error) {
        if (!(error instanceof SourceUnavailable) || signal.aborted) throw error;
        away = asked;
        onFirst(error);
        if (begun) throw error;
      }
    }
    yield* second(request, snippets, signal);
  };
  return {
    source,
    expectsFirst() {
      const next = first();
      return next !== undefined && next !== away;
    },
  };
}

/** To the end: how long it takes is wanted, and whoever is behind it may keep what it says. */
async function readOn(ahead: Promise<IteratorResult<Generated, void>>, rest: AsyncGenerator<Generated, void>) {
  try {
    for (let next = await ahead; next.done !== true; next = await rest.next());
  } catch {
    // The next request will say it, where it is still so.
  }
}
