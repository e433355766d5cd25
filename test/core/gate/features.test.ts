import { describe, expect, test } from 'vitest';
import type { PlaceInput, SuggestionInput } from '../../../src/core/gate/gate-input.ts';
import { placeFeatures } from '../../../src/core/gate/place-features.ts';
import { suggestionFeatures } from '../../../src/core/gate/suggestion-features.ts';
import { beforeShowFeatures } from '../../../src/core/gate/weight-set.ts';
import { usualInput } from '../../support/gate-input.ts';

type Case<Input> = readonly [feature: string, input: Partial<Input>, value: number | undefined];

const rhythm = { typed: 0, deleted: 0, undone: false, charactersPerSecond: undefined, sinceEdit: undefined };
const logProbabilities = {
  mean: -0.5,
  sum: -2,
  first: -0.1,
  minimum: -1.5,
  entropy: 0.7,
  topTwoGap: 2.5,
};

const PLACE: readonly Case<PlaceInput>[] = [
  ['line-start', { before: 'a = 1\n    ' }, 1],
  ['line-start', { before: 'a = ' }, 0],
  ['line-length', { before: 'x\n  abc' }, Math.log1p(3)],
  ['after-blank', { before: 'return ' }, 1],
  ['after-blank', { before: 'return' }, 0],
  ['in-word', { before: 'retu' }, 1],
  ['in-word', { before: 'straße' }, 1],
  ['in-word', { before: 'f(' }, 0],
  ['after-opener', { before: 'f(' }, 1],
  ['after-opener', { before: 'x = ' }, 1],
  ['after-opener', { before: 'x' }, 0],
  ['inside-brackets', { before: 'f(a, g(b' }, 2],
  ['inside-brackets', { before: '((((((' }, 3],
  ['inside-brackets', { before: 'f(\n)' }, -1],
  ['in-comment', { place: 'comment' }, 1],
  ['in-comment', { place: 'prose' }, 1],
  ['in-comment', { place: 'string' }, 0],
  ['in-string', { place: 'string' }, 1],
  ['below-comment', { before: '# sorts them\n' }, 1],
  ['below-comment', { before: '  // sorts them\n  ' }, 1],
  ['below-comment', { before: 'x = 1\n' }, 0],
  ['below-comment', { before: '# sorts them\nx' }, 0],
  ['indentation', { before: 'if x:\n    y' }, Math.log1p(4)],
  ['to-document-end', { documentLength: 100, offset: 90 }, Math.log1p(10)],
  ['to-document-end', { documentLength: 10, offset: 90 }, 0],
  ['document-length', { documentLength: 99 }, Math.log(100)],
  ['since-shown', { sinceShown: 1_000 }, Math.log(2)],
  ['since-shown', { sinceShown: undefined }, Math.log(601)],
  ['since-shown', { sinceShown: 24 * 3_600_000 }, Math.log(601)],
  ['since-shown', { sinceShown: -5_000 }, 0],
  ['since-accepted', { sinceAccepted: 1_000 }, Math.log(2)],
  ['last-outcome', { outcomes: 'RA' }, 1],
  ['last-outcome', { outcomes: 'AR' }, -1],
  ['last-outcome', { outcomes: 'AN' }, 0],
  ['last-outcome', { outcomes: '' }, 0],
  ['recent-acceptance', { outcomes: '' }, 1 / 3],
  ['recent-acceptance', { outcomes: 'A' }, 2 / 4],
  ['recent-acceptance', { outcomes: 'NNA' }, 2 / 4],
  ['recent-acceptance', { outcomes: 'AR' }, 1.8 / 4.8],
  ['rejected-here', { rejectedHere: true }, 1],
  ['typed', { rhythm: { ...rhythm, typed: 9 } }, Math.log(10)],
  ['typed', { rhythm: undefined }, undefined],
  ['deleted', { rhythm: { ...rhythm, deleted: 9 } }, Math.log(10)],
  ['typing-speed', { rhythm: { ...rhythm, charactersPerSecond: 4 } }, Math.log(5)],
  ['typing-speed', { rhythm }, undefined],
  ['since-edit', { rhythm: { ...rhythm, sinceEdit: 2_000 } }, Math.log(3)],
  ['since-edit', { rhythm }, undefined],
  ['undone', { rhythm: { ...rhythm, undone: true } }, 1],
];

const SUGGESTION: readonly Case<SuggestionInput>[] = [
  ['length', { text: 'abcd' }, Math.log1p(4)],
  ['tiny', { text: 'abc' }, 1],
  ['tiny', { text: 'abcd' }, 0],
  ['short', { text: 'abcdefgh' }, 1],
  ['short', { text: 'abcdefghi' }, 0],
  ['lines', { text: 'a\nb\n' }, Math.log(2)],
  ['lines', { text: '\n'.repeat(50) + 'x' }, Math.log(20)],
  ['ends-line', { text: 'return x;' }, 1],
  ['ends-line', { text: 'x + ' }, 0],
  ['prose', { text: 'the quick brown fox' }, 1],
  ['prose', { text: 'f(x) + 1 and more' }, 0],
  ['prose', { text: 'two words' }, 0],
  ['closes-more', { before: 'f(a', text: '))' }, 1],
  ['closes-more', { before: 'f(a', text: ')' }, 0],
  ['rejected-before', { rejectedBefore: true }, 1],
  ['typed-against', { typedAgainst: 2 }, 2],
  ['typed-against', { typedAgainst: 9 }, 3],
  ['typed-against', { typedAgainst: undefined }, undefined],
  ['like-rejected', { text: 'foo(bar)', rejectedTexts: ['foo(bar)'] }, 1],
  ['like-rejected', { text: 'foo(bar)', rejectedTexts: ['zzzz'] }, 0],
  ['like-rejected', { text: 'foo(bar)', rejectedTexts: ['foo(bar)', 'z', 'y', 'x'] }, 0],
  ['like-rejected', { text: '', rejectedTexts: [''] }, 0],
  ['repeats-context', { before: 'total = 0\n', text: 'total = 0\nx' }, 1],
  ['repeats-context', { before: 'total = 0\n', text: 'count = 0' }, 0],
  ['unknown-names', { before: 'width = 1\n', text: 'width + height' }, 0.5],
  ['unknown-names', { text: '1 + 2' }, 0],
  ['mean-log-probability', { logProbabilities }, -0.5],
  ['mean-log-probability', { logProbabilities: undefined }, undefined],
  ['mean-log-probability', { logProbabilities: { ...logProbabilities, mean: Number.NaN } }, undefined],
  ['mean-log-probability', { logProbabilities: { ...logProbabilities, mean: -1e6 } }, -20],
  ['log-probability', { logProbabilities }, -Math.log(3)],
  ['first-log-probability', { logProbabilities }, -0.1],
  ['least-log-probability', { logProbabilities }, -1.5],
  ['entropy', { logProbabilities }, 0.7],
  ['top-two-gap', { logProbabilities }, 2.5],
  ['confidence', { confidence: 0.5 }, 0],
  ['confidence', { confidence: 1 }, Math.log(0.999 / 0.001)],
  ['confidence', { confidence: undefined }, undefined],
  ['confidence', { confidence: Number.NaN }, undefined],
  ['engine-agrees', { text: ' width * 2', engineText: 'width + 1' }, 1],
  ['engine-agrees', { text: 'width', engineText: 'height' }, 0],
  ['engine-agrees', { engineText: undefined }, undefined],
];

describe('of a place', () => {
  for (const [name, input, value] of PLACE) check(name, input, value);
});
describe('of a suggestion', () => {
  for (const [name, input, value] of SUGGESTION) check(name, input, value);
});

function check(name: string, input: Partial<SuggestionInput>, value: number | undefined): void {
  test(`${name} of ${JSON.stringify(input)} is ${value?.toFixed(3) ?? 'not known'}`, () => {
    const feature = beforeShowFeatures.find((each) => each.name === name)!;
    const found = feature.of({ ...usualInput, ...input });
    if (value === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(value, 9);
  });
}

test('each feature has its row here', () => {
  const rows = new Set([...PLACE, ...SUGGESTION].map(([name]) => name));
  expect([...placeFeatures, ...suggestionFeatures].map(({ name }) => name).filter((name) => !rows.has(name))).toEqual(
    [],
  );
});

test('each feature says what it measures, why, and both directions in words', () => {
  for (const { unit, reason, words } of beforeShowFeatures) {
    expect(unit).not.toBe('');
    expect(reason).toMatch(/^[A-Z].*\.$|^[A-Z].*\)\.?$/);
    expect(words.high).not.toBe(words.low);
  }
});
