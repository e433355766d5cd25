import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unimportedNames } from '../../../../src/core/completion/imports/unimported-names.ts';

/** Names that `[…]`, the suggestion, asks for; a type ends with `:`, what is asked of a package follows its dot. */
function names(marked: string, languageId: string): string {
  const start = marked.indexOf('[[');
  const text = marked.replace('[[', '').replace(']]', '');
  const end = marked.indexOf(']]') - 2;
  return unimportedNames({ text, start, end, languageId })
    .map(({ name, isType, members }) => name + (isType ? ':' : '') + members.map((member) => `.${member}`).join(''))
    .join(' ');
}

const cases: Readonly<Record<string, readonly (readonly [code: string, expected: string])[]>> = {
  typescript: [
    ['const due = [[formatDate(loan.due)]];', 'formatDate loan'],
    ['const due = formatD[[ate(1)]];', 'formatDate'],
    ["import { formatDate } from './dates';\nconst due = [[formatDate(1)]];", ''],
    ['function formatDate() {}\n[[formatDate()]];', ''],
    ['const x = [[console.log(Math.max(1))]];', ''],
    ['loan.[[renew()]];', ''],
    ['[[const total = sum(1);]]', 'sum'],
    ['[[const { total, left: rest } = split(1);]]', 'split'],
    ['[[const [head, ...tail] = split(1);]]', 'split'],
    ['[[items.map((item) => price(item))]]', 'items price'],
    ['[[items.map(item => price(item))]]', 'items price'],
    ['[[for (const each of all()) show(each);]]', 'all show'],
    ['[[function render(loan: Loan): View {\n  return paint(loan);\n}]]', 'Loan: View: paint'],
    ['[[class Shelf extends Base {\n  size = 1;\n  async load(url: string) { fill(); }\n}]]', 'Base fill'],
    ['[[const x = { due: late, loan }]]', 'late loan'],
    ['[[const x = ok ? formatDate(1) : other;]]', 'ok formatDate other'],
    ['[[let x: Loan = make() as Draft;]]', 'Loan: make Draft:'],
    ['[[let x: Map<Loan, 1> = first]]', 'Loan: first'],
    ['[[enum Kind { Loan, Member }]]', ''],
    ['[[interface A extends Base { due?: Day; at(x: Time): void }]]', 'Base Day Time:'],
    ['[[// formatDate\nconst x = "formatDate";]]', ''],
    ['[[const x = `${formatDate(1)} due`]]', 'formatDate'],
    ["[[import { formatDate } from './dates';]]", ''],
    ["[[import { formatDate as show } from './dates';]]", ''],
    ["export {\n[[  formatDate,\n]]} from './dates';", ''],
    [
      '[[function f<T extends Loan = Draft>(a: Map<Key, Value>, { x }: { x: Deep }): void {}]]',
      'Loan: Draft: Key: Value: Deep',
    ],
    ['[[try { go(); } catch (error) { report(error); }]]', 'go report'],
    ['[[if (isLate(1)) { remind(); }]]', 'isLate remind'],
    ['const a = 1;\n[[label: while (a) { break label; }]]', ''],
    ['[[@Injectable()\nclass A {}]]', 'Injectable'],
    // As it is somewhere else in the file, it is taken for known.
    ['formatDate(1);\n[[formatDate(2)]];', ''],
    // A key of that name elsewhere says nothing.
    ['const x = { formatDate: 1 };\n[[formatDate(2)]];', 'formatDate'],
  ],
  typescriptreact: [
    ['return [[<LoanCard due={formatDate(1)} title="x">Loan is due</LoanCard>]];', 'LoanCard formatDate'],
    ['return (\n[[<p>\n  Loan\n</p>]]\n);', ''],
    ['return [[<p>{late} Loan</p>]];', 'late'],
    ['const x = [[useState<Loan>(first)]];', 'useState Loan: first'],
  ],
  python: [
    ['due = [[format_date(loan.due)]]', 'format_date loan'],
    ['from dates import format_date\ndue = [[format_date(1)]]', ''],
    ['[[def late(loan: Loan, *rest, now=today()) -> Days:\n    return Days(loan, now)]]', 'Loan today Days'],
    ['[[total, left = split(1)]]', 'split'],
    ['[[x = [price(item) for item in items if item]]]', 'price items'],
    ['[[key = lambda a, b: rank(a)]]', 'rank'],
    ['[[show(width=narrow, *parts)]]', 'show narrow parts'],
    ['[[with open_shelf() as shelf:\n    fill(shelf)]]', 'open_shelf fill'],
    ['[[try:\n    go()\nexcept LateError as error:\n    report(error)]]', 'go LateError report'],
    ['[[@cached\ndef f(): pass]]', 'cached'],
    ['[[x: Loan = make()]]', 'Loan make'],
    ['[[from loans import Loan]]', ''],
    ['from loans import (\n    [[Loan,\n    Shelf,]]\n)', ''],
    ['[[if (n := count()) > 1: print(n)]]', 'count'],
    ['[[x = {name: value}]]', 'name value'],
    ['[[class Shelf(Base):\n    size: Size = 1]]', 'Base Size'],
  ],
  java: [
    ['[[Loan loan = new Shelf<Book>(first).get();]]', 'Loan: Shelf: Book:'],
    ['import a.Loan;\nclass A { [[Loan loan = Loans.of();]] }', 'Loans:'],
    ['[[record Pair(Key key) {}]]', 'Key:'],
    ['[[list.map(Loan::due)]]', 'Loan:'],
    ['[[String x = "Loan"; // Loan]]', ''],
    ['[[enum Kind { Open, Closed }]]', ''],
  ],
  go: [
    ['x := [[loans.Overdue(1)]]', 'loans.Overdue'],
    ['x := [[loans.Overdue(loans.All())]]', 'loans.Overdue.All'],
    ['[[l := find()\nreturn l.Due()]]', ''],
    ['[[func (s *Shelf) F(loan store.Loan) { loan.Renew() }]]', 'store.Loan'],
    ['loans := 1\nx := [[loans.Overdue(1)]]', ''],
  ],
  rust: [
    ['let x = [[Loan::new(due(1))]];', 'Loan due'],
    ['use crate::loans::Loan;\nlet x = [[Loan::new()]];', ''],
    ['use crate::{a, loans::Loan};\nlet x = [[Loan::new()]];', ''],
    ['[[enum Kind { Open(Loan), Closed }]]', 'Loan'],
    ['[[fn late(loan: &mut Loan) -> Option<Days> { println!("{}", loan); loan.days() }]]', 'Loan Days'],
    ['[[let Some(x) = shelf.first() else { return };]]', ''],
    ['[[let x: Vec<Box<Loan>> = crate::loans::all();]]', 'Loan'],
  ],
  ruby: [['[[Loan.new]]', '']],
};

for (const [languageId, rows] of Object.entries(cases)) {
  describe(`names that a suggestion asks for in ${languageId}`, () => {
    test.each(rows)('%s', (code, expected) => expect(names(code, languageId)).toBe(expected));
  });
}

test('any text is taken, at any place', () => {
  const piece = fc.constantFrom(
    'a',
    'Loan',
    ' ',
    '\n',
    '(',
    ')',
    '{',
    '}',
    '=',
    ':',
    '<',
    '`',
    '${',
    'const',
    'for',
    ',',
    '.',
    '"',
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  const language = fc.constantFrom(...Object.keys(cases));
  fc.assert(
    fc.property(text, text, text, language, (before, insertText, after, languageId) => {
      const start = before.length;
      const placed = { text: before + insertText + after, start, end: start + insertText.length, languageId };
      for (const { name } of unimportedNames(placed)) expect(placed.text).toContain(name);
    }),
  );
});
