import { describe, expect, test } from 'vitest';
import { isAnswerComplete } from '../../../src/core/completion/answer-complete.ts';
import { gather } from '../../../src/core/completion/gather.ts';
import { requestAt } from '../../support/cursor.ts';

async function gathered(
  pieces: readonly string[],
  options: { until?: (text: string) => boolean; graceAfter?: number },
) {
  let text = '';
  let opened: AbortSignal | undefined;
  let said = 0;
  const grace = Promise.withResolvers<void>();
  const how = await gather(
    async function* (signal) {
      opened = signal;
      for (const piece of pieces) {
        if (said === options.graceAfter) {
          grace.resolve();
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        }
        said++;
        yield { text: piece };
      }
    },
    {
      isComplete: options.until ?? (() => false),
      grace: () => grace.promise,
      onPiece: (piece) => (text += piece.text),
    },
    new AbortController().signal,
  );
  return { text, how, isLeft: opened?.aborted };
}

describe('one call waits', () => {
  test('for the whole answer', async () =>
    expect(await gathered(['a', 'b'], {})).toMatchObject({ text: 'ab', how: 'whole' }));
  test('until it is complete, and leaves', async () =>
    expect(await gathered(['a', 'b\n', 'c'], { until: (text) => text.includes('\n') })).toEqual({
      text: 'ab\n',
      how: 'beginning',
      isLeft: true,
    }));
  test('a while for further lines once there is one', async () =>
    expect(await gathered(['if (a) {\n', '  b();\n', 'never'], { graceAfter: 2 })).toEqual({
      text: 'if (a) {\n  b();\n',
      how: 'beginning',
      isLeft: true,
    }));
});

describe('an answer is complete', () => {
  test.for([
    ['with its line, where code follows the cursor', 'f(█ + 1)', 'a)\nb', true],
    ['not within its line', 'f(█ + 1)', 'a', false],
    ['not with blanks alone', 'f(█ + 1)', '\n  ', false],
    ['with the block that it opens', 'if (a) {█', '\n  b();\n}\nc', true],
    ['not while the block is open', 'if (a) {█', '\n  b();\n', false],
    ['with the block around the cursor', 'f() {\n  █\n', 'return 1;\n}\n\nf', true],
  ] as const)('%s', ([, marked, text, complete]) =>
    expect(isAnswerComplete(text, requestAt(marked), 0)).toBe(complete),
  );
  test('with its line, where the person wants one', () =>
    expect(isAnswerComplete('a;\nb', requestAt('█'), 1)).toBe(true));
});
