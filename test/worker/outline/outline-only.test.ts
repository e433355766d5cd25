import { test } from 'vitest';
import { checkDetails } from './check-details.ts';

const CASES: readonly (readonly [languageId: string, code: string, expected: string])[] = [
  [
    'ruby',
    `
      module Shop
        # What a member has borrowed.
        class Loan < Base
          include Priced
          LIMIT = 3
          def overdue(now, by = 1)
            fee_for(now).round
          end
          def self.of(a) = a
        end
      end`,
    `
      Shop
      Loan < Base, Priced # What a member has borrowed.
      LIMIT
      overdue(now, by = 1)
      of(a)
      Loan: Base include()
      overdue: fee_for() round()`,
  ],
  [
    'php',
    `
      <?php
      namespace Acme;
      /** What a member has borrowed. */
      class Loan extends Base implements Priced {
        const LIMIT = 3;
        private ?Fee $fee = null;
        public function overdue(Date $now): Fee { return $this->fee->check(new Fee(1), Fee::of(2), late()); }
      }
      function top(int $a): int { return 1; }`,
    `
      namespace Acme
      Loan < Base, Priced # What a member has borrowed.
      LIMIT
      fee
      overdue(Date $now) -> Fee
      top(int $a) -> int
      fee: Fee
      overdue: Date Fee fee.check() Fee() Fee.of() late()`,
  ],
  [
    'kotlin',
    `
      package acme.shop

      /** What a member has borrowed. */
      class Loan(val due: Date, x: Int) : Base(x), Priced {
        val items: Map<String, Item> = mapOf()
        override fun overdue(now: Date): Fee {
          return Fee(1).check(now)
        }
      }

      interface Priced {
        fun price(): Int
      }

      enum class Color { RED, BLUE }`,
    `
      namespace acme.shop
      Loan < Base, Priced # What a member has borrowed.
      due -> Date
      items -> Map<String, Item>
      overdue(now: Date) -> Fee
      Priced
      price() -> Int
      Color
      RED
      BLUE
      due: Date
      Loan: Int Base Priced
      items: Map String Item mapOf()
      overdue: Date Fee Fee() check()
      price: Int`,
  ],
  [
    'scala',
    `
      package acme.shop

      /** What a member has borrowed. */
      class Loan[T](due: Date) extends Base(due) with Priced {
        val items: Map[String, Item] = Map()
        override def overdue(now: Date): Fee = {
          new Fee(1).check(now)
        }
      }

      trait Priced {
        def price: Int
      }`,
    `
      namespace acme.shop
      Loan < Base, Priced # What a member has borrowed.
      items -> Map[String, Item]
      overdue(now: Date) -> Fee
      Priced
      price -> Int
      Loan: Date Base Priced
      items: Map String Item Map()
      overdue: Date Fee Fee() check()
      price: Int`,
  ],
  [
    'lua',
    `
      local fee = require("acme.fee")
      local M = {}
      -- Whether it is late.
      function M.overdue(now, by)
        return fee.check(now)
      end
      M.go = function(x) return x end
      local function top(a) return a end`,
    `
      fee
      M
      overdue(now, by) # Whether it is late.
      go(x)
      top(a)
      fee: require()
      overdue: fee.check()`,
  ],
  [
    'shellscript',
    `
      LIMIT=3
      # Whether it is late.
      overdue() {
        local x=1
        check "$1"
      }`,
    `
      LIMIT
      overdue() # Whether it is late.
      overdue: check()`,
  ],
];

test.each(CASES)('reads the outline of %s', (...given) => checkDetails(...given));
