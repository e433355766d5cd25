import { expect, test } from 'vitest';
import { findDefinitions } from '../../../src/core/repository/find-definitions.ts';
import { RepositoryOutline } from '../../../src/core/repository/repository-outline.ts';
import { searchNames } from '../../../src/core/repository/search-names.ts';

test.each([
  ['loan', ['loan', 'Loans', 'loanOf', 'newLoan', 'listOfAllNames']],
  ['LOAN', ['loan', 'Loans', 'loanOf', 'newLoan', 'listOfAllNames']],
  ['rfw', ['readFromWire']],
  ['zz', []],
])('%s finds %j, in this order', (query, found) => {
  const names = ['newLoan', 'readFromWire', 'loanOf', 'listOfAllNames', 'Loans', 'loan'];
  expect(searchNames(names, query, 10)).toEqual(found);
});

test('no more are found than were asked for', () => {
  expect(searchNames(['a1', 'a2', 'a3'], 'a', 2)).toEqual(['a1', 'a2']);
});

function repository(): RepositoryOutline {
  const outline = new RepositoryOutline();
  const method = { name: 'overdue', kind: 'method', signature: 'overdue()', endLine: 9, exported: true } as const;
  outline.set({
    path: '/a.ts',
    languageId: 'typescript',
    imports: [],
    references: [],
    definitions: [
      { ...method, line: 1, parent: 'Loan' },
      { ...method, line: 2, parent: 'Book' },
    ],
  });
  return outline;
}

test.each([
  ['overdue', [1, 2]],
  ['Loan.overdue', [1]],
  ['Book::overdue', [2]],
  ['Book#overdue', [2]],
  ['Unknown.overdue', [1, 2]],
  ['nothing', []],
])('%s is defined in lines %j', (name, lines) => {
  expect(findDefinitions(repository(), name).map(({ definition }) => definition.line)).toEqual(lines);
});
