import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readOutlineQuestion } from '../../../src/core/chat/outline-question.ts';

test.each([
  ['where is Loan?', { kind: 'where-is', name: 'Loan' }],
  ["Where's the class `Loan` defined", { kind: 'where-is', name: 'Loan' }],
  ['where is function find_loans implemented?', { kind: 'where-is', name: 'find_loans' }],
  ['where is Loan.isOverdue', { kind: 'where-is', name: 'Loan.isOverdue' }],
  ['where is store::Table', { kind: 'where-is', name: 'store::Table' }],
  ['find createServer', { kind: 'where-is', name: 'createServer' }],
  ['who calls `Loan.isOverdue`?', { kind: 'who-calls', name: 'Loan.isOverdue' }],
  ['What uses the class Loan', { kind: 'who-calls', name: 'Loan' }],
  ['where is Loan used?', { kind: 'who-calls', name: 'Loan' }],
  ['callers of overdue', { kind: 'who-calls', name: 'overdue' }],
  ['what changes if I change Loan.overdue?', { kind: 'what-changes', name: 'Loan.overdue' }],
  ['what would break if we renamed the function overdue', { kind: 'what-changes', name: 'overdue' }],
  ['what depends on Table', { kind: 'what-changes', name: 'Table' }],
  ['impact of changing overdue', { kind: 'what-changes', name: 'overdue' }],
  ['outline', { kind: 'outline' }],
  ['Show me the outline of this file.', { kind: 'outline' }],
  ["what's in this file?", { kind: 'outline' }],
  ['what does this import?', { kind: 'imports' }],
  ['which modules does this file import', { kind: 'imports' }],
  ['imports', { kind: 'imports' }],
])('%j', (text, expected) => expect(readOutlineQuestion(text)).toEqual(expected));

test.each([
  'where is the bug in this loop?',
  'why is Loan slow?',
  'who calls this in the evening?',
  'what changes if I change the way that loans are kept?',
  'find all places that call this and rename it',
  'outline a plan for the migration',
  'what should this file import to compile?',
  '',
])('%j is for a model', (text) => expect(readOutlineQuestion(text)).toBeUndefined());

test('any text is read in no time', () => {
  fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void readOutlineQuestion(text)));
  expect(readOutlineQuestion(`where is ${'a.'.repeat(50_000)}`) === undefined).toBe(true);
  expect(readOutlineQuestion(`what ${' '.repeat(50_000)}does`) === undefined).toBe(true);
});
