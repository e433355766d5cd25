import { cleaningAt, type Limits, type Step } from './clean/cleaning.ts';
import { cutAtSpecialToken } from './clean/cut-at-special-token.ts';
import { cutEndlessRun } from './clean/cut-endless-run.ts';
import { cutRepetition } from './clean/cut-repetition.ts';
import { dropEcho } from './clean/drop-echo.ts';
import { dropReasoning } from './clean/drop-reasoning.ts';
import { dropTalk } from './clean/drop-talk.ts';
import { closesDefinition, endWithBlock } from './clean/end-with-block.ts';
import { fitBeginning } from './clean/fit-beginning.ts';
import { statementEnd } from './clean/statement-end.ts';
import { stopBeforeSuffix } from './clean/stop-before-suffix.ts';
import { takeOutOfFence } from './clean/take-out-of-fence.ts';
import type { CompletionRequest } from './request.ts';

const FORM: readonly Step[] = [dropReasoning, cutAtSpecialToken, takeOutOfFence, dropTalk, dropEcho, fitBeginning];
const ENDS: readonly Step[] = [stopBeforeSuffix, endWithBlock, cutEndlessRun, cutRepetition];

/**
 * Tells of a growing text whether more of it would be thrown away: the line has ended, the block has closed, the lines below
 * begin, or it repeats itself. Looks at whole lines alone, so at most one line is read past the end.
 */
export function stopEarly(request: CompletionRequest, limits: Limits): (generated: string) => boolean {
  const at = cleaningAt(request, limits);
  let looked = 0;
  return (generated) => {
    const end = generated.lastIndexOf('\n');
    if (end <= looked) return false;
    looked = end;
    const written = run(FORM, generated.slice(0, end).replaceAll('\r', ''));
    if (written === undefined || written.trim() === '') return false;
    if (at.extent === 'line') return true;
    if (at.extent === 'statement' && statementEnd(written, at).isOver) return true;
    if (closesDefinition(written, at)) return true;
    const kept = run(ENDS, written);
    return kept === undefined || kept.trimEnd().length < written.trimEnd().length;
  };

  /** `undefined` where a step leaves nothing. */
  function run(steps: readonly Step[], text: string): string | undefined {
    let left = text;
    for (const step of steps) {
      const next = step(left, at);
      if (typeof next !== 'string') return undefined;
      left = next;
    }
    return left;
  }
}
