// Measures the edit applier on answers in the form of bench/data/edits.
import { parseArgs } from 'node:util';
import { applyAnswer } from '../src/core/edit/apply-answer.ts';
import type { EditRequest } from '../src/core/edit/edit-request.ts';
import type { Position } from '../src/core/text/position.ts';
import { APPLIER_BUDGET_MS, measureLargeFiles } from './edits/large-files.ts';
import { BadInput } from './lib/bad-input.ts';
import { writeSection } from './lib/benchmarks-page.ts';
import { table } from './lib/table.ts';
import { readJsonLines, writeJsonLines } from './lib/json-lines.ts';

interface Row extends EditRequest {
  readonly id: string;
  readonly category: string;
  readonly answer: string;
  /** The score of a run is made by `score-edits.mjs`; here it is printed as well. */
  readonly expect?: Expected;
}

interface Expected {
  readonly result?: string;
  readonly anyOf?: readonly string[];
  readonly refuse?: boolean;
  readonly refuseOk?: boolean;
}

export function runEditsBench(args: string[]): void {
  const { values } = parseArgs({
    args,
    options: { in: { type: 'string' }, out: { type: 'string' }, docs: { type: 'boolean', default: false } },
  });
  if (values.in === undefined)
    throw new BadInput('--in is missing: a file in the form of bench/data/edits/cases.jsonl');
  const rows = readJsonLines(values.in, toRow);
  const results = rows.map(applyRow);
  if (values.out !== undefined) writeJsonLines(values.out, results);

  // Rows for a scorer need no timing of other files.
  const isForScorer = values.out !== undefined && !values.docs;
  const figures = [tableOf(rows, results), ...(isForScorer ? [] : [largeFilesTable()])].join('\n\n');
  process.stdout.write(`${figures}\n`);
  if (values.docs) writeSection('edits', `${INTRODUCTION}\n\n${figures}`);
}

interface Result {
  readonly id: string;
  /** The new text; `null` where the answer is refused. */
  readonly result: string | null;
  readonly refused?: string;
  readonly other?: readonly string[];
  readonly ms: number;
}

function applyRow(row: Row): Result {
  const start = performance.now();
  const answer = applyAnswer(row.answer, row);
  const ms = Math.round((performance.now() - start) * 1000) / 1000;
  if (answer.kind === 'refused') {
    const { reason, detail } = answer;
    return { id: row.id, result: null, refused: detail === undefined ? reason : `${reason}: ${detail}`, ms };
  }
  return { id: row.id, result: answer.text, ...(answer.other.length > 0 ? { other: answer.other } : {}), ms };
}

function largeFilesTable(): string {
  const share = (ms: number): string => `${(ms / APPLIER_BUDGET_MS).toFixed(2)} ×`;
  const rows = measureLargeFiles().map(({ answer, p50Ms, p95Ms }) => [answer, share(p50Ms), share(p95Ms)]);
  return `One change in a file of 5,000 lines, as a share of the ${APPLIER_BUDGET_MS} ms that it may take:\n\n${table(['answer', 'p50', 'p95'], rows)}`;
}

const INTRODUCTION = `What becomes of answers of models, right and faulty ones, when they are applied to a file. _Right_: the
text that must come out, or a refusal where one is due. _Careful_: refused where that is allowed. \`npm run bench -- edits --in bench/data/edits/cases.jsonl\``;

const VERDICTS = ['right', 'careful', 'wrongly refused', 'wrongly applied'] as const;

function judge({ expect }: Row, { result }: Result): (typeof VERDICTS)[number] | undefined {
  if (expect === undefined) return undefined;
  const { refuse, refuseOk, anyOf, result: only } = expect;
  if (result === null) return refuse ? 'right' : refuseOk ? 'careful' : 'wrongly refused';
  return !refuse && (anyOf ?? [only]).includes(result) ? 'right' : 'wrongly applied';
}

/** By category where the rows say what is expected; else how many were applied. */
function tableOf(rows: readonly Row[], results: readonly Result[]): string {
  const judged = rows.map((row, index) => ({ row, result: results[index]!, verdict: judge(row, results[index]!) }));
  const row = (name: string, group: typeof judged): readonly string[] => {
    const counts = VERDICTS.map((verdict) => group.filter((each) => each.verdict === verdict).length);
    const applied = group.filter(({ result }) => result.result !== null).length;
    return [name, ...[group.length, applied, ...counts].map(String)];
  };
  const groups = [...Map.groupBy(judged, (each) => each.row.category)].map(([name, group]) => row(name, group));
  return table(['answers', 'cases', 'applied', ...VERDICTS], [...groups, row('**all**', judged)]);
}

function toRow(row: Record<string, unknown>): Row {
  const text = (name: string): string => {
    const value = row[name];
    if (typeof value !== 'string') throw new Error(`has no ${name}`);
    return value;
  };
  const { format, scope, selection } = row;
  if (format !== 'search-replace' && format !== 'diff' && format !== 'code') throw new Error('has no known format');
  if (scope !== undefined && scope !== 'file' && scope !== 'definition' && scope !== 'selection') {
    throw new Error('has an unknown scope');
  }
  return {
    id: text('id'),
    category: text('category'),
    path: text('path'),
    languageId: text('language'),
    text: text('text'),
    instruction: text('instruction'),
    answer: text('answer'),
    format,
    ...(row['expect'] === undefined ? {} : { expect: row['expect'] as Expected }),
    ...(scope === undefined ? {} : { scope }),
    ...(selection === undefined ? {} : { selection: toSelection(selection) }),
  };
}

function toSelection(value: unknown): NonNullable<EditRequest['selection']> {
  const position = (at: unknown): Position => {
    const { line, character } = at as Partial<Position>;
    if (!Number.isInteger(line) || !Number.isInteger(character)) throw new Error('has a selection without positions');
    return { line: line!, character: character! };
  };
  const { start, end } = value as { start?: unknown; end?: unknown };
  return { start: position(start ?? {}), end: position(end ?? {}) };
}
