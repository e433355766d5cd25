import type { Snippet } from '../context/snippet.ts';
import { type CompletionSource, type Generated, SourceUnavailable } from './provide-completion.ts';
import type { CompletionRequest } from './request.ts';

/**
 * Asks the first source while there is one, and the second where there is none, or where it is away. An answer that has
 * begun is never mixed with another one.
 */
export function withFallback(
  first: () => CompletionSource | undefined,
  second: CompletionSource,
  onFirst: (state: 'answered' | SourceUnavailable) => void,
): CompletionSource {
  return async function* (request: CompletionRequest, snippets: readonly Snippet[], signal: AbortSignal) {
    const source = first();
    if (source !== undefined) {
      let begun = false;
      try {
        for await (const piece of source(request, snippets, signal)) {
          begun = true;
          yield { ...piece, origin: 'model' } satisfies Generated;
        }
        onFirst('answered');
        return;
      } catch (error) {
        if (!(error instanceof SourceUnavailable) || signal.aborted) throw error;
        onFirst(error);
        if (begun) throw error;
      }
    }
    yield* second(request, snippets, signal);
  };
}
