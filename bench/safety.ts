// npm run bench -- safety --corpus NAME --in F: what must hold whatever is in a repository or comes from a server, on
// corpora in the form of test/corpora/security.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { BadInput } from './lib/bad-input.ts';
import { writeSection } from './lib/benchmarks-page.ts';
import { table } from './lib/table.ts';
import { measureInsecureCode } from './safety/insecure-code.ts';
import { measureInjection } from './safety/injection.ts';
import { measureParser } from './safety/parser.ts';
import { measurePaths } from './safety/paths.ts';
import { measureSecrets } from './safety/secrets.ts';
import { measureSse } from './safety/sse.ts';
import { measureUnicode } from './safety/unicode.ts';
import { measureWebview } from './safety/webview.ts';
import { print } from './lib/print.ts';
import { today } from './lib/today.ts';

export interface SafetyOptions {
  readonly in: string;
  readonly out?: string;
  /** Compare with what each row expects. */
  readonly score: boolean;
  /** A folder of source files: how many of them are flagged? */
  readonly files?: string;
  /** With `paths`: the file systems that its rows speak of. */
  readonly fixtures?: string;
}

/** What `--score` finds: `part` of `all` are as `name` says. */
export interface Figure {
  readonly name: string;
  readonly part: number;
  readonly all: number;
}

type Measure = (options: SafetyOptions) => readonly Figure[] | Promise<readonly Figure[]>;

const CORPORA: Readonly<Record<string, Measure>> = {
  secrets: measureSecrets,
  injection: measureInjection,
  unicode: measureUnicode,
  sse: measureSse,
  paths: measurePaths,
  parser: measureParser,
  webview: measureWebview,
  insecure_code: measureInsecureCode,
};

export async function runSafetyBench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      corpus: { type: 'string' },
      in: { type: 'string' },
      out: { type: 'string' },
      score: { type: 'boolean', default: false },
      files: { type: 'string' },
      fixtures: { type: 'string' },
      docs: { type: 'boolean', default: false },
    },
  });
  if (values.docs) return writeDocs();
  const { corpus, in: file } = values;
  const known = `there are ${Object.keys(CORPORA).join(', ')}`;
  if (corpus === undefined) throw new BadInput(`--corpus is missing (${known})`);
  const measure = CORPORA[corpus];
  if (measure === undefined) throw new BadInput(`the corpus ${corpus} is unknown (${known})`);
  if (file === undefined) throw new BadInput('--in is missing: a file in the form of test/corpora/security');
  await measure({
    in: file,
    score: values.score,
    ...(values.out === undefined ? {} : { out: values.out }),
    ...(values.files === undefined ? {} : { files: values.files }),
    ...(values.fixtures === undefined ? {} : { fixtures: values.fixtures }),
  });
}

const PUBLIC = path.join(import.meta.dirname, '../test/corpora/security');

/** The section tells of all corpora together, so all are measured. */
async function writeDocs(): Promise<void> {
  const rows: string[][] = [];
  for (const [corpus, measure] of Object.entries(CORPORA)) {
    print(`\n${corpus}`);
    const figures = await measure({
      in: path.join(PUBLIC, `${corpus}.jsonl`),
      fixtures: path.join(PUBLIC, 'paths_fixtures.json'),
      score: true,
    });
    for (const { name, part, all } of figures) rows.push([`${corpus}: ${name}`, String(part), String(all)]);
  }
  writeSection(
    'safety',
    `\`npm run bench -- safety --docs\`, ${today()}.

What must hold whatever a repository or a server sends, on the rows of \`test/corpora/security\`, which were there while the
parts were built: further rows are kept apart.

${table(['corpus', 'part', 'of'], rows)}`,
  );
}
