import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileTable } from '../../../src/core/repository/file-table.ts';
import { findExported } from '../../../src/core/repository/find-exported.ts';
import type { Definition, FileOutline, Import } from '../../../src/core/repository/outline.ts';
import { RepositoryOutline } from '../../../src/core/repository/repository-outline.ts';

const define = (name: string, signature = `export function ${name}()`): Definition => ({
  name,
  kind: 'function',
  signature,
  line: 0,
  endLine: 0,
  exported: true,
});

/** `b as c from ./b`, `* from ./b`. */
function importing(written: string): Import {
  const [, name = '', local = name, source = ''] = /^(\S+)(?: as (\S+))? from (\S+)$/.exec(written)!;
  return { source, names: [{ name, local }], line: 0 };
}

const file = (path: string, definitions: readonly Definition[], imports: readonly string[] = []): FileOutline => ({
  path,
  languageId: 'typescript',
  definitions,
  imports: imports.map(importing),
  references: [],
});

function repositoryOf(...files: readonly FileOutline[]): RepositoryOutline {
  const repository = new RepositoryOutline();
  for (const each of files) repository.set(each);
  return repository;
}

const found = (repository: RepositoryOutline, path: string, name: string, local?: string): string =>
  findExported(repository, path, name, local)
    .map(({ path: where, definition }) => `${where} ${definition.name}`)
    .join(', ');

test('finds definitions by name, also after a file changed or went', () => {
  const repository = repositoryOf(file('/b.ts', [define('one'), define('two')]), file('/a.ts', [define('one')]));
  expect(repository.byName('one').map(({ path }) => path)).toEqual(['/a.ts', '/b.ts']);
  repository.set(file('/b.ts', [define('three')]));
  expect(repository.byName('one').map(({ path }) => path)).toEqual(['/a.ts']);
  expect(repository.byName('two')).toEqual([]);
  repository.remove('/a.ts');
  expect(repository.byName('one')).toEqual([]);
  expect(repository.files.has('/a.ts')).toBe(false);
  expect(repository.size).toBe(1);
});

test('finds an exported definition through barrels and new names', () => {
  const repository = repositoryOf(
    file('/index.ts', [], ['* from ./lib', 'inner as outer from ./renamed']),
    file('/lib/index.ts', [], ['deep from ./deep']),
    file('/lib/deep.ts', [define('deep')]),
    file('/renamed.ts', [define('inner')]),
  );
  expect(found(repository, '/index.ts', 'deep')).toBe('/lib/deep.ts deep');
  expect(found(repository, '/index.ts', 'outer')).toBe('/renamed.ts inner');
  expect(found(repository, '/index.ts', 'missing')).toBe('');
});

test('files that re-export each other are looked at once', () => {
  const repository = repositoryOf(file('/a.ts', [], ['* from ./b']), file('/b.ts', [], ['* from ./a']));
  expect(found(repository, '/a.ts', 'missing')).toBe('');
});

test('a default import finds what says so, else what is named like it or like the file', () => {
  const marked = file('/marked.ts', [define('other'), define('main', 'export default function main()')]);
  const named = file('/Button.ts', [define('helper'), define('Button')]);
  const repository = repositoryOf(marked, named);
  expect(found(repository, '/marked.ts', 'default', 'anything')).toBe('/marked.ts main');
  expect(found(repository, '/Button.ts', 'default', 'Knob')).toBe('/Button.ts Button');
  expect(found(repository, '/Button.ts', 'default', 'helper')).toBe('/Button.ts helper');
});

test('a file table holds what was added and not removed since', () => {
  const path = fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
    .map((parts) => `/${parts.join('/')}.ts`);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), path)), (steps) => {
      const table = new FileTable();
      const expected = new Set<string>();
      for (const [isAdded, each] of steps) {
        if (isAdded) table.add(each);
        else table.remove(each);
        if (isAdded) expected.add(each);
        else expected.delete(each);
      }
      expect(table.size).toBe(expected.size);
      for (const each of expected) {
        const folder = each.slice(0, each.lastIndexOf('/'));
        expect(table.has(each)).toBe(true);
        expect(table.inFolder(folder)).toContain(each);
        expect(table.endingWith(each.slice(1), '/')).toContain(each);
        if (folder !== '') expect(table.foldersEndingWith(folder.slice(1), '/')).toContain(folder);
      }
      for (const folder of ['/a', '/a/b', '/c/c/c']) {
        expect(table.inFolder(folder).every((each) => expected.has(each))).toBe(true);
      }
    }),
  );
});

test('a file that is hidden is used by nobody, and uses nothing', () => {
  const uses = { ...file('/b.ts', [define('b')]), references: [{ name: 'a', kind: 'call', line: 3, by: 0 } as const] };
  const repository = repositoryOf(file('/a.ts', [define('a')]), uses);
  const seen = (): unknown => [repository.usesOf('a').length, repository.byName('b').length, repository.get('/b.ts')];
  expect(repository.without('/b.ts', seen)).toEqual([0, 0, undefined]);
  expect(seen()).toEqual([1, 1, uses]);
});
