import { expect, test } from 'vitest';
import { readPlace } from '../../../src/core/chat/read-place.ts';

test.each([
  ['src/loans.ts', 'src/loans.ts', undefined],
  ['loans.ts', 'loans.ts', undefined],
  ['loans.ts:12', 'loans.ts', 11],
  ['src/loans.ts:10-24', 'src/loans.ts', 9],
  ['src/loans.ts:10–24', 'src/loans.ts', 9],
  ['src/loans.ts:10:3', 'src/loans.ts', 9],
  ['Makefile:3', 'Makefile', 2],
  ['a/b (copy).ts', 'a/b (copy).ts', undefined],
  ['loans.ts:0', 'loans.ts', 0],
])('%s is a place in a file', (text, path, line) => {
  expect(readPlace(text)).toEqual({ kind: 'file', path, line });
});

test.each(['Loan', 'isOverdue', 'Loan.isOverdue', 'Loan::is_overdue', 'Loan#overdue', '$store', 'Größe'])(
  '%s is a name',
  (name) => expect(readPlace(name)).toEqual({ kind: 'symbol', name }),
);

test.each([
  '',
  'two words',
  'file:///etc/passwd',
  'https://a.example/b.ts',
  'a/b\u0000.ts',
  'src/\u202Est.exe',
  '1 + 1',
])('%j is none', (text) => expect(readPlace(text)).toBeUndefined());
