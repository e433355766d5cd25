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

  describe('no longer than to the deadline', () => {
    async function cutOff(pieces: readonly string[], reason: string) {
      const caller = new AbortController();
      let text = '';
      const gathering = gather(
        async function* (signal) {
          for (const piece of pieces) yield { text: piece };
          caller.abort(reason);
          signal.throwIfAborted();
        },
        { isComplete: () => false, grace: () => new Promise(() => {}), onPiece: (piece) => (text += piece.text) },
        caller.signal,
      );
      return gathering.then(
        (how) => ({ how, text }),
        (error: unknown) => ({ how: error, text }),
      );
    }
    test.for([
      ['a whole line is taken then', 'if (a) {\n  b', 'deadline', 'beginning'],
      ['half a line is none', 'if (a', 'deadline', 'deadline'],
      ['and nothing where the text went another way', 'if (a) {\n  b', 'superseded', 'superseded'],
    ] as const)('%s', async ([, said, reason, how]) =>
      expect(await cutOff([said], reason)).toEqual({ how, text: said }),
    );
  });
});
