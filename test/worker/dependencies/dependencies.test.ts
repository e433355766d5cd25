import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { RepositoryOutline } from '../../../src/core/repository/repository-outline.ts';
import { languageIdForPath } from '../../../src/core/syntax/languages.ts';
import { Dependencies } from '../../../src/worker/dependencies/dependencies.ts';
import { temporaryFolder, writeFiles } from '../../support/headless.ts';
import { outliner } from '../outline/check-outline.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

interface Project {
  readonly root: string;
  nowMs: number;
  /** Signatures of what the file imports from packages. */
  ask(file: string, text: string): Promise<readonly string[]>;
}

function project(files: Readonly<Record<string, string>>): Project {
  const outer = fs.realpathSync(temporaryFolder());
  folders.push(outer);
  const root = path.join(outer, 'project');
  writeFiles(root, files);
  const made = {
    root,
    nowMs: 0,
    async ask(file: string, text: string) {
      const outline = await outliner.outline(`${root}/${file}`, languageIdForPath(file)!, text);
      const found = await dependencies.of(outline!, root, new RepositoryOutline());
      return found.map(({ definition }) => definition.signature.replace(/^(?:export |declare )+/, ''));
    },
  };
  const dependencies = new Dependencies(outliner, () => made.nowMs);
  return made;
}

const manifest = (value: object): string => JSON.stringify({ version: '1.0.0', ...value });

test('gives the signature of an imported name at the installed version, through re-exports', async () => {
  const { ask } = project({
    'node_modules/quill/package.json': manifest({ types: './dist/index.d.ts' }),
    'node_modules/quill/dist/index.d.ts': "export * from './pen.js';\nexport { ink as dye } from './ink.js';\n",
    'node_modules/quill/dist/pen.d.ts': 'export declare function write(text: string, nib: number): void;\n',
    'node_modules/quill/dist/ink.d.ts': 'export declare const ink: Colour;\n',
  });
  expect(await ask('src/a.ts', "import { write, dye as colour, gone } from 'quill';\n")).toEqual([
    'function write(text: string, nib: number): void',
    'const ink: Colour',
  ]);
});

test('knows scopes, subpaths, types packages, and the nearest folder of packages', async () => {
  const { ask } = project({
    'node_modules/@s/p/package.json': manifest({ exports: { './sub': { types: './sub.d.ts' } } }),
    'node_modules/@s/p/sub.d.ts': 'export declare function far(): 1;\n',
    'node_modules/plain/package.json': manifest({ main: 'index.js' }),
    'node_modules/plain/index.js': 'exports.old = 1;\n',
    'node_modules/@types/plain/package.json': manifest({ types: 'index.d.ts' }),
    'node_modules/@types/plain/index.d.ts': 'export function typed(a: string): void;\n',
    'apps/one/node_modules/plain/package.json': manifest({ types: 'own.d.ts' }),
    'apps/one/node_modules/plain/own.d.ts': 'export function typed(newer: number): void;\n',
  });
  expect(await ask('src/a.ts', "import { far } from '@s/p/sub';\n")).toEqual(['function far(): 1']);
  const text = "import { typed } from 'plain';\n";
  expect(await ask('src/a.js', text)).toEqual(['function typed(a: string): void']);
  expect(await ask('apps/one/src/a.ts', text)).toEqual(['function typed(newer: number): void']);
});

test('follows links of a package store inside the folder, and none that lead out of it', async () => {
  const made = project({
    'node_modules/.store/quill@1/node_modules/quill/package.json': manifest({ types: 'a.d.ts' }),
    'node_modules/.store/quill@1/node_modules/quill/a.d.ts': 'export declare function write(): void;\n',
    'node_modules/.keep': '',
  });
  const { root, ask } = made;
  fs.symlinkSync('.store/quill@1/node_modules/quill', path.join(root, 'node_modules/quill'));
  writeFiles(path.join(root, '../outside'), {
    'package.json': manifest({ types: 'a.d.ts' }),
    'a.d.ts': 'export declare function secret(): void;\n',
  });
  fs.symlinkSync('../../outside', path.join(root, 'node_modules/outside'));
  fs.symlinkSync('../node_modules', path.join(root, 'node_modules/round'));
  expect(await ask('a.ts', "import { write } from 'quill';\n")).toEqual(['function write(): void']);
  expect(await ask('a.ts', "import { secret } from 'outside';\n")).toEqual([]);
  expect(await ask('a.ts', "import { a } from 'round/round/round';\nimport { b } from '../..//x';\n")).toEqual([]);
});

test('a file of a package that is a link out of the folder is not read', async () => {
  const { root, ask } = project({
    'node_modules/quill/package.json': manifest({ types: 'a.d.ts' }),
    'node_modules/quill/a.d.ts': "export * from './b.js';\n",
  });
  fs.writeFileSync(path.join(root, '../b.d.ts'), 'export declare function secret(): void;\n');
  fs.symlinkSync('../../../b.d.ts', path.join(root, 'node_modules/quill/b.d.ts'));
  expect(await ask('a.ts', "import { secret } from 'quill';\n")).toEqual([]);
});

test('another version has other signatures, a moment after it was installed', async () => {
  const made = project({
    'node_modules/quill/package.json': manifest({ types: 'a.d.ts' }),
    'node_modules/quill/a.d.ts': 'export declare function write(old: 1): void;\n',
  });
  const text = "import { write } from 'quill';\n";
  expect(await made.ask('a.ts', text)).toEqual(['function write(old: 1): void']);
  writeFiles(made.root, {
    'node_modules/quill/package.json': manifest({ version: '2.0.0', types: 'a.d.ts' }),
    'node_modules/quill/a.d.ts': 'export declare function write(fresh: 2): void;\n',
  });
  made.nowMs += 11_000;
  expect(await made.ask('a.ts', text)).toEqual(['function write(fresh: 2): void']);
});

test('reads Python packages of a local environment, stubs first', async () => {
  const site = '.venv/lib/python3.12/site-packages';
  const { ask } = project({
    [`${site}/quill/__init__.py`]: 'from .pen import Pen\nfrom ._ink import dye as ink\n',
    [`${site}/quill/pen.py`]: 'class Pen(Tool):\n    pass\n',
    [`${site}/quill/_ink.py`]: 'def dye(colour: str) -> Ink:\n    return Ink(colour)\n',
    [`${site}/stubbed.py`]: 'def f(a): pass\n',
    [`${site}/stubbed.pyi`]: 'def f(a: int) -> str: ...\n',
  });
  expect(await ask('src/a.py', 'from quill import Pen, ink\nfrom stubbed import f\nimport quill\n')).toEqual([
    'class Pen(Tool)',
    'def dye(colour: str) -> Ink',
    'def f(a: int) -> str',
  ]);
});

test('barrels that lead in a circle, huge and broken files end', async () => {
  const many = Array.from({ length: 200 }, (_, at) => `export * from './m${at}.js';`).join('\n');
  const { ask } = project({
    'node_modules/quill/package.json': manifest({ types: 'a.d.ts' }),
    'node_modules/quill/a.d.ts': `export * from './a.js';\nexport * from './b.js';\n${many}\n`,
    'node_modules/quill/b.d.ts': "export * from './a.js';\nexport {{{\n",
    'node_modules/broken/package.json': '{',
    'node_modules/none/package.json': manifest({ types: 'gone.d.ts' }),
  });
  const text =
    "import { x } from 'quill';\nimport { y } from 'broken';\nimport { z } from 'none';\nimport { w } from 'away';\n";
  expect(await ask('a.ts', text)).toEqual([]);
});
