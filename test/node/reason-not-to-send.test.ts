import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { reasonNotToSend } from '../../src/node/reason-not-to-send.ts';
import { temporaryFolder } from '../support/headless.ts';

let root = '';
let outside = '';
beforeEach(() => {
  const folder = temporaryFolder();
  root = path.join(folder, 'project');
  outside = path.join(folder, 'elsewhere');
  fs.mkdirSync(path.join(root, '.git'), { recursive: true });
  fs.mkdirSync(outside);
});

function write(name: string, text = ''): string {
  const file = path.resolve(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

test('nothing speaks against source code of the workspace, be it on disk or not yet', async () => {
  expect(await reasonNotToSend(write('src/loans.ts'), [root])).toBeUndefined();
  expect(await reasonNotToSend(path.join(root, 'src/new.ts'), [root])).toBeUndefined();
});

test.each(['.env', 'config/.env.local', 'id_rsa', 'certificates/server.key', '.ssh/config', '.aws/config'])(
  '%s is private',
  async (name) => expect(await reasonNotToSend(write(name), [root])).toMatch(/keys or passwords/),
);

test('what belongs to Git itself stays here: its configuration may hold an address with a password', async () => {
  expect(await reasonNotToSend(write('.git/config'), [root])).toMatch(/Git itself/);
});

test('an ignored file, and one in an ignored folder, stay here', async () => {
  write('.gitignore', 'private/\n*.log\n');
  write('src/.sottoignore', 'drafts.ts\n');
  expect(await reasonNotToSend(write('private/deep/a.ts'), [root])).toMatch(/ignore/);
  expect(await reasonNotToSend(write('run.log'), [root])).toMatch(/ignore/);
  expect(await reasonNotToSend(write('src/drafts.ts'), [root])).toMatch(/ignore/);
  expect(await reasonNotToSend(write('src/a.ts'), [root])).toBeUndefined();
});

test.skipIf(process.platform === 'win32')('a link is judged by what it leads to', async () => {
  write('.gitignore', 'hidden/\n');
  const links = { 'a.ts': write('.env'), 'b.ts': write('hidden/b.ts'), 'c.ts': write(path.join(outside, 'c.ts')) };
  const reasons = Object.entries(links).map(async ([name, target]) => {
    fs.symlinkSync(target, path.join(root, name));
    return reasonNotToSend(path.join(root, name), [root]);
  });
  expect(await Promise.all(reasons)).toEqual([
    expect.stringMatching(/keys/),
    expect.stringMatching(/ignore/),
    expect.stringMatching(/outside/),
  ]);
});

test.skipIf(process.platform === 'win32')('a workspace that is itself behind a link is one all the same', async () => {
  const file = write('src/loans.ts');
  const link = path.join(outside, 'link');
  fs.symlinkSync(root, link);
  expect(await reasonNotToSend(path.join(link, 'src/loans.ts'), [link])).toBeUndefined();
  expect(await reasonNotToSend(file, [link])).toBeUndefined();
});

test('outside of the workspace nothing is sent; without one, what is not private is the person’s to send', async () => {
  const file = write(path.join(outside, 'a.ts'));
  expect(await reasonNotToSend(file, [root])).toMatch(/outside/);
  expect(await reasonNotToSend(`${root}-2/a.ts`, [root])).toMatch(/outside/);
  expect(await reasonNotToSend(file, [])).toBeUndefined();
  expect(await reasonNotToSend(write(path.join(outside, '.env')), [])).toMatch(/keys/);
});
