import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';

test('only what is named gets into the package', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-package-'));
  try {
    const wanted = [
      'LICENSE',
      'README.md',
      'CHANGELOG.md',
      'dist/extension.js',
      'dist/chunk-ABC.js',
      'dist/web-tree-sitter.wasm',
      'dist/grammars/python.wasm',
      'dist/grammars/python.outline.scm',
      'dist/webview/chat.js',
      'dist/webview/chat.css',
      'dist/webview/codicon.ttf',
      'media/icon.png',
    ];
    const unwanted = [
      '.env',
      'notes.txt',
      'dist/extension.js.map',
      'dist/meta.json',
      'dist/webview/chat.css.map',
      'node_modules/left/index.js',
      'out/old.vsix',
      'src/extension.ts',
      'test/a.test.ts',
      'media/draft.psd',
      '.vscode/launch.json',
      'package-lock.json',
    ];
    for (const file of [...wanted, ...unwanted]) {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), 'x');
    }
    fs.copyFileSync(path.join(ROOT, '.vscodeignore'), path.join(folder, '.vscodeignore'));
    const manifest = {
      name: 'a',
      publisher: 'a',
      version: '1.0.0',
      engines: { vscode: '^1.103.0' },
      main: './dist/extension.js',
    };
    fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, activationEvents: ['*'] }));
    const vsce = path.join(ROOT, 'node_modules', '@vscode', 'vsce', 'vsce');
    const done = spawnSync(process.execPath, [vsce, 'ls', '--no-dependencies'], { cwd: folder, encoding: 'utf8' });
    expect(done.stdout.trim().split(/\r?\n/).toSorted(), done.stderr).toEqual([...wanted, 'package.json'].toSorted());
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
