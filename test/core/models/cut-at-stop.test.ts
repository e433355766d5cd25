import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutAtStop } from '../../../src/core/models/cut-at-stop.ts';
import { collect } from '../../support/model-client.ts';

async function cut(texts: readonly string[], stop: readonly string[]) {
  let left = false;
  async function* pieces() {
    try {
      for (const text of texts) yield { text };
    } finally {
      left = true;
    }
  }
  const seen: string[] = [];
  for await (const { text } of cutAtStop(pieces(), stop)) seen.push(text);
  return { text: seen.join(''), seen, left };
}

test('an answer ends before a stop string that comes in pieces', async () => {
  expect(await cut(['a<|fi', 'm_pad', '|>b', 'c'], ['<|fim_pad|>'])).toMatchObject({ text: 'a', left: true });
});

test('what only begins like one is held back and then passes', async () => {
  const { seen } = await cut(['a<', '|x', 'b<'], ['<|fim_pad|>']);
  expect(seen.join('')).toBe('a<|xb<');
  expect(seen[0]).toBe('a');
});

test('the first of several wins', async () => {
  expect((await cut(['one two three'], ['three', 'two'])).text).toBe('one ');
});

test('a stop inside the first piece says that the model stopped', async () => {
  async function* pieces() {
    yield { text: 'x;END' };
  }
  expect(await collect(cutAtStop(pieces(), ['END']))).toMatchObject({ text: 'x;', finish: 'stop' });
});

test('however the pieces are cut, the text is that up to the first stop', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '<', '>'), maxLength: 4 }), { maxLength: 8 }),
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '<', '>'), minLength: 1, maxLength: 3 }), { maxLength: 3 }),
      async (texts, stop) => {
        const whole = texts.join('');
        const ends = stop.map((string) => whole.indexOf(string)).filter((at) => at >= 0);
        expect((await cut(texts, stop)).text).toBe(whole.slice(0, Math.min(whole.length, ...ends)));
      },
    ),
    { numRuns: 500 },
  );
});
