import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { emptyWalkReport, walk, walksTo } from '../../src/node/walk.ts';

const roots: string[] = [];

afterEach(async () => {
  for (const root of roots.splice(0)) await fs.rm(root, { recursive: true, force: true });
});

/** A fresh folder; each entry is a path and what is in the file. */
async function tree(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'sotto-walk-')));
  roots.push(root);
  for (const [name, text] of Object.entries(files)) {
    await fs.mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await fs.writeFile(path.join(root, name), text);
  }
  return root;
}

async function walked(root: string, below = ''): Promise<string> {
  const found: string[] = [];
  for await (const { file } of walk([path.join(root, below)])) found.push(path.relative(root, file));
  return found.join(' ');
}

test('yields source files, those near the root first, with their language', async () => {
  const root = await tree({ 'b/c/d.py': '', 'b/a.ts': '', 'z.go': '', 'picture.png': '', 'a.tsx': '' });
  const found = [];
  for await (const each of walk([root])) found.push(each);
  expect(found).toEqual([
    { file: `${root}/a.tsx`, languageId: 'typescriptreact' },
    { file: `${root}/z.go`, languageId: 'go' },
    { file: `${root}/b/a.ts`, languageId: 'typescript' },
    { file: `${root}/b/c/d.py`, languageId: 'python' },
  ]);
});

test('skips what tools make and what others wrote, unless it is the root itself', async () => {
  const root = await tree({
    'src/a.ts': '',
    'node_modules/x/index.ts': '',
    'src/dist/b.ts': '',
    'vendor/c.go': '',
    '.git/hooks/d.py': '',
  });
  expect(await walked(root)).toBe('src/a.ts');
  expect(await walked(root, 'vendor')).toBe('vendor/c.go');
});

test('honours ignore files at every level, and the ones of a repository above the root', async () => {
  const root = await tree({
    '.git/HEAD': '',
    '.git/info/exclude': 'excluded.ts\n',
    '.gitignore': '*.gen.ts\n/top.ts\nlogs/\n!keep.gen.ts\n',
    'a.gen.ts': '',
    'keep.gen.ts': '',
    'top.ts': '',
    'excluded.ts': '',
    'logs/l.ts': '',
    'sub/.gitignore': '!b.gen.ts\nlocal.ts\n',
    'sub/a.gen.ts': '',
    'sub/b.gen.ts': '',
    'sub/local.ts': '',
    'sub/top.ts': '',
    'sub/excluded.ts': '',
  });
  expect(await walked(root)).toBe('keep.gen.ts sub/b.gen.ts sub/top.ts');
  expect(await walked(root, 'sub')).toBe('sub/b.gen.ts sub/top.ts');
});

test('.sottoignore leaves out more, and brings nothing back', async () => {
  const root = await tree({
    '.gitignore': 'secret.ts\n',
    '.sottoignore': 'private/\n!secret.ts\n',
    'secret.ts': '',
    'private/a.ts': '',
    'b.ts': '',
  });
  expect(await walked(root)).toBe('b.ts');
});

test.each([
  ['.env', '.env.local', 'prod.env'],
  ['server.key', 'id_rsa', 'cert.pem'],
  ['credentials.json', 'service-account-prod.json', 'secrets.yaml'],
  ['package-lock.json', 'pnpm-lock.yaml', 'Cargo.lock'],
  ['app.min.js', 'api.pb.go', 'form.Designer.cs', 'schema_pb2.py', 'types.generated.ts'],
])('leaves out %s by its name', async (...names) => {
  const root = await tree(Object.fromEntries([...names, 'kept.ts'].map((name) => [name, 'x'])));
  expect(await walked(root)).toBe('kept.ts');
});

test('does not follow links, be they to the outside, to a parent or to nothing', async () => {
  const outside = await tree({ 'x.ts': '' });
  const root = await tree({ 'a/b.ts': '' });
  await fs.symlink(outside, path.join(root, 'out'));
  await fs.symlink(path.join(outside, 'x.ts'), path.join(root, 'out.ts'));
  await fs.symlink(root, path.join(root, 'a', 'parent'));
  await fs.symlink('/nowhere', path.join(root, 'gone.ts'));
  expect(await walked(root)).toBe('a/b.ts');
});

test('a root that is a link is walked', async () => {
  const root = await tree({ 'a.ts': '' });
  const link = `${root}-link`;
  await fs.symlink(root, link);
  roots.push(link);
  const found = [];
  for await (const { file } of walk([link])) found.push(file);
  expect(found).toEqual([`${link}/a.ts`]);
});

test('a folder without rights is counted, and the others are walked', async () => {
  const root = await tree({ 'closed/a.ts': '', 'open/b.ts': '' });
  await fs.chmod(path.join(root, 'closed'), 0);
  await fs.chmod(root, 0o755);
  const report = emptyWalkReport();
  const found: string[] = [];
  // Root may read everything, so the test takes another user's rights while it runs as root.
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    for await (const { file } of walk([root], { report })) found.push(file);
  } finally {
    if (isRoot) process.seteuid?.(0);
    await fs.chmod(path.join(root, 'closed'), 0o755);
  }
  expect(found).toEqual([`${root}/open/b.ts`]);
  expect(report.unreadable).toEqual([`${root}/closed`]);
});

test('a root that is missing, or a file, is told and is no error', async () => {
  const root = await tree({ 'a.ts': '' });
  const report = emptyWalkReport();
  for await (const _ of walk([path.join(root, 'none'), path.join(root, 'a.ts'), root], { report }));
  expect(report.missing).toEqual([`${root}/none`]);
  expect(report.unreadable).toEqual([`${root}/a.ts`]);
});

test('a root inside another one is walked once', async () => {
  const root = await tree({ 'a.ts': '', 'sub/b.ts': '' });
  const found: string[] = [];
  for await (const { file } of walk([root, path.join(root, 'sub'), root])) found.push(path.relative(root, file));
  expect(found.toSorted()).toEqual(['a.ts', 'sub/b.ts']);
});

test('ends when it is aborted, and when folders go while it walks', async () => {
  const root = await tree({ 'a.ts': '', 'b.ts': '', 'sub/c.ts': '', 'sub/deep/d.ts': '' });
  const abort = new AbortController();
  const found: string[] = [];
  for await (const { file } of walk([root], { signal: abort.signal })) {
    found.push(file);
    abort.abort();
  }
  expect(found).toHaveLength(1);
  for await (const _ of walk([root])) await fs.rm(path.join(root, 'sub'), { recursive: true, force: true });
});

test('a very deep tree and a folder with very many files come to an end', { timeout: 30_000 }, async () => {
  const root = await tree({ 'a.ts': '' });
  await fs.mkdir(path.join(root, 'd/'.repeat(500)), { recursive: true });
  await fs.mkdir(path.join(root, 'many'));
  for (let index = 0; index < 5_000; index++) await fs.writeFile(path.join(root, 'many', `${index}.ts`), '');
  expect((await walked(root)).split(' ')).toHaveLength(5_001);
});

// A matcher that goes back would be at it for longer than there are test runs.
test('hostile ignore rules come to an end, and leave out what they may mean', async () => {
  const name = `${'a'.repeat(200)}.ts`;
  const root = await tree({ [name]: '', '.gitignore': `${'*a'.repeat(40)}*b\n[z-a]\n\\\n!\n**/${'?*'.repeat(30)}x\n` });
  expect(await walked(root)).toBe('');
});

test('says of any file what a walk would say', { timeout: 30_000 }, async () => {
  const name = fc.constantFrom('a', 'b', 'dist', 'c.ts', 'd.ts', '.env', 'e.min.js');
  const file = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => `${parts.join('/')}/x.ts`);
  const rules = fc.constantFrom('', 'a/\n', 'b\n!b\n', '/a/b\n', 'x.ts\n!a/x.ts\n', '**/c.ts/\n');
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(file, { minLength: 1, maxLength: 8 }), rules, rules, async (files, top, inner) => {
      const root = await tree({
        ...Object.fromEntries(files.map((each) => [each, ''])),
        '.gitignore': top,
        'a/.gitignore': inner,
      });
      const found = new Set((await walked(root)).split(' '));
      for (const each of files) {
        const answer = await walksTo(root, path.join(root, each));
        expect([each, answer !== undefined]).toEqual([each, found.has(each)]);
      }
    }),
    { numRuns: 30 },
  );
});

test('a changed file outside the root, behind a link or gone is none of ours', async () => {
  const outside = await tree({ 'x.ts': '' });
  const root = await tree({ 'a.ts': '' });
  await fs.symlink(outside, path.join(root, 'out'));
  expect(await walksTo(root, path.join(root, 'a.ts'))).toEqual({ file: `${root}/a.ts`, languageId: 'typescript' });
  expect(await walksTo(root, path.join(outside, 'x.ts'))).toBeUndefined();
  expect(await walksTo(root, path.join(root, 'out', 'x.ts'))).toBeUndefined();
  expect(await walksTo(root, path.join(root, 'gone.ts'))).toBeUndefined();
  expect(await walksTo(root, root)).toBeUndefined();
});
