import { describe, expect, test } from 'vitest';
import { hunksOf } from '../../../src/core/edit/review.ts';
import { hunkAt } from '../../../src/vscode/edit/proposal.ts';

const base = 'one\ntwo\nthree\nfour\nfive\n';

describe('the hunk that a key acts on', () => {
  const hunks = hunksOf({ base, proposal: 'one\n2\n2b\nthree\nfive\n' });

  test.each([
    ['proposal', 0, 0],
    ['proposal', 1, 0],
    ['proposal', 2, 0],
    ['proposal', 3, 1],
    ['proposal', 4, 1],
    ['proposal', 9, 1],
    ['base', 1, 0],
    ['base', 2, 1],
    ['base', 3, 1],
  ] as const)('on the %s side, line %i: hunk %i', (side, line, index) =>
    expect(hunkAt(hunks, line, side)).toBe(hunks[index]),
  );

  test('is none where all are decided', () => expect(hunkAt([], 0, 'proposal')).toBeUndefined());
});
