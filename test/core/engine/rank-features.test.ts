import { describe, expect, test } from 'vitest';
import { Engine } from '../../../src/core/engine/engine.ts';
import { RANK_FEATURES, RANK_WIDTH, writeRankFeatures } from '../../../src/core/engine/rank-features.ts';
import { rankNet } from '../../../src/core/engine/rank-weights.ts';
import { MAX_RANKED } from '../../../src/core/engine/ranker.ts';

test('every feature of the ranking has its weights', () => {
  expect(rankNet.inputs).toBe(RANK_FEATURES.length);
  expect(rankNet.weights.length).toBe(rankNet.hidden * (rankNet.inputs + 2) + 1);
  expect(rankNet.weights.every(Number.isFinite)).toBe(true);
});

describe('a candidate', () => {
  // Both brackets have followed `beta`, and names that were used a moment ago are always candidates.
  const text = 'call([alpha, beta], beta);\ncall([beta, alpha], gamma);\ncall([alpha, beta ';
  test.each([
    ['that closes the innermost bracket', ']', 'closesInner', 1],
    ['that closes another one', ')', 'closesInner', 0],
    ['that closes another one first', ')', 'closesWrong', 1],
    ['that is on the line already', 'alpha', 'isOnLine', 1],
    ['that is not', 'gamma', 'isOnLine', 0],
    ['that is no name', ']', 'isName', 0],
  ] as const)('%s', (_, candidate, feature, value) => {
    expect(featuresAt(text, candidate)[RANK_FEATURES.indexOf(feature)]).toBe(value);
  });

  test('for none of these says what is left of the probability', () => {
    const none = featuresAt(text, undefined);
    expect(none[RANK_FEATURES.indexOf('isNone')]).toBe(1);
    expect(none[0]).toBeLessThan(1);
  });
});

/** The row of this candidate, or of none, at the end of a text. */
function featuresAt(text: string, candidate: string | undefined): number[] {
  const engine = new Engine();
  engine.openDocument({ uri: 'u', path: '/r/a.ts', languageId: 'typescript', version: 1, text });
  const { cursor, predictor, vocabulary } = engine.query({ uri: 'u', version: 1, offset: text.length, nearPaths: [] })!;
  const { ids, length } = cursor.tokens;
  const context = ids.slice(0, length);
  const slots = predictor.collect(context, length, '');
  const rows = new Float32Array((MAX_RANKED + 1) * RANK_WIDTH);
  writeRankFeatures(predictor.table, slots, predictor.scene(context, length, ''), rows);
  const id = candidate === undefined ? undefined : vocabulary.find(candidate);
  const row = id === undefined ? slots.length : slots.findIndex((slot) => predictor.table.ids[slot] === id);
  expect(row).toBeGreaterThanOrEqual(0);
  return [...rows.subarray(row * RANK_WIDTH, (row + 1) * RANK_WIDTH)];
}
