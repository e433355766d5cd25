import type { Snippet } from '../context/snippet.ts';
import { type CompletionSource, type Generated, SourceUnavailable } from './provide-completion.ts';
import type { CompletionRequest } from './request.ts';

export interface FallbackSource {
  readonly source: CompletionSource;
  /** Whether the first source is there and, when it was asked last, was not away: the next answer will be its own. */
  expectsFirst(): boolean;
}

/**
 * Asks the first source while there is one, and the second where there is none, or where it is away. An answer that has
 * begun is never mixed with another one.
 */
export function withFallback(
  first: () => CompletionSource | undefined,
  second: CompletionSource,
  onFirst: (state: 'answered' | SourceUnavailable) => void,
): FallbackSource {
  let away: CompletionSource | undefined;
  const answered = (asked: CompletionSource): void => {
    if (away === asked) away = undefined;
    onFirst('answered');
  };
  const source: CompletionSource = async function* (
    request: CompletionRequest,
    snippets: readonly Snippet[],
    signal: AbortSignal,
  ) {
    const asked = first();
    if (asked !== undefined) {
      let begun = false;
      try {
        for await (const piece of asked(request, snippets, signal)) {
          // Now, because who has enough of it leaves.
          if (!begun) answered(asked);
          begun = true;
          yield { ...piece, origin: 'model' } satisfies Generated;
        }
        if (!begun) answered(asked);
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
