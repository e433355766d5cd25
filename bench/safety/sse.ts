import { BadInput } from '../lib/bad-input.ts';
import { readJsonLines, writeJsonLines } from '../lib/json-lines.ts';
import { runSse, type SseResult, type SseRow } from '../sse.ts';
import { type Expected, problems } from './sse-expectations.ts';
import type { SafetyOptions } from '../safety.ts';

interface ScoredRow extends SseRow {
  readonly category: string;
  readonly expect: Expected;
}

export async function measureSse(options: SafetyOptions): Promise<void> {
  const rows = readJsonLines(options.in, toRow);
  const results = await runSse(rows);
  if (options.out !== undefined) writeJsonLines(options.out, results);
  console.log(
    `${rows.length} streams: ${count(results, 'complete')} complete, ${count(results, 'incomplete')} incomplete, ${count(results, 'error')} errors`,
  );
  if (options.score) score(rows, results);
}

function score(rows: readonly ScoredRow[], results: readonly SseResult[]): void {
  const right = (row: ScoredRow, index: number): boolean => problems(row.expect, results[index]!).length === 0;
  for (const category of new Set(rows.map((row) => row.category))) {
    const members = rows.flatMap((row, index) => (row.category === category ? [right(row, index)] : []));
    console.log(`${category.padEnd(28)} ${members.filter(Boolean).length}/${members.length}`);
  }
  console.log(`${'all'.padEnd(28)} ${rows.filter(right).length}/${rows.length}`);
}

function count(results: readonly SseResult[], state: SseResult['state']): number {
  return results.filter((result) => result.state === state).length;
}

function toRow(json: unknown): ScoredRow {
  const row = json as ScoredRow;
  if (typeof row?.id !== 'string' || !Array.isArray(row.chunks)) throw new BadInput('not a row of the sse corpus');
  return row;
}
