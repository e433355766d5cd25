// What a person sees of a model's completions in a real editor: how soon, whether it flickers, and what a slow model loses.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { packExtension } from '../scripts/package.ts';
import { BUSY_FLOOR_MS, type GhostFigures, measureGhostFigures, type TraceFigures } from '../test/e2e/model-ghost.ts';
import { writeSection } from './lib/benchmarks-page.ts';
import { CheckFailed } from './lib/check-failed.ts';
import { wholeNumber } from './lib/options.ts';
import { table } from './lib/table.ts';
import { today } from './lib/today.ts';

export async function runGhostBench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      vsix: { type: 'string' },
      keys: { type: 'string', default: '40' },
      out: { type: 'string' },
      docs: { type: 'boolean', default: false },
    },
  });
  const keys = wholeNumber('keys', values.keys, 1);
  const figures = await measureGhostFigures(values.vsix ?? (await packExtension()), keys);
  const text = report(figures);
  console.log(text);
  if (values.out !== undefined) fs.writeFileSync(values.out, `${JSON.stringify(figures, undefined, 2)}\n`);
  if (!values.docs) return;
  if (figures.latency.floor > BUSY_FLOOR_MS)
    throw new CheckFailed(
      `the machine is too busy to publish: the floor alone is ${figures.latency.floor.toFixed(0)} ms`,
    );
  writeSection('ghost', `\`npm run bench -- ghost\`, ${today()}.\n\n${text}`);
}

function report({ latency, quick, slow }: GhostFigures): string {
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  const row = (name: string, { keys, answers, changes, grown, fates }: TraceFigures): readonly string[] => [
    name,
    ...[keys, answers, changes.appearance, changes['typing-through'], changes.extension, grown].map(String),
    ...[changes.removal, changes.other, fates.stood, fates['at rest'], fates['at the next key']].map(String),
    String(fates.later + fates.lost),
  ];
  const head = `first token and each further one, keys, answers, appeared, typed through, extended, of these by lines, removed by a key,
    other, drawn while it came, at rest, at the next key, later or lost`;
  return `A server with a script, in a real VS Code in a browser without a screen, on viem. From a key to drawn ghost text, the median of ${latency.keys} keys: ${ms(latency.ghost)};
an extension that answers at once, in turns in the same run: ${ms(latency.floor)}; the server's own time, at 80 ms for the first token and 12 ms for each further one:
${ms(latency.model)}. Above both, of each key, the median: ${ms(latency.added)}.

${table(head.split(/,\s+/), [row('80 ms, 12 ms', quick), row('900 ms, 5 ms', slow)])}

Every change of what is drawn, by animation frame, while a text is typed: into suggestions, back, against them, with Enter, Escape and Tab. "Other" is a text
that went or became another one though the person had done nothing against it. The last four columns are the answers that fitted when
they were there, by when they were drawn.`;
}
