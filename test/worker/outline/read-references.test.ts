import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReferences } from '../../../src/worker/outline/read-references.ts';

const receiverOf = (before: string): string | undefined =>
  readReferences(`${before}call()`, [{ kind: 'call', start: before.length, line: 0 }], [])[0]?.on;

test.each([
  ['loan.', 'loan'],
  ['f(a).b.', 'b'],
  ['loan?.', 'loan'],
  ['loan! . ', undefined],
  ['loan !. ', 'loan'],
  ['loan\n  .', 'loan'],
  ['$loan_2->', '$loan_2'],
  ['Loan::', 'Loan'],
  ['3d.', 'd'],
  ['éa.', 'éa'],
  ['', undefined],
  ['.', undefined],
  ['await ', undefined],
  ['a > ', undefined],
  ['a ? b : ', undefined],
  ['find().', undefined],
])('before a call, %j names %s', (before, receiver) => expect(receiverOf(before)).toBe(receiver));

/** The same in one expression, which goes through all that stands before. */
const RECEIVER = /([\p{L}_$][\p{L}\p{N}_$]*)\s*(?:[?!]?\.|->|::)\s*$/u;

test('finds what one expression would, whatever stands before', () => {
  const pieces = fc.constantFrom('a', 'B2', '_', '.', '?', '!', '->', '::', ' ', '\n', '(', ')', 'é', '𝒳', '—', '3');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (before) => {
      expect(receiverOf(before.join(''))).toBe(RECEIVER.exec(before.join(''))?.[1]);
    }),
  );
});
