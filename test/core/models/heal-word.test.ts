import { describe, expect, test } from 'vitest';
import { beginsWithGrammar, cutWord, withoutCut } from '../../../src/core/models/heal-word.ts';

describe('what is cut from the end of a prompt', () => {
  test.for([
    ['a word that is begun, with its blank', 'const fo', 'const', ' fo'],
    ['a word behind a dot', 'a.ba', 'a.', 'ba'],
    ['a blank behind a word', 'const ', 'const', ' '],
    ['nothing behind a bracket', 'f(', 'f(', ''],
    ['no indentation', 'f();\n  ', 'f();\n  ', ''],
    ['the word, but not the indentation', 'f();\n  re', 'f();\n  ', 're'],
    ['no part of a number with a dot', 'x = 1.', 'x = 1.', ''],
    ['a word in another script', 'x = größ', 'x =', ' größ'],
    ['no long data', `x="${'a'.repeat(80)}`, `x="${'a'.repeat(80)}`, ''],
  ] as const)('%s', ([, text, sent, cut]) => expect(cutWord(text)).toEqual({ sent, cut }));
});

async function healed(cut: string, ...texts: string[]) {
  const seen: unknown[] = [];
  async function* pieces() {
    for (const text of texts) yield { text, logProbabilities: [-1] };
  }
  for await (const piece of withoutCut(pieces(), cut)) if (piece.text !== '') seen.push(piece.text);
  return seen;
}

describe('an answer', () => {
  test('loses what was cut, however it is divided', async () => {
    expect(await healed(' fo', ' foo', ' bar')).toEqual(['o', ' bar']);
    expect(await healed(' fo', ' ', 'f', 'o', 'x')).toEqual(['x']);
  });
  test('that begins otherwise is none', async () => {
    expect(await healed(' fo', ' bar', 'foo')).toEqual([]);
    expect(await healed('fo', 'f', 'x')).toEqual([]);
  });
});

test('a grammar holds the word as it is', () => {
  expect(beginsWithGrammar(' größ')).toBe(String.raw`root ::= " größ" [^\x00]*`);
});
