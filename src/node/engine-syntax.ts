import { lexerSyntax } from '../core/syntax/lexer-syntax.ts';
import type { SyntaxPort } from '../core/syntax/syntax-port.ts';
import type { Child } from './child.ts';
import type { EngineMethods } from './protocol.ts';

/** A tree knows better, but a keystroke does not wait for it longer than this. */
const TREE_TIMEOUT_MS = 20;

/** Answered from the engine process's trees in time, or from tokens. */
export function engineSyntax(engine: Child<EngineMethods>): SyntaxPort {
  return {
    async errorDelta(edit, languageId) {
      const answer = await engine
        .call('errorDelta', { ...edit, languageId }, { timeoutMs: TREE_TIMEOUT_MS })
        .catch(() => undefined);
      return answer ?? lexerSyntax.errorDelta(edit, languageId);
    },
    blockEnd: lexerSyntax.blockEnd,
  };
}
