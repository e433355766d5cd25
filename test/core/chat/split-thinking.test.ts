import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ThinkingSplitter } from '../../../src/core/chat/split-thinking.ts';

function split(...pieces: string[]): { text: string; thinking: string } {
  const splitter = new ThinkingSplitter();
  const parts = [...pieces.map((piece) => splitter.push(piece)), splitter.end()];
  return { text: parts.map(({ text }) => text).join(''), thinking: parts.map(({ thinking }) => thinking).join('') };
}

const CASES: readonly (readonly [string, { text: string; thinking: string }])[] = [
  ['Just an answer.', { text: 'Just an answer.', thinking: '' }],
  ['<think>Hm.</think>\n\nYes.', { text: 'Yes.', thinking: 'Hm.' }],
  ['\n<think>\nHm. a < b\n</think>Yes.', { text: 'Yes.', thinking: '\nHm. a < b\n' }],
  ['<think></think>Yes.', { text: 'Yes.', thinking: '' }],
  ['Write `<think>x</think>` so.', { text: 'Write `<think>x</think>` so.', thinking: '' }],
  ['<think>cut off in the mid', { text: '', thinking: 'cut off in the mid' }],
  ['<thinker>', { text: '<thinker>', thinking: '' }],
  ['<thi', { text: '<thi', thinking: '' }],
  ['<think>a</thi', { text: '', thinking: 'a</thi' }],
  ['  indented', { text: '  indented', thinking: '' }],
];

test.each(CASES)('%j', (answer, expected) => expect(split(answer)).toEqual(expected));

test('it does not matter where the stream is cut', () => {
  const answers = CASES.map(([answer]) => answer);
  fc.assert(
    fc.property(fc.constantFrom(...answers), fc.array(fc.nat(40), { maxLength: 8 }), (answer, cuts) => {
      const ends = [...new Set(cuts.filter((cut) => cut < answer.length))].toSorted((a, b) => a - b);
      const pieces = [0, ...ends].map((from, index) => answer.slice(from, ends[index] ?? answer.length));
      expect(split(...pieces)).toEqual(split(answer));
    }),
  );
});
