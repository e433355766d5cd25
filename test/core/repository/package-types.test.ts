import { expect, test } from 'vitest';
import { packageTypes } from '../../../src/core/repository/package-types.ts';

/** What it is about, manifest, subpath, the first files to look at. */
const CASES: readonly (readonly [title: string, manifest: object, subpath: string, files: readonly string[]])[] = [
  ['types of its own', { types: './types/main.d.ts', main: 'lib/a.js' }, '.', ['/p/types/main.d.ts', '/p/lib/a.d.ts']],
  ['nothing but a main file', { main: 'lib/a' }, '.', ['/p/lib/a.d.ts', '/p/index.d.ts']],
  [
    'conditions: types first',
    { exports: { import: './a.mjs', require: { types: './c.d.cts', default: './c.cjs' }, types: './t.d.ts' } },
    '.',
    ['/p/t.d.ts', '/p/a.d.mts', '/p/a.d.ts', '/p/c.d.cts'],
  ],
  ['a subpath', { exports: { '.': './a.js', './sub': { types: './s.d.ts' } } }, './sub', ['/p/s.d.ts']],
  ['a pattern', { exports: { './*': './dist/*.js' } }, './deep/x', ['/p/dist/deep/x.d.ts']],
  ['a subpath without exports', {}, './sub', ['/p/sub.d.ts', '/p/sub/index.d.ts']],
];
for (const [title, manifest, subpath, files] of CASES) {
  test(`finds what declares the types of a package: ${title}`, () => {
    expect(packageTypes(JSON.stringify(manifest), '/p', subpath).slice(0, files.length)).toEqual(files);
  });
}

test('a manifest leads nowhere outside its folder, and a broken one nowhere', () => {
  const outside = { types: '../../secret.d.ts', exports: { '.': './a/../../b.d.ts' }, main: '/etc/passwd' };
  for (const file of packageTypes(JSON.stringify(outside), '/p', '.')) expect(file.startsWith('/p/')).toBe(true);
  for (const broken of ['', '{', '[]', 'null', '7']) expect(packageTypes(broken, '/p', '.')).toEqual([]);
  const deep = `{"exports":${'{"import":'.repeat(20_000)}"./a.js"${'}'.repeat(20_000)}}`;
  expect(packageTypes(deep, '/p', '.').length).toBeLessThan(3);
});
