import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';

// A copy of the configuration with one file per violation: linter and compiler run once over all of them, and every file
// must be complained about. A rule that has stopped to bite shows here, not in a review.
const violations: readonly {
  readonly file: string;
  readonly source: string;
  readonly caughtBy: 'lint' | 'types' | 'both';
}[] = [
  {
    file: 'src/core/text/vscode.ts',
    source: "import { Uri } from 'vscode';\nexport const a = Uri;\n",
    caughtBy: 'lint',
  },
  {
    file: 'src/core/text/vscode-type.ts',
    source: "import type { Uri } from 'vscode';\nexport type A = Uri;\n",
    caughtBy: 'lint',
  },
  { file: 'src/core/engine/node.ts', source: "import fs from 'node:fs';\nexport const a = fs;\n", caughtBy: 'both' },
  {
    file: 'src/core/text/row-above.ts',
    source: "import { a } from '../gate/fine.ts';\nexport const b = a;\n",
    caughtBy: 'lint',
  },
  {
    file: 'src/core/gate/outside.ts',
    source: "import { a } from '../../node/fine.ts';\nexport const b = a;\n",
    caughtBy: 'both',
  },
  { file: 'src/core/gate/process.ts', source: 'export const a = process.env;\n', caughtBy: 'types' },
  { file: 'src/core/gate/document.ts', source: 'export const a = document.title;\n', caughtBy: 'types' },
  { file: 'src/core/gate/clock.ts', source: 'export const a = Date.now();\n', caughtBy: 'lint' },
  { file: 'src/core/gate/chance.ts', source: 'export const a = Math.random();\n', caughtBy: 'lint' },
  { file: 'src/core/gate/console.ts', source: "console.log('a');\nexport {};\n", caughtBy: 'lint' },
  { file: 'src/node/editor.ts', source: "import { Uri } from 'vscode';\nexport const a = Uri;\n", caughtBy: 'lint' },
  { file: 'src/worker/editor.ts', source: "import { Uri } from 'vscode';\nexport const a = Uri;\n", caughtBy: 'lint' },
  { file: 'src/cli/editor.ts', source: "import { Uri } from 'vscode';\nexport const a = Uri;\n", caughtBy: 'lint' },
  { file: 'src/webview/node.ts', source: "import fs from 'node:fs';\nexport const a = fs;\n", caughtBy: 'lint' },
  {
    file: 'src/webview/host.ts',
    source: "import { a } from '../node/fine.ts';\nexport const b = a;\n",
    caughtBy: 'lint',
  },
  { file: 'src/vscode/cli.ts', source: "import { a } from '../cli/fine.ts';\nexport const b = a;\n", caughtBy: 'lint' },
  {
    file: 'src/node/floating.ts',
    source: 'async function work(): Promise<void> {}\nwork();\nexport {};\n',
    caughtBy: 'lint',
  },
];

/** What these files import, and a proof that not everything is complained about. */
const fine = ['src/core/gate/fine.ts', 'src/node/fine.ts', 'src/cli/fine.ts'];

let folder: string;
let lintOutput: string;
let typesOutput: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-boundaries-'));
  const settings = ['package.json', '.oxlintrc.json', 'tsconfig.base.json', 'src/core/tsconfig.json'];
  for (const file of settings) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.copyFileSync(path.join(ROOT, file), path.join(folder, file));
  }
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  for (const { file, source } of violations) write(file, source);
  for (const file of fine) write(file, 'export const a = 1;\n');
  lintOutput = run('oxlint/bin/oxlint', ['--type-aware', '--format=unix', 'src']);
  typesOutput = run('typescript/bin/tsc', ['-p', 'src/core', '--pretty', 'false']);
}, 60_000);

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(file: string, source: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), source);
}

function run(script: string, args: readonly string[]): string {
  const done = spawnSync(process.execPath, [path.join(ROOT, 'node_modules', script), ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(done.status, done.stdout + done.stderr).toBeGreaterThan(0);
  return done.stdout.replaceAll('\\', '/');
}

describe('the linter refuses', () => {
  test.each(violations.filter(({ caughtBy }) => caughtBy !== 'types'))('$file', ({ file }) => {
    expect(lintOutput).toContain(`${file}:`);
  });
});

describe('the compiler refuses', () => {
  test.each(violations.filter(({ caughtBy }) => caughtBy !== 'lint'))('$file', ({ file }) => {
    expect(typesOutput).toContain(`${file}(`);
  });
});

test('files that keep to their folder are not complained about', () => {
  for (const file of fine) {
    expect(lintOutput).not.toContain(`${file}:`);
    expect(typesOutput).not.toContain(`${file}(`);
  }
});
