// Measures what keeps secrets and control tokens out of a prompt, on corpora in the form of test/corpora/security.
import { parseArgs } from 'node:util';
import { BadInput } from './lib/bad-input.ts';
import { measureInjection } from './safety/injection.ts';
import { measurePaths } from './safety/paths.ts';
import { measureSecrets } from './safety/secrets.ts';
import { measureSse } from './safety/sse.ts';

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

const CORPORA: Readonly<Record<string, (options: SafetyOptions) => void | Promise<void>>> = {
  secrets: measureSecrets,
  injection: measureInjection,
  sse: measureSse,
  paths: measurePaths,
};

/** What the bench will cover once the parts of the product are there that it measures. */
const NOT_BUILT_YET = ['unicode', 'webview', 'insecure_code', 'parser'];

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
    },
  });
  const { corpus, in: file } = values;
  const known = `secrets, injection, sse and paths are built; ${NOT_BUILT_YET.join(', ')} are not yet`;
  if (corpus === undefined) throw new BadInput(`--corpus is missing (${known})`);
  const measure = CORPORA[corpus];
  if (measure === undefined) {
    const fault = NOT_BUILT_YET.includes(corpus) ? 'is not built yet' : 'is unknown';
    throw new BadInput(`the corpus ${corpus} ${fault} (${known})`);
  }
  if (file === undefined) throw new BadInput('--in is missing: a file in the form of test/corpora/security');
  await measure({
    in: file,
    score: values.score,
    ...(values.out === undefined ? {} : { out: values.out }),
    ...(values.files === undefined ? {} : { files: values.files }),
    ...(values.fixtures === undefined ? {} : { fixtures: values.fixtures }),
  });
}
