import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { learnAnswer } from '../../../src/core/gate/learn.ts';
import { freshState, keyOf, type LearnedState } from '../../../src/core/gate/learned-state.ts';
import { type TokenProbability, tokensOfPiece } from '../../../src/core/gate/log-probabilities.ts';
import { mergeStates } from '../../../src/core/gate/merge-states.ts';
import { readState, writeState } from '../../../src/core/gate/state-codec.ts';
import { beginnings, bestBound, freshBoundTally, TOKEN_BOUNDS } from '../../../src/core/gate/token-bound.ts';

/** `text:.9` for each piece; two numbers are of two tokens. */
function said(...pieces: string[]): { readonly text: string; readonly tokens: readonly TokenProbability[] } {
  const parts = pieces.map((piece) => /^(.*?):([\d. ]+)$/s.exec(piece)!);
  return {
    text: parts.map(([, text]) => text).join(''),
    tokens: parts.flatMap(([, text, numbers]) =>
      tokensOfPiece(
        text!,
        numbers!.split(' ').map((p) => Math.log(Number(p))),
      ),
    ),
  };
}

function left(pieces: readonly string[], bound: number): string {
  const { text, tokens } = said(...pieces);
  return text.slice(0, beginnings(text, tokens)[TOKEN_BOUNDS.indexOf(bound)]);
}

describe('what a bound leaves of an answer', () => {
  const rows: readonly (readonly [what: string, bound: number, pieces: readonly string[], left: string])[] = [
    ['all without one', 0, ['reserve:.9', '(copy):.0001'], 'reserve(copy)'],
    ['all where no token is below it', 0.3, ['reserve:.9', '(copy):.4'], 'reserve(copy)'],
    ['what stands before the first token below it', 0.5, ['reserve(book:.9', ', copy):.4', ';:.9'], 'reserve(book'],
    ['whole words', 0.5, ['reserve(open:.9', 'Copy):.4'], 'reserve'],
    ['no operator and no open bracket at its end', 0.5, ['const due = :.9', 'today:.1'], 'const due'],
    ['all where too little would be left', 0.5, ['call(:.9', 'today:.1'], 'call(today'],
    ['all where the first token is below it', 0.5, ['reserve:.1', '(copy):.9'], 'reserve(copy)'],
    ['whole lines behind the first', 0.5, ['if (a) {\n  reserve(:.9', 'copy:.1'], 'if (a) {'],
    ['up to the piece that an unlikely token came in', 0.5, ['reserve:.9', '(copy, day:.9 .1'], 'reserve'],
  ];
  test.each(rows)('%s', (_, bound, pieces, expected) => expect(left(pieces, bound)).toBe(expected));

  test('a higher bound leaves no more, unless it leaves too little to show', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.stringMatching(/^[a-z(), \n]{1,6}$/), fc.double({ min: 0, max: 1 }))),
        (pieces) => {
          const text = pieces.map(([piece]) => piece).join('');
          const tokens = pieces.flatMap(([piece, p]) => tokensOfPiece(piece, [Math.log(p)]));
          const lengths = beginnings(text, tokens);
          const shorter = lengths.filter((length) => length < text.length);
          expect(shorter).toEqual(shorter.toSorted((a, b) => b - a));
          for (const length of lengths) expect(text.slice(0, length)).not.toBe(length < text.length ? '' : undefined);
        },
      ),
    ));
});

const MODEL = 'm';

/** Answers of a model whose tokens of probability `p` are right with probability `truth(p)`. */
function learned(truth: (p: number) => boolean, answers: number, state: LearnedState = freshState): LearnedState {
  let now = state;
  for (let i = 0; i < answers; i++) {
    const p = ((i * 7) % 10) / 10 + 0.05;
    const { text, tokens } = said('reserve(book):.95', `.untilTheNextDay():${p}`);
    const agreed = truth(p) ? text.length : 'reserve(book)'.length;
    now = learnAnswer(now, { model: MODEL, lengths: beginnings(text, tokens), agreed, time: 1_000 });
  }
  return now;
}

const boundOf = (state: LearnedState): number =>
  TOKEN_BOUNDS[bestBound(state.tokenBounds[keyOf(MODEL)] ?? freshBoundTally)]!;

describe('the bound of a model', () => {
  test('is none as long as nothing is known, and after a single answer', () => {
    expect(boundOf(freshState)).toBe(0);
    expect(boundOf(learned(() => false, 1))).toBe(0);
  });
  test('comes to lie where its tokens begin to be right', () => {
    expect(boundOf(learned((p) => p > 0.4, 60))).toBe(0.4);
    expect(boundOf(learned((p) => p > 0.2, 60))).toBe(0.2);
  });
  test('stays none for a model that is right where it is unsure', () =>
    expect(boundOf(learned(() => true, 200))).toBe(0));
  test('is that of its own answers alone', () => {
    const state = learnAnswer(freshState, { model: 'other', lengths: TOKEN_BOUNDS.map(() => 9), agreed: 9, time: 1 });
    expect(state.tokenBounds[keyOf(MODEL)]).toBeUndefined();
  });
  test('is not decided by a single long line', () => {
    const state = learned((p) => p > 0.4, 60);
    const lengths = TOKEN_BOUNDS.map((bound) => (bound === 0 ? 1e7 : 20));
    expect(boundOf(learnAnswer(state, { model: MODEL, lengths, agreed: 1e7, time: 1_000 }))).toBe(0.4);
  });
  test('is written and read, and two windows add theirs up', () => {
    const base = learned((p) => p > 0.4, 5);
    const [mine, theirs] = [learned((p) => p > 0.4, 20, base), learned((p) => p > 0.4, 30, base)];
    const merged = mergeStates(base, mine, theirs);
    expect(merged.tokenBounds[keyOf(MODEL)]!.count).toBeCloseTo(55, 6);
    const both = learned((p) => p > 0.4, 30, mine).tokenBounds[keyOf(MODEL)]!;
    merged.tokenBounds[keyOf(MODEL)]!.seconds.forEach((sum, index) => expect(sum).toBeCloseTo(both.seconds[index]!, 6));
    expect(readState(writeState(merged))).toEqual({ kind: 'read', state: merged });
  });
  test('was not there in what an earlier version wrote, and is refused where it is of other bounds', () => {
    const { tokenBounds: _, ...earlier } = freshState;
    expect(readState(JSON.stringify(earlier))).toEqual({ kind: 'read', state: freshState });
    const other = { ...freshState, tokenBounds: { a: { count: 1, seconds: [1, 2] } } };
    expect(readState(JSON.stringify(other)).kind).toBe('unusable');
  });
  test('fades', () => {
    const later = learnAnswer(
      learned(() => false, 50),
      {
        model: MODEL,
        lengths: TOKEN_BOUNDS.map(() => 9),
        agreed: 9,
        time: 31 * 24 * 3_600_000,
      },
    );
    expect(later.tokenBounds[keyOf(MODEL)]!.count).toBeLessThan(30);
  });
});
