import { type CompletionSource, SourceUnavailable } from '../core/completion/provide-completion.ts';
import { ChildUnavailable } from './calls.ts';
import type { Child } from './child.ts';
import type { EngineMethods } from './protocol.ts';

/** The embedded engine as one of the sources of completions. */
export function engineSource(engine: Child<EngineMethods>, timeoutMs: () => number): CompletionSource {
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
