import { lexerSyntax } from '../core/syntax/lexer-syntax.ts';
import type { SyntaxPort } from '../core/syntax/syntax-port.ts';
import type { Child } from './child.ts';
import type { EngineMethods } from './protocol.ts';

/** Answered from the engine process's trees in time, or from tokens. */
export function engineSyntax(engine: Child<EngineMethods>, timeoutMs: () => number): SyntaxPort {
  return {
    async firstSound(question) {
      const budgetMs = timeoutMs();
      const answer = await engine
        .call('firstSound', { ...question, budgetMs }, { timeoutMs: budgetMs })
        .catch(() => undefined);
      return answer ?? lexerSyntax.firstSound(question);
    },
  };
}
