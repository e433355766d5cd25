import { expect, test } from 'vitest';
import { FileTable } from '../../../src/core/repository/file-table.ts';
import { resolveImport } from '../../../src/core/repository/imports/resolve-import.ts';
import { readProjectConfig } from '../../../src/core/repository/project-config.ts';

/** Where the source leads from `/w/app/src/main.ts`, with those configurations and files. */
function resolve(source: string, configs: Readonly<Record<string, string>>, ...files: readonly string[]): string {
  const table = FileTable.of(files);
  for (const [path, text] of Object.entries(configs)) {
    const config = readProjectConfig(path, text);
    if (config) table.configs.set(path, config);
  }
  const imported = { source, names: [{ name: '*', local: '*' }], line: 0 };
  return resolveImport(imported, { path: '/w/app/src/main.ts', languageId: 'typescript' }, table).join(' ');
}

test('paths of a configuration are followed, the longest beginning first', () => {
  const configs = {
    '/w/app/tsconfig.json': `{
      // as people write it
      "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["./src/*"], "@/ui/*": ["./components/*"], "cfg": ["./c"] }, },
    }`,
  };
  const files = [
    '/w/app/src/a.ts',
    '/w/app/src/ui/b.ts',
    '/w/app/components/b.tsx',
    '/w/app/c/index.ts',
    '/w/app/lib/d.ts',
  ];
  expect(resolve('@/a', configs, ...files)).toBe('/w/app/src/a.ts');
  expect(resolve('@/ui/b', configs, ...files)).toBe('/w/app/components/b.tsx');
  expect(resolve('cfg', configs, ...files)).toBe('/w/app/c/index.ts');
  expect(resolve('lib/d', configs, ...files)).toBe('/w/app/lib/d.ts');
  expect(resolve('react', configs, ...files)).toBe('');
});

test('what a configuration goes on from counts too, and a circle ends', () => {
  const configs = {
    '/w/app/tsconfig.json': '{ "extends": "../tsconfig.base" }',
    '/w/tsconfig.base.json':
      '{ "extends": "./app/tsconfig.json", "compilerOptions": { "paths": { "shared": ["./s.ts"] } } }',
  };
  expect(resolve('shared', configs, '/w/s.ts')).toBe('/w/s.ts');
  expect(resolve('other', configs, '/w/s.ts')).toBe('');
});

test('packages of the same workspace are found by their name, in their sources', () => {
  const configs = {
    '/w/packages/core/package.json': `{ "name": "@acme/core", "main": "dist/index.js",
      "exports": { ".": { "types": "./dist/main.d.ts" }, "./util": "./dist/esm/util.js" } }`,
  };
  const files = ['/w/packages/core/src/main.ts', '/w/packages/core/src/util.ts', '/w/packages/core/extra.ts'];
  expect(resolve('@acme/core', configs, ...files)).toBe('/w/packages/core/src/main.ts');
  expect(resolve('@acme/core/util', configs, ...files)).toBe('/w/packages/core/src/util.ts');
  expect(resolve('@acme/core/extra', configs, ...files)).toBe('/w/packages/core/extra.ts');
});

test('private names of a package are found', () => {
  const configs = { '/w/app/package.json': '{ "imports": { "#db/*": "./dist/db/*.js" } }' };
  expect(resolve('#db/users', configs, '/w/app/src/db/users.ts')).toBe('/w/app/src/db/users.ts');
});

test.each(['', '[]', 'null', '{ "compilerOptions": 1, "extends": 2 }', '{', '{ "compilerOptions": { "paths": [1] } }'])(
  'nothing is taken from %s',
  (text) => {
    expect(readProjectConfig('/w/tsconfig.json', text)).toBeUndefined();
    expect(readProjectConfig('/w/package.json', text)).toBeUndefined();
  },
);

test('other files configure nothing', () =>
  expect(readProjectConfig('/w/data.json', '{ "name": "a" }')).toBeUndefined());
