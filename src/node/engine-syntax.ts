import { lexerSyntax } from '../core/syntax/lexer-syntax.ts';
import type { SyntaxPort } from '../core/syntax/syntax-port.ts';
import type { Child } from './child.ts';
import type { EngineMethods } from './protocol.ts';

/** Answered from the engine process's trees in time, or from tokens. */
export function engineSyntax(engine: Child<EngineMethods>, timeoutMs: () => number): SyntaxPort {
  return {
    async errorDelta(edit, languageId) {
      const budgetMs = timeoutMs();
      const answer = await engine
        .call('errorDelta', { ...edit, languageId, budgetMs }, { timeoutMs: budgetMs })
        .catch(() => undefined);
      return answer ?? lexerSyntax.errorDelta(edit, languageId);
    },
    blockEnd: lexerSyntax.blockEnd,
  };
}
