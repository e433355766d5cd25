import fs from 'node:fs';
import path from 'node:path';
import { readJsonl, score, tokens } from '../data/crossfile/score-context.mjs';
import { BadInput } from '../lib/bad-input.ts';
import type { ContextRow } from './measure-context.ts';

/** Recalls from 0 to 1 at one budget, of all cross-file tasks or of one language's. */
export interface Score {
  readonly group: string;
  readonly tasks: number;
  /** The whole signature line of what has to be written. */
  readonly signature: number;
  /** That, or its head up to the name. */
  readonly name: number;
  /** The names of what has to be written, anywhere in the snippets. */
  readonly identifiers: number;
  /** The same where neither an import nor the text after the cursor has the name. */
  readonly hidden: number;
}

/** By the scorer that comes with the tasks; languages first, `overall` last. */
export function scoreContexts(tasksFile: string, rows: readonly ContextRow[], budget: number): readonly Score[] {
  try {
    return score(readJsonl(tasksFile), rows, { budgets: [budget] }).table.map((row) => toScore(row, budget));
  } catch (error) {
    throw new BadInput(`${tasksFile} can't be scored: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Of the retrievers that the tasks were published with; `signature`, which is not among the figures, is 0. */
export function publishedScores(budget: number): ReadonlyMap<string, Score> {
  const file = path.join(import.meta.dirname, '../data/crossfile/results/baselines.json');
  const baselines = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, { lang: { table: ScoredGroup[] } }>;
  const { table } = baselines['none']!.lang;
  if (table[0]!.defRecall[budget] === undefined) {
    throw new BadInput(
      `nothing was published at ${budget} tokens, only at ${Object.keys(table[0]!.defRecall).join(', ')}`,
    );
  }
  return new Map(
    Object.entries(baselines).map(([name, { lang }]) => [name, toScore(lang.table.at(-1)!, budget)] as const),
  );
}

/** What the snippets of a row cost in a prompt, as the scorer counts it. */
export function snippetTokens({ snippets }: Pick<ContextRow, 'snippets'>): number {
  return snippets.reduce((sum, each) => sum + tokens(`// ${each.path}\n`) + tokens(each.text), 0);
}

type ByBudget = Readonly<Record<string, number>>;

interface ScoredGroup {
  readonly group: string;
  readonly n: number;
  readonly idRecall: ByBudget;
  readonly defRecall: ByBudget;
  readonly sigRecall?: ByBudget;
  readonly hiddenIdRecall: ByBudget;
}

function toScore(row: ScoredGroup, budget: number): Score {
  return {
    group: row.group,
    tasks: row.n,
    signature: row.sigRecall?.[budget] ?? 0,
    name: row.defRecall[budget] ?? 0,
    identifiers: row.idRecall[budget] ?? 0,
    hidden: row.hiddenIdRecall[budget] ?? 0,
  };
}
