// Everything that can be said about the source without starting an editor:   npm run check
// Format, lint, types, unit tests, dead code, build and sizes; each step's time, and the output of those that failed.
import fs from 'node:fs';
import path from 'node:path';
import { runScript } from './lib/run-command.ts';
import type { Finished } from './lib/run-command.ts';
import { ROOT } from './lib/root.ts';

interface Step {
  readonly name: string;
  readonly run: () => Promise<Finished>;
}

/** The file behind a tool's command, so that no shell is needed. */
function tool(name: string, ...args: string[]): () => Promise<Finished> {
  const packageOf: Readonly<Record<string, string>> = { tsc: 'typescript' };
  const folder = path.join(ROOT, 'node_modules', packageOf[name] ?? name);
  const { bin } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const script = path.join(folder, typeof bin === 'string' ? bin : bin[name]);
  return () => runScript(script, args, { cwd: ROOT });
}

function ourScript(name: string, ...args: string[]): () => Promise<Finished> {
  return () => runScript(path.join(ROOT, 'scripts', name), args, { cwd: ROOT });
}

function typeChecks(): Step[] {
  const projects = ['tsconfig.json', ...fs.globSync(['src/*/tsconfig.json', 'test/*/tsconfig.json'], { cwd: ROOT })];
  return projects.map((project) => ({
    name: `types  ${project.replaceAll('\\', '/')}`,
    run: tool('tsc', '-p', project),
  }));
}

// Two at a time: more only makes each slower on the machines that we mean to be quick on. The long ones come first.
const LANES = 2;

const steps: Step[] = [
  // Without what starts processes or works against the clock; `npm test` has those too.
  {
    name: 'unit tests',
    run: tool(
      'vitest',
      'run',
      ...[
        'processes/**',
        'server/**',
        'node/canaries.test.ts',
        'worker/indexer-service/**',
        'worker/outline/hostile-files.test.ts',
        'bench/index-in-child.test.ts',
        'bench/server.test.ts',
        'bench/speed.test.ts',
        'bench/typing.test.ts',
      ].map((part) => `--exclude=test/${part}`),
    ),
  },
  {
    name: 'build and sizes',
    run: async () => {
      const built = await ourScript('build.ts', '--minify')();
      return built.code === 0 ? ourScript('check-size.ts')() : built;
    },
  },
  // Explicit folders: oxlint otherwise walks into whatever else lies here.
  { name: 'lint', run: tool('oxlint', '--type-aware', 'src', 'test', 'scripts', 'bench') },
  { name: 'format', run: tool('oxfmt', '--check', '.') },
  { name: 'dead code', run: tool('knip') },
  ...typeChecks(),
];

async function runStep({ name, run }: Step): Promise<boolean> {
  const started = performance.now();
  const { code, output } = await run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✔' : '✖'} ${seconds.padStart(5)} s  ${name}`);
  if (code !== 0) console.log(output.trimEnd().replaceAll(/^/gm, '          '));
  return code === 0;
}

const waiting = [...steps];
const failed: string[] = [];

async function lane(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    if (!(await runStep(step))) failed.push(step.name);
  }
}

const started = performance.now();
await Promise.all(Array.from({ length: LANES }, lane));
console.log(
  `${steps.length - failed.length} of ${steps.length} checks passed in ${((performance.now() - started) / 1000).toFixed(0)} s`,
);
process.exitCode = failed.length > 0 ? 1 : 0;
