import { expect, test } from 'vitest';
import { declarationsIn } from '../../../src/core/context/declarations-in.ts';

/** Language, line, what it says of `loan`; `=` marks an expression whose value it has. */
const CASES: readonly (readonly [languageId: string, line: string, found: string])[] = [
  ['typescript', 'function pay(loan: Loan, day: Day) {', 'Loan, day: Day) '],
  ['typescript', 'const loan = desk.lend(book);', '= desk.lend(book);'],
  ['typescript', 'const loan: Loan = open();', 'Loan '],
  ['typescript', 'for (const loan of desk.loans) {', '= desk.loans) {'],
  ['typescript', 'if (loan === other) return;', ''],
  ['typescript', 'desk.loan = 1; myloan = 2; loans = 3;', ''],
  ['java', 'public void pay(final Loan loan, Day day) {', 'Loan'],
  ['java', 'for (Loan loan : loans) {', 'Loan = loans) {'],
  ['cpp', 'const Loan &loan = *first;', 'Loan = *first;'],
  ['go', 'func pay(loan *Loan) error {', '*Loan'],
  ['go', 'loan, err := lend(book)', '= lend(book)'],
  ['python', 'with open_loan() as loan:', '=  open_loan() '],
  ['rust', 'if let Some(loan) = self.first() {', '= self.first() {'],
];
for (const [languageId, line, wanted] of CASES) {
  test(`${languageId}: ${line}`, () => {
    const found = [...declarationsIn(line, 'loan', languageId)];
    const texts = new Set(found.map(({ written, isValue }) => (isValue ? `= ${written}` : written)));
    expect([...texts].join(' ')).toBe(wanted);
  });
}
