import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ROOT } from '../../scripts/lib/root.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

test('a node_modules that is a link is not emptied when it does not fit the lock file', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-bootstrap-'));
  folders.push(folder);
  const project = path.join(folder, 'project');
  fs.mkdirSync(path.join(project, 'scripts'), { recursive: true });
  for (const name of ['bootstrap.mjs', 'cache-folder.mjs']) {
    fs.copyFileSync(path.join(ROOT, 'scripts', name), path.join(project, 'scripts', name));
  }
  fs.writeFileSync(path.join(project, 'package.json'), '{"private":true}');
  fs.writeFileSync(path.join(project, 'package-lock.json'), '{"lockfileVersion":3,"packages":{}}');
  const shared = path.join(folder, 'shared');
  fs.mkdirSync(shared);
  fs.writeFileSync(path.join(shared, 'kept.txt'), 'of somebody else');
  fs.symlinkSync(shared, path.join(project, 'node_modules'), 'junction');

  const script = path.join(project, 'scripts', 'bootstrap.mjs');
  const done = spawnSync(process.execPath, [script, 'scripts/any.ts'], { encoding: 'utf8' });
  expect(done.stderr).toContain('node_modules is a link');
  expect(done.status).toBe(2);
  expect(fs.readdirSync(shared)).toEqual(['kept.txt']);
});
