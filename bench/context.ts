// npm run bench -- context --tasks F --cache DIR: what the retrievers put before a model, task by task.
import { parseArgs } from 'node:util';
import { RETRIEVER_NAMES } from '../src/core/context/retriever.ts';
import { createIndexerService } from '../src/worker/indexer-service.ts';
import { type ContextMeasure, type ContextRow, measureContext } from './context/measure-context.ts';
import type { CreateIndexer } from './context/repository-copy.ts';
import { publishedScores, type Score, scoreContexts, snippetTokens } from './context/score.ts';
import { readTasks, type Task } from './context/tasks.ts';
import { BadInput } from './lib/bad-input.ts';
import { writeSection } from './lib/benchmarks-page.ts';
import { writeJsonLines } from './lib/json-lines.ts';
import { wholeNumber } from './lib/options.ts';
import { mustBePublic } from './lib/public-data.ts';
import { table } from './lib/table.ts';
import { print } from './lib/print.ts';
import { today } from './lib/today.ts';

export async function runContextBench(
  args: string[],
  createIndexer: CreateIndexer = createIndexerService,
): Promise<void> {
  const options = parseOptions(args);
  const { cache, budget: budgetTokens, checks: checksPerRepository } = options;
  if (options.docs) mustBePublic('tasks', options.tasks, PUBLIC_TASKS);
  const published = options.docs ? publishedScores(budgetTokens) : undefined;
  const tasks = readTasks(options.tasks);
  const measure = await measureContext(tasks, {
    cache,
    budgetTokens,
    checksPerRepository,
    noStop: options.noStop,
    noDraft: options.noDraft,
    leaveOut: options.ablate || options.docs ? RETRIEVER_NAMES : [],
    createIndexer,
    onProgress: print,
  });
  if (options.out !== undefined) writeJsonLines(options.out, [...measure.rows, ...measure.repositories]);
  for (const line of summary(tasks, measure)) print(line);
  if (!options.score && !options.docs && !options.ablate) return;
  const scores = scoreContexts(options.tasks, measure.rows, budgetTokens);
  print(`\nrecall in per cent at ${budgetTokens} tokens: signature, name, identifiers, hidden identifiers`);
  for (const each of scores) {
    const cells = percents(each).map((text) => text.padStart(5));
    print(`  ${each.group.padEnd(12)} ${cells.join('  ')}`);
  }
  for (const [name, ...cells] of ablation(options, measure, scores.at(-1)!))
    print(`  without ${name}: ${cells.join('  ')}`);
  if (published) writeSection('context', section(tasks, measure, { scores, published, options }));
}

/** What is lost without each retriever, in points; the ranker is not fitted anew. */
function ablation(
  { tasks, budget }: Pick<Options, 'tasks' | 'budget'>,
  { without }: ContextMeasure,
  all: Score,
): readonly string[][] {
  return [...without].map(([name, rows]) => {
    const { signature, identifiers, hidden } = scoreContexts(tasks, rows, budget).at(-1)!;
    const lost = (before: number, after: number): string => percent(before - after);
    return [name, lost(all.signature, signature), lost(all.identifiers, identifiers), lost(all.hidden, hidden)];
  });
}

const PUBLIC_TASKS = 'bench/data/crossfile/tasks/public.jsonl';

interface Options {
  readonly tasks: string;
  readonly cache: string;
  readonly out: string | undefined;
  readonly budget: number;
  readonly checks: number;
  readonly noStop: boolean;
  readonly noDraft: boolean;
  readonly ablate: boolean;
  readonly score: boolean;
  readonly docs: boolean;
}

function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      tasks: { type: 'string' },
      cache: { type: 'string' },
      out: { type: 'string' },
      budget: { type: 'string', default: '2048' },
      'no-stop': { type: 'boolean', default: false },
      /** As where the engine is away. */
      'no-draft': { type: 'boolean', default: false },
      /** What each retriever is worth: as many questions again as there are retrievers. */
      ablate: { type: 'boolean', default: false },
      /** Tasks a repository that are asked once more of an index that never saw their file. */
      checks: { type: 'string', default: '1' },
      score: { type: 'boolean', default: false },
      docs: { type: 'boolean', default: false },
    },
  });
  const { tasks, cache } = values;
  if (tasks === undefined) throw new BadInput('--tasks is missing: a file in the form of bench/data/crossfile/tasks');
  if (cache === undefined) throw new BadInput('--cache is missing: the folder that fetch-corpora.mjs filled');
  return {
    tasks,
    cache,
    out: values.out,
    budget: wholeNumber('budget', values.budget),
    checks: wholeNumber('checks', values.checks, 0),
    noStop: values['no-stop'],
    noDraft: values['no-draft'],
    ablate: values.ablate,
    score: values.score,
    docs: values.docs,
  };
}

function summary(tasks: readonly Task[], { rows, repositories, unseen }: ContextMeasure): readonly string[] {
  const slowest = Math.max(...repositories.map(({ indexMs }) => indexMs));
  return [
    `${rows.length} tasks of ${repositories.length} repositories; the slowest was indexed in ${slowest} ms`,
    ...KINDS.map((kind) => `snippet tokens of ${kind} tasks: ${meanTokens(tasks, rows, kind)} in the mean`),
    `a question takes ${quantile(rows, 0.5)} ms in the median, ${quantile(rows, 0.95)} ms at the 95th percentile`,
    `the same answer when the task's file was deleted: all ${rows.length} tasks, ${unseen} of them from an index made without it`,
  ];
}

const KINDS = ['crossfile', 'infile'] as const;

function meanTokens(tasks: readonly Task[], rows: readonly ContextRow[], kind: Task['kind']): string {
  const ids = new Set(tasks.filter((task) => task.kind === kind).map(({ id }) => id));
  const costs = rows.filter(({ id }) => ids.has(id)).map(snippetTokens);
  return costs.length === 0 ? 'none' : (costs.reduce((sum, each) => sum + each, 0) / costs.length).toFixed(0);
}

function quantile(rows: readonly ContextRow[], share: number): string {
  const times = rows.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return times[Math.min(times.length - 1, Math.floor(share * times.length))]!.toFixed(1);
}

const percents = ({ signature, name, identifiers, hidden }: Score): readonly string[] =>
  [signature, name, identifiers, hidden].map(percent);
const percent = (share: number): string => (100 * share).toFixed(1);

/** Retrievers that the tasks were published with: the best of each kind. */
const COMPARED = ['import-skel', 'mix', 'repomap', 'bm25-win', 'jaccard-all', 'folder'];

interface Compared {
  readonly scores: readonly Score[];
  readonly published: ReadonlyMap<string, Score>;
  readonly options: Options;
}

function section(tasks: readonly Task[], measure: ContextMeasure, { scores, published, options }: Compared): string {
  const { budget } = options;
  const overall = scores.at(-1)!;
  const withoutSignature = (score: Score): readonly string[] => percents(score).slice(1);
  const compared = [
    ['**Sotto**', ...withoutSignature(overall)],
    ...COMPARED.map((name) => [name, ...withoutSignature(published.get(name)!)]),
  ];
  const byLanguage = scores.map((each) => [each.group, String(each.tasks), ...percents(each)]);
  return `\`npm run bench -- context --tasks ${PUBLIC_TASKS} --cache DIR --docs\`, ${today()}.

What the retrievers put before a model, without a model: the share of what has to be written at ${overall.tasks} cursors in
${measure.repositories.length} public packages, in per cent, that is in the snippets at ${budget} tokens. The engine's draft goes with each
question; it never learned the file that is asked about. Beside it, the retrievers that the tasks
were published with (\`bench/data/crossfile/results/baselines.json\`), at the same budget by the same scorer. Differences
under 5 points are noise.

${table(['retriever', 'definition by name', 'identifiers', 'hidden identifiers'], compared)}

Sotto by language; the whole signature line is the figure that counts, and the published results do not have it:

${table(['language', 'tasks', 'signature', 'definition by name', 'identifiers', 'hidden identifiers'], byLanguage)}

What is lost without each retriever, in points. The ranker is not fitted anew, and what one finds another may find too:

${table(['without', 'signature', 'identifiers', 'hidden identifiers'], ablation(options, measure, overall))}

Snippets use ${meanTokens(tasks, measure.rows, 'crossfile')} of ${budget} tokens in the mean where another file is needed, and
${meanTokens(tasks, measure.rows, 'infile')} where none is. Each answer stays the same when the task's file is deleted; for
${measure.unseen} tasks also from an index that never saw the file.`;
}
