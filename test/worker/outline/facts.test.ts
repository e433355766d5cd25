import { expect, test } from 'vitest';
import type { FunctionFacts } from '../../../src/core/repository/function-facts.ts';
import { outliner, unindent } from './check-outline.ts';

function render({ name, owner, parameters, returns, locals, reads, writes, calls }: FunctionFacts): string {
  const variables = locals.map((local) => {
    const { type, value, from } = local;
    const taken = from === undefined ? '' : from === 'each' ? ' in' : ` #${from.part} of`;
    return `  ${local.name}${type === undefined ? '' : `: ${type}`}${value === undefined ? '' : ` =${taken} ${value}`}`;
  });
  const written = parameters.map((each) => (each.type === undefined ? each.name : `${each.name}: ${each.type}`));
  return [
    `${owner === undefined ? '' : `${owner}.`}${name ?? 'top'}(${written.join(', ')}) -> ${returns ?? '?'}`,
    ...variables,
    `reads ${reads.join(' ')}`,
    `writes ${writes.join(' ')}`,
    `calls ${calls.join(' ')}`,
  ].join('\n');
}

/** `█` is the place in the code. */
const CASES: readonly (readonly [languageId: string, code: string, expected: string])[] = [
  [
    'typescript',
    `
      class Loan {
        other() { const hidden = 1; }
        overdue(now: Date, by = 3): Promise<Fee> {
          const fee: Fee = feeFor(now), { items, log: l } = this.open();
          for (const item of items) { total += item.check((x: Item) => x.fee); }
          █
          this.fee = await fee.round();
        }
      }`,
    `
      Loan.overdue(now: Date, by) -> Promise<Fee>
        fee: Fee = feeFor(now)
        items = #0 of this.open()
        l = #1 of this.open()
        item = in items
        x: Item
      reads now by fee feeFor item items total x
      writes total this.fee
      calls feeFor open check round`,
  ],
  [
    'python',
    `
      class Loan(Base):
          def overdue(self, now: date, *by):
              fee: Fee = fee_for(now)
              a, b = self.split(fee)
              for item in self.items:
                  total += item.check()
              with open(now) as file:
                  █
              self.fee = [x for x in b if x.late]`,
    `
      Loan.overdue(self, now: date, by) -> ?
        fee: Fee = fee_for(now)
        a = #0 of self.split(fee)
        b = #1 of self.split(fee)
        item = in self.items
        file = open(now)
        x = in b
      reads self now by fee fee_for a b item total open file x
      writes total self.fee
      calls fee_for split check open`,
  ],
  [
    'java',
    `
      class Loan {
        static Fee overdue(final Date now, List<Item> all) {
          var fee = Fees.feeFor(now);
          Map<String, Fee> fees = new HashMap<>();
          for (Item item : all) { fees.put(item.name(), fee); }
          try (Log log = open()) { █ } catch (IOException e) {}
          this.fee = fee;
        }
      }`,
    `
      Loan.overdue(now: Date, all: List<Item>) -> Fee
        fee = Fees.feeFor(now)
        fees: Map<String, Fee> = new HashMap<>()
        item: Item = in all
        log: Log = open()
        e: IOException
      reads now fee Fees item fees log open e
      writes this.fee
      calls feeFor HashMap put name open`,
  ],
  [
    'go',
    `
      func (l *Loan) Overdue(now, then time.Time, by int) (*Fee, error) {
      	fee, err := FeeFor(now)
      	var all []Item = l.items
      	x := &Fee{A: 1}
      	for i, item := range all { item.Check(i) }
      	█
      	l.fee = fee
      }`,
    `
      Loan.Overdue(now: time.Time, then: time.Time, by: int) -> (*Fee, error)
        l: *Loan
        fee = #0 of FeeFor(now)
        err = #1 of FeeFor(now)
        all: []Item = l.items
        x = &Fee{A: 1}
        i = in all
        item = in all
      reads l now then by fee err FeeFor all x A i item
      writes l.fee
      calls FeeFor Check`,
  ],
  [
    'rust',
    `
      impl Loan {
          fn overdue(&self, now: Date, all: &Vec<Item>) -> Result<Fee, Late> {
              let fee = Fee::new(now)?;
              let mut total: u32 = 0;
              let (a, b) = split(fee);
              if let Some(x) = all.first() { total += x.check(); }
              for item in all.iter() { item.go(|y| y.late); }
              █
          }
      }`,
    `
      Loan.overdue(self, now: Date, all: &Vec<Item>) -> Result<Fee, Late>
        fee = Fee::new(now)?
        total: u32 = 0
        a = #0 of split(fee)
        b = #1 of split(fee)
        x = #0 of all.first()
        item = in all.iter()
        y
      reads now all fee Fee total a b split Some x item y
      writes total
      calls new split first check iter go`,
  ],
  [
    'c',
    `
      static int overdue(struct loan *l, int by) {
        struct fee *fee = fee_for(l), other;
        item_t items[3];
        l->fee = fee->check(by);
        █
      }`,
    `
      overdue(l: struct loan *, by: int) -> int
        fee: struct fee = fee_for(l)
        other: struct fee
        items: item_t
      reads l by fee fee_for other items
      writes l->fee
      calls fee_for check`,
  ],
  [
    'cpp',
    `
      int Loan::overdue(const Date &now) {
        auto fee = std::make_unique<Fee>(now);
        const Item &first = items_.front();
        for (auto &item : items_) { item.check(); }
        █
        total_ = 3;
      }`,
    `
      Loan.overdue(now: const Date &) -> int
        fee = std::make_unique<Fee>(now)
        first: Item = items_.front()
        item = in items_
      reads now fee first items_ item total_
      writes total_
      calls make_unique front check`,
  ],
  [
    'csharp',
    `
      class Loan {
        public Fee Overdue(Date now, List<Item> all) {
          var fee = new Fee(now);
          Item first = all.First();
          foreach (var item in all) { item.Check(x => x.Late); }
          if (fee is Late late) { █ }
          Total = first.Fee;
        }
      }`,
    `
      Loan.Overdue(now: Date, all: List<Item>) -> Fee
        fee = new Fee(now)
        first: Item = all.First()
        item = in all
        x
        late: Late
      reads Fee Date now List Item fee first all item Late late Total
      writes Total
      calls Fee First Check`,
  ],
];

test.each(CASES)('reads the function around a place of %s', async (languageId, code, expected) => {
  const text = unindent(code);
  const offset = text.indexOf('█');
  const facts = await outliner.facts(languageId, text.replace('█', ''), offset);
  expect(facts && render(facts)).toBe(unindent(expected));
});
