// node scripts/bootstrap.mjs bench/make-traces.ts --out F --seed N --keys K [--packages mobx,preact] [--project DIR]
// Writes a session of somebody who never was, the same for the same seed; and the project that he works in.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { sessionLine } from '../src/core/completion/write-session.ts';
import { BadInput } from './lib/bad-input.ts';
import { runAsProgram } from './lib/run-as-program.ts';
import { makeTrace } from './traces/make-trace.ts';
import { loadTraceSources, TRACE_PACKAGE_NAMES } from './traces/package-versions.ts';

await runAsProgram(import.meta.url, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
      keys: { type: 'string' },
      packages: { type: 'string', default: TRACE_PACKAGE_NAMES.join(',') },
      project: { type: 'string' },
    },
  });
  const { out, project } = values;
  if (out === undefined) throw new BadInput('--out is missing: the file to write the session to');
  const names = values.packages.split(',');
  const unknown = names.find((name) => !TRACE_PACKAGE_NAMES.includes(name));
  if (unknown !== undefined) {
    throw new BadInput(`there is no package ${unknown} here, only ${TRACE_PACKAGE_NAMES.join(', ')}`);
  }
  const seed = wholeNumber('--seed', values.seed);
  const keys = values.keys === undefined ? {} : { keys: wholeNumber('--keys', values.keys) };

  const sources = await loadTraceSources(names);
  if (project !== undefined) writeProject(project, sources.project);
  const file = openFile(out);
  let events = 0;
  let time = 0;
  const causes = new Map<string, number>();
  for (const row of makeTrace({ versions: sources.versions, seed, ...keys })) {
    fs.writeSync(file, sessionLine(row));
    if (row.kind === 'sotto-session') continue;
    events++;
    ({ time } = row);
    if (row.kind === 'changed') causes.set(row.cause ?? '?', (causes.get(row.cause ?? '?') ?? 0) + 1);
  }
  fs.closeSync(file);
  const pressed = [...causes.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${out}: ${events} events, ${pressed} keys in ${(time / 60_000).toFixed(1)} minutes`);
  for (const [cause, count] of causes) console.log(`  ${cause.padEnd(12)} ${count}`);
});

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new BadInput(`${option} takes a whole number, not ${text}`);
  return Number(text);
}

function openFile(file: string): number {
  try {
    return fs.openSync(file, 'w');
  } catch (error) {
    throw new BadInput(`${file} can't be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

function writeProject(folder: string, files: readonly { readonly path: string; readonly text: string }[]): void {
  for (const file of files) {
    fs.mkdirSync(path.dirname(path.join(folder, file.path)), { recursive: true });
    fs.writeFileSync(path.join(folder, file.path), file.text);
  }
}
