import { BadInput } from '../lib/bad-input.ts';
import { readJsonLines, writeJsonLines } from '../lib/json-lines.ts';
import { runSse, type SseResult, type SseRow } from '../sse.ts';
import { type Expected, problems } from './sse-expectations.ts';
import type { Figure, SafetyOptions } from '../safety.ts';

interface ScoredRow extends SseRow {
  readonly category: string;
  readonly expect: Expected;
}

export async function measureSse(options: SafetyOptions): Promise<readonly Figure[]> {
  const rows = readJsonLines(options.in, toRow);
  const results = await runSse(rows);
  if (options.out !== undefined) writeJsonLines(options.out, results);
  console.log(
    `${rows.length} streams: ${count(results, 'complete')} complete, ${count(results, 'incomplete')} incomplete, ${count(results, 'error')} errors`,
  );
  return options.score ? score(rows, results) : [];
}

function score(rows: readonly ScoredRow[], results: readonly SseResult[]): readonly Figure[] {
  const right = (row: ScoredRow, index: number): boolean => problems(row.expect, results[index]!).length === 0;
  for (const category of new Set(rows.map((row) => row.category))) {
    const members = rows.flatMap((row, index) => (row.category === category ? [right(row, index)] : []));
    console.log(`${category.padEnd(28)} ${members.filter(Boolean).length}/${members.length}`);
  }
  const all = rows.filter(right).length;
  console.log(`${'all'.padEnd(28)} ${all}/${rows.length}`);
  return [{ name: 'streams that end as they should', part: all, all: rows.length }];
}

function count(results: readonly SseResult[], state: SseResult['state']): number {
  return results.filter((result) => result.state === state).length;
}

function toRow(json: unknown): ScoredRow {
  const row = json as ScoredRow;
  if (typeof row?.id !== 'string' || !Array.isArray(row.chunks)) throw new BadInput('not a row of the sse corpus');
  return row;
}
