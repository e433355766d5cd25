import { describe, expect, test } from 'vitest';
import { gather } from '../../../src/core/completion/gather.ts';

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
