// npm run bench -- postprocess --in F: what is shown of raw model output, case by case.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { mendSyntax } from '../src/core/completion/mend-syntax.ts';
import type { Limits } from '../src/core/completion/clean/cleaning.ts';
import { postProcess } from '../src/core/completion/post-process.ts';
import { requestFromText } from '../src/core/completion/request-from-text.ts';
import type { NothingReason } from '../src/core/completion/result.ts';
import { lexerSyntax } from '../src/core/syntax/lexer-syntax.ts';
import type { SyntaxPort } from '../src/core/syntax/syntax-port.ts';
import { createTreeSyntax } from '../src/worker/outline/create-tree-syntax.ts';
import { createGrammars } from '../src/worker/outline/grammars.ts';
import { loadGrammar } from '../scripts/lib/load-grammar.ts';
import { BadInput } from './lib/bad-input.ts';
import { writeSection } from './lib/benchmarks-page.ts';
import { readJsonLines, writeJsonLines } from './lib/json-lines.ts';
import { mustBePublic } from './lib/public-data.ts';
import { table } from './lib/table.ts';
import { print } from './lib/print.ts';
import { today } from './lib/today.ts';

export async function runPostProcessBench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      in: { type: 'string' },
      out: { type: 'string' },
      score: { type: 'boolean', default: false },
      docs: { type: 'boolean', default: false },
    },
  });
  if (values.in === undefined) throw new BadInput(`--in is missing: a file in the form of ${PUBLIC_CASES}`);
  if (values.docs) mustBePublic('in', values.in, PUBLIC_CASES);
  const cases = readJsonLines(values.in, toCase);
  const rows = await postProcessCases(cases);
  if (values.out !== undefined) writeJsonLines(values.out, rows);
  const shown = rows.filter(({ nothing }) => nothing === undefined).length;
  print(`${rows.length} model outputs: something is shown for ${shown}, nothing for ${rows.length - shown}`);
  if (!values.score && !values.docs) return;
  const report = score(values.in, rows);
  const baselines = {
    asItIs: score(
      values.in,
      cases.map(({ id, generated }) => ({ id, insertText: generated, ms: 0 })),
    ).total.right,
    never: score(
      values.in,
      cases.map(({ id }) => ({ id, insertText: '', nothing: 'only-whitespace', ms: 0 })),
    ).total.right,
  };
  for (const [category, { right, rows: all }] of byCategory(report)) print(`  ${category.padEnd(24)} ${right}/${all}`);
  print(`  the output as it is      ${baselines.asItIs}/${rows.length}`);
  print(`  never showing anything   ${baselines.never}/${rows.length}`);
  if (values.docs) writeSection('postprocess', section(report, baselines));
}

const PUBLIC_CASES = 'bench/data/postprocess/cases.jsonl';

interface Case {
  readonly id: string;
  readonly languageId: string;
  readonly path: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly generated: string;
  readonly limits: Limits;
}

export interface PostProcessRow {
  readonly id: string;
  readonly insertText: string;
  readonly replaceSuffix?: number;
  readonly nothing?: NothingReason;
  readonly ms: number;
}

/** As long as a tree may take: what is measured is the answer, not how busy the machine is. */
const SYNTAX_BUDGET_MS = 5_000;

/** What the pipeline does between the source and the second gate, for a source that says nothing about its text. */
async function postProcessCases(cases: readonly Case[]): Promise<readonly PostProcessRow[]> {
  const grammars = createGrammars(loadGrammar);
  const trees = createTreeSyntax({ grammars });
  const syntax: SyntaxPort = {
    firstSound: async (question) =>
      (await trees.firstSound({ ...question, budgetMs: SYNTAX_BUDGET_MS })) ?? lexerSyntax.firstSound(question),
  };
  const rows: PostProcessRow[] = [];
  // The first round loads grammars and warms the code up, as an editor that has been open for a minute.
  for (const round of [0, 1]) {
    for (const each of cases) {
      const row = await postProcessCase(each, syntax);
      if (round === 1) rows.push(row);
    }
  }
  trees.dispose();
  return rows;
}

async function postProcessCase(each: Case, syntax: SyntaxPort): Promise<PostProcessRow> {
  const request = requestFromText({
    path: `/${each.path}`,
    languageId: each.languageId,
    text: each.prefix + each.suffix,
    offset: each.prefix.length,
    triggerKind: 'automatic',
    time: 0,
  });
  const startMs = performance.now();
  const processed = postProcess({ text: each.generated, endsLine: undefined }, request, each.limits);
  const result = processed.kind === 'text' ? await mendSyntax(syntax, processed, true, request) : processed;
  const ms = Math.round((performance.now() - startMs) * 1000) / 1000;
  const { id } = each;
  if (result.kind === 'nothing') return { id, insertText: '', nothing: result.reason, ms };
  const { insertText, replaceSuffix } = result;
  return { id, insertText, ...(replaceSuffix === 0 ? {} : { replaceSuffix }), ms };
}

interface Counts {
  readonly rows: number;
  readonly right: number;
  readonly wrong: number;
  readonly shown: number;
  readonly dropped: number;
}

interface Report {
  readonly total: Counts;
  readonly categories: Readonly<Record<string, Counts>>;
  readonly cleanDamaged: { readonly rows: number; readonly damaged: number };
}

/** By the scorer that comes with the cases. */
function score(file: string, rows: readonly PostProcessRow[]): Report {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-postprocess-'));
  try {
    const out = path.join(folder, 'out.jsonl');
    writeJsonLines(out, rows);
    const scorer = path.join(import.meta.dirname, 'data/postprocess/score-postprocess.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [scorer, file, out, '--json'], { encoding: 'utf8' });
    if (status !== 0) throw new BadInput(`${file} can't be scored: ${stderr.trim().split('\n').at(-1)}`);
    return JSON.parse(stdout) as Report;
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const byCategory = ({ categories, total }: Report): readonly (readonly [string, Counts])[] => [
  ...Object.entries(categories),
  ['all', total],
];

/** How many cases would be right without post-processing. */
interface Baselines {
  readonly asItIs: number;
  readonly never: number;
}

function section(report: Report, baselines: Baselines): string {
  const { total, cleanDamaged } = report;
  const rows = byCategory(report).map(([name, { rows: all, right, wrong, shown, dropped }]) => [
    name,
    ...[all, right, wrong, shown, dropped].map(String),
    `${((100 * right) / all).toFixed(0)} %`,
  ]);
  return `\`npm run bench -- postprocess --in ${PUBLIC_CASES} --docs\`, ${today()}.

What is shown of raw model output, against what should be, written by hand: ${total.rows} cases. Showing the
output as it is gets ${baselines.asItIs} of them right, and never showing anything ${baselines.never}. Of the clean cases, which must stay as
they are, ${cleanDamaged.damaged} of ${cleanDamaged.rows} are damaged.

${table(['kind', 'cases', 'right', 'wrong text', 'wrongly shown', 'wrongly dropped', 'share right'], rows)}`;
}

function toCase(row: Record<string, unknown>): Case {
  const { id, language, path: file, prefix, suffix, generated, mode, recent } = row;
  for (const [name, value] of Object.entries({ id, language, path: file, prefix, suffix, generated })) {
    if (typeof value !== 'string') throw new Error(`has no ${name}`);
  }
  return {
    id: id as string,
    languageId: language as string,
    path: file as string,
    prefix: prefix as string,
    suffix: suffix as string,
    generated: generated as string,
    limits: { maxLines: 0, extent: mode === 'single-line' ? 'line' : 'block', ...toRecent(recent) },
  };
}

function toRecent(recent: unknown): Pick<Limits, 'rejected' | 'deleted'> {
  const { rejected = [], deleted = [] } = (recent ?? {}) as Record<string, readonly string[]>;
  if (![...rejected, ...deleted].every((text) => typeof text === 'string')) throw new Error('has no texts in recent');
  return { rejected, deleted };
}
