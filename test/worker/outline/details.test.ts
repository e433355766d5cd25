import { test } from 'vitest';
import { checkDetails } from './check-details.ts';

const CASES: readonly (readonly [languageId: string, code: string, expected: string])[] = [
  [
    'typescript',
    `
      import { Base } from './base.ts';

      /** What a member has borrowed. */
      export class Loan<T> extends Base<T> implements Priced, ns.Dated {
        private items: Map<string, Item> = new Map();
        constructor(private readonly due: Date) {}
        // Whether it is late.
        overdue(now: Date, by?: number): Promise<boolean> {
          const fee = feeFor(this.due);
          return this.items.check(fee).then((x) => Fee.round(x));
        }
      }
      export const feeFor = async <T>(due: Date): Promise<Fee> => new Fee(due);
      interface Priced extends Named { price: () => Fee; }
      type Id = string | Fee;
      run();`,
    `
      Loan < Base, Priced, ns.Dated # What a member has borrowed.
      items -> Map<string, Item>
      constructor(private readonly due: Date)
      due -> Date
      overdue(now: Date, by?: number) -> Promise<boolean> # Whether it is late.
      feeFor(due: Date) -> Promise<Fee>
      Priced < Named
      price -> () => Fee
      Id -> string | Fee
      Loan: Base Priced Dated
      items: Map Item Map()
      due: Date
      overdue: Date Promise feeFor() items.check() then() Fee.round()
      feeFor: Date Promise Fee Fee()
      Priced: Named
      price: Fee
      Id: Fee
      top: run()`,
  ],
  [
    'javascript',
    `
      /** Lends. */
      class Desk extends lib.Base {
        #open = true;
        lend(book, days = 14) { this.log = new Log(); return book.lend(days); }
      }
      exports.late = function (loan) { return loan.due() < today(); };`,
    `
      Desk < lib.Base # Lends.
      #open
      lend(book, days = 14)
      log
      late(loan)
      log: Log()
      lend: book.lend()
      late: loan.due() today()`,
  ],
  [
    'python',
    `
      from shop import Base

      class Loan(Base, ns.Priced, metaclass=Meta):
          """What a member has borrowed.

          More about it.
          """
          items: dict[str, Item] = {}

          def __init__(self, due: date, *notes: str):
              self.due: date = due
              self.log = Log()

          # Whether it is late.
          @cached
          async def overdue(self, now: Optional[date] = None) -> list[Fee]:
              fee = fee_for(self.due)
              return [Fee.round(f) for f in self.items.values()]

      def fee_for(due): return Fee(due)`,
    `
      Loan < Base, ns.Priced # What a member has borrowed.
      items -> dict[str, Item]
      __init__(self, due: date, *notes: str)
      due -> date
      log
      overdue(self, now: Optional[date] = None) -> list[Fee] # Whether it is late.
      fee_for(due)
      Loan: Base Priced cached()
      items: dict str Item
      __init__: date str
      due: date
      log: Log()
      overdue: Optional date list Fee fee_for() Fee.round() items.values()
      fee_for: Fee()`,
  ],
  [
    'java',
    `
      package com.acme.shop;

      /** What a member has borrowed. */
      @Entity
      public class Loan<T> extends Base<T> implements Priced, Dated<T> {
        private final Map<String, Item> items = new HashMap<>();
        @Nullable Date due;
        Loan(Date due) { super(due); }
        /**
         * Whether it is late.
         * @param now today
         */
        @Override
        public static <K> List<Fee> overdue(final Date now, int... by) throws Late {
          Fee fee = Fees.feeFor(now);
          return List.of(new Fee(1), items.get("a").check(this::round));
        }
      }
      interface Priced extends Named, Sized {}
      record Point(int x, Fee y) implements Priced {}`,
    `
      namespace com.acme.shop
      Loan < Base, Priced, Dated # What a member has borrowed.
      items -> Map<String, Item>
      due -> Date
      Loan(Date due)
      overdue(final Date now, int... by) -> List<Fee> # Whether it is late.
      Priced < Named, Sized
      Point < Priced
      x -> int
      y -> Fee
      Loan: Entity Base Priced Dated
      items: Map String Item HashMap()
      due: Nullable Date
      Loan: Date
      overdue: Override List Fee Date Late Fees.feeFor() List.of() Fee() items.get() check() this.round()
      Priced: Named Sized
      y: Fee
      Point: Priced`,
  ],
  [
    'go',
    `
      package shop

      // Loan is what a member has borrowed.
      type Loan struct {
      	Base
      	*ns.Log
      	items, more map[string]Item // of books
      	Due   time.Time \`json:"due"\`
      }

      // Overdue says whether it is late.
      func (l *Loan) Overdue(now, then time.Time, by int) (bool, error) {
      	fee := FeeFor[int](now)
      	return l.items.Check(fee), ns.New(&Fee{A: 1})
      }

      func FeeFor[T any](due T) *Fee { return nil }

      type Priced interface {
      	Named
      	Price(a int) Fee
      }

      const Limit int = 3
      type ID string`,
    `
      namespace shop
      Loan < Base, ns.Log # Loan is what a member has borrowed.
      items -> map[string]Item
      more -> map[string]Item
      Due -> time.Time
      Overdue(now, then time.Time, by int) -> (bool, error) # Overdue says whether it is late.
      FeeFor(due T) -> *Fee
      Priced < Named
      Price(a int) -> Fee
      Limit -> int
      ID -> string
      Loan: Base Log
      more: string Item
      Due: Time
      Overdue: Loan Time int bool error FeeFor items.Check() ns.New() Fee
      FeeFor: any Fee
      Priced: Named
      Price: int Fee
      Limit: int
      ID: string`,
  ],
  [
    'rust',
    `
      /// What a member has borrowed.
      #[derive(Debug)]
      pub struct Loan<T> {
          pub items: HashMap<String, Item>,
          due: Date,
      }

      impl<T: Clone> Priced for Loan<T> {
          /// Whether it is late.
          pub fn overdue(&self, now: Date, by: Option<u32>) -> Result<bool, Late> where T: Sized {
              let fee = Fee::new(self.due)?;
              let all: Vec<Fee> = collect::<Vec<_>>(fee);
              println!("{}", self.items.check(fee));
              Ok(Item { fee })
          }
      }

      trait Priced: Named + Sized { type Out; fn price(&self) -> Self::Out; }
      const LIMIT: usize = 3;
      pub type Id = Option<Fee>;`,
    `
      Loan < Priced # What a member has borrowed.
      items -> HashMap<String, Item>
      due -> Date
      overdue(&self, now: Date, by: Option<u32>) -> Result<bool, Late> # Whether it is late.
      Priced < Named, Sized
      Out
      price(&self) -> Self::Out
      LIMIT -> usize
      Id -> Option<Fee>
      items: HashMap String Item
      due: Date
      top: Clone Priced Loan
      overdue: Date Option Result Late Sized Fee.new() Vec Fee collect() println() Ok() Item
      Priced: Named Sized
      price: Out
      Id: Option Fee`,
  ],
  [
    'c',
    `
      /* What a member has borrowed. */
      struct loan {
        struct item *items;
        unsigned int due, late;
      };

      // Whether it is late.
      static inline const struct fee *overdue(struct loan *l, const char *by[]) {
        fee_t fee = fee_for(l->due);
        return l->check(&fee);
      }
      typedef struct loan loan_t;
      extern int limit;`,
    `
      loan # What a member has borrowed.
      items -> struct item
      due -> unsigned int
      late -> unsigned int
      overdue(struct loan *l, const char *by[]) -> const struct fee * # Whether it is late.
      loan_t -> struct loan
      limit -> int
      items: item
      overdue: fee loan fee_t fee_for() l.check()
      loan_t: loan`,
  ],
  [
    'cpp',
    `
      namespace shop {
      /// What a member has borrowed.
      template <typename T>
      class Loan : public Base<T>, private ns::Priced {
       public:
        explicit Loan(Date due);
        //! Whether it is late.
        virtual std::vector<Fee> overdue(const Date &now, int by = 2) const override {
          auto fee = std::make_unique<Fee>(due_);
          Fee other(1);
          return ns::Fees::round(fee->check(), new Fee(2));
        }
        auto trailing(int a) -> Fee;
       private:
        std::map<std::string, Item> items_{};
      };
      int Loan::late(int a) { return helper(a); }
      using Id = std::string;
      }`,
    `
      shop
      Loan < Base, ns::Priced # What a member has borrowed.
      Loan(Date due)
      overdue(const Date &now, int by = 2) -> std::vector<Fee> # Whether it is late.
      trailing(int a) -> Fee
      items_ -> std::map<std::string, Item>
      late(int a) -> int
      Id -> std::string
      Loan: Base Priced
      Loan: Date
      overdue: vector Fee Date std.make_unique() Fees.round() fee.check() Fee()
      trailing: Fee
      items_: map string Item
      late: helper()
      Id: string`,
  ],
  [
    'csharp',
    `
      using System;
      namespace Acme.Shop;

      /// <summary>
      /// What a member has borrowed.
      /// </summary>
      [Serializable]
      public class Loan<T> : Base<T>, IPriced where T : new()
      {
        private readonly Dictionary<string, Item> items = new();
        public Fee Due { get; set; }
        public Fee Fee => items.First();
        /// <summary>Whether it is late.</summary>
        public override async Task<Fee> Overdue(Date now, params int[] by)
        {
          var fee = new Fee(now);
          List<Item> all = Fees.All<Item>(fee);
          return await all?.Check(fee);
        }
        public Loan(Date due) : base(due) {}
      }
      public record Point(int X) : Shape(X);`,
    `
      namespace Acme.Shop
      Loan < Base, IPriced # What a member has borrowed.
      items -> Dictionary<string, Item>
      Due -> Fee
      Fee -> Fee
      Overdue(Date now, params int[] by) -> Task<Fee> # Whether it is late.
      Loan(Date due)
      Point < Shape
      X -> int
      Loan: Serializable Base IPriced
      items: Dictionary Item
      Due: Fee
      Fee: Fee items.First()
      Overdue: Task Fee Date Fee() List Item Fees.All() all.Check()
      Loan: Date
      Point: Shape`,
  ],
];

test.each(CASES)('reads types, parents, comments and uses of %s', (...given) => checkDetails(...given));
