import type { Tally } from '../../scripts/lib/tally.ts';
import type { TestRow } from './suite/index.ts';

/** Counts what the suite has written down, test by test. */
export function tallyOfRows(tier: string, rows: readonly TestRow[]): Tally {
  return {
    tier,
    passed: rows.filter((row) => row.state === 'passed').length,
    failures: rows.filter((row) => row.state === 'failed').map((row) => `${row.title}: ${row.message}`),
    skips: rows
      .filter((row) => row.state === 'pending')
      .map((row) => ({ name: row.title, reason: 'skipped by the suite' })),
  };
}
