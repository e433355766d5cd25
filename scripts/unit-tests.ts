// Runs the unit tests and counts them:   node scripts/unit-tests.ts
import fs from 'node:fs/promises';
import path from 'node:path';
import { runScript } from './lib/run-command.ts';
import { ROOT } from './lib/root.ts';
import { report } from './lib/tally.ts';
import type { Skip, Tally } from './lib/tally.ts';

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: 'passed' | 'failed' | 'skipped' | 'pending' | 'todo' | 'disabled';
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

export async function unitTests(): Promise<Tally> {
  const file = path.join(ROOT, 'out', 'unit-tests.json');
  await fs.rm(file, { force: true });
  const vitest = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await runScript(vitest, args, { cwd: ROOT, show: true });
  const text = await fs.readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined)
    return { tier: 'unit tests', passed: 0, failures: [`vitest ended with ${code} and no report`], skips: [] };
  return countReport(JSON.parse(text), code);
}

export function countReport({ testResults }: VitestReport, code: number): Tally {
  const failures: string[] = [];
  const skips: Skip[] = [];
  let passed = 0;
  for (const result of testResults) {
    const name = path.relative(ROOT, result.name);
    // A file that cannot be loaded has no tests to fail.
    if (result.status === 'failed' && result.assertionResults.length === 0) failures.push(`${name}: ${result.message}`);
    for (const { fullName, status, failureMessages } of result.assertionResults) {
      if (status === 'passed') passed += 1;
      else if (status === 'failed') failures.push(`${name}: ${fullName}: ${firstLine(failureMessages?.[0])}`);
      else skips.push(skipNamedBy(`${name}: ${fullName}`));
    }
  }
  if (code !== 0 && failures.length === 0) failures.push(`vitest ended with ${code}`);
  return { tier: 'unit tests', passed, failures, skips };
}

/** A test says in its name what it cannot do without: "streams from a real server (needs llama)". */
function skipNamedBy(name: string): Skip {
  const need = /\(needs ([\w-]+)\)/.exec(name)?.[1];
  return need
    ? { name, reason: `${need} is not on this machine`, need }
    : { name, reason: 'switched off in its source' };
}

const firstLine = (text = ''): string => text.split('\n', 1)[0] ?? '';

if (import.meta.main) process.exitCode = report([await unitTests()]);
