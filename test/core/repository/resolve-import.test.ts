import { describe, expect, test } from 'vitest';
import { FileTable } from '../../../src/core/repository/file-table.ts';
import { filesOfSamePackage, resolveImport } from '../../../src/core/repository/imports/resolve-import.ts';

/** `name` is what is imported, `*` if not given; paths without the leading `/`. */
function resolve(languageId: string, files: string, from: string, source: string, ...names: readonly string[]): string {
  const table = FileTable.of(files.split(' ').map((path) => `/${path}`));
  const imported = {
    source,
    names: (names.length > 0 ? names : ['*']).map((name) => ({ name, local: name })),
    line: 0,
  };
  const found = resolveImport(imported, { path: `/${from}`, languageId }, table);
  return found.map((path) => path.slice(1)).join(' ');
}

describe('TypeScript and JavaScript', () => {
  const files = 'p/src/a.ts p/src/b/index.ts p/src/b/c.tsx p/src/d.d.ts p/src/e.js p/src/style.css.ts p/lib/f.mjs';
  test.each([
    ['./a', 'p/src/a.ts'],
    ['./a.js', 'p/src/a.ts'],
    ['./a.ts', 'p/src/a.ts'],
    ['./b', 'p/src/b/index.ts'],
    ['./b/', 'p/src/b/index.ts'],
    ['./b/c', 'p/src/b/c.tsx'],
    ['./b/c.js', 'p/src/b/c.tsx'],
    ['./d', 'p/src/d.d.ts'],
    ['./e.js', 'p/src/e.js'],
    ['./style.css', 'p/src/style.css.ts'],
    ['../lib/f.mjs', 'p/lib/f.mjs'],
    ['.', ''],
    ['@/a', 'p/src/a.ts'],
    ['~/b/c', 'p/src/b/c.tsx'],
    ['#lib/f.mjs', 'p/lib/f.mjs'],
    ['src/a', 'p/src/a.ts'],
    ['a', ''],
    ['react', ''],
    ['@scope/a', ''],
    ['../../../../../a', ''],
  ])('%s', (source, expected) => expect(resolve('typescript', files, 'p/src/main.ts', source)).toBe(expected));
});

describe('names that differ in case alone', () => {
  test.each([
    ['typescript', 'p/Loan.ts p/main.ts', './loan', 'p/Loan.ts'],
    ['typescript', 'p/Loan.ts p/loan.ts p/main.ts', './loan', 'p/loan.ts'],
    ['typescript', 'p/Loan.ts p/LOAN.ts p/main.ts', './loan', ''],
    ['typescript', 'p/Lib/index.ts p/main.ts', './lib', 'p/Lib/index.ts'],
    ['typescript', 'p/loan.js p/Loan.ts p/main.ts', './loan', 'p/loan.js'],
    ['cpp', 'p/Loan.h p/main.cpp', 'loan.h', 'p/Loan.h'],
    ['cpp', 'p/Loan.h q/loan.h p/main.cpp', 'loan.h', 'p/Loan.h'],
  ])('%s in %s: %s', (languageId, paths, source, expected) =>
    expect(resolve(languageId, paths, 'p/main.ts', source)).toBe(expected),
  );
});

describe('Python', () => {
  const files =
    'p/src/pkg/__init__.py p/src/pkg/a.py p/src/pkg/sub/__init__.py p/src/pkg/sub/b.py p/tool.py p/src/pkg/c.pyi';
  test.each([
    ['.', 'a', 'p/src/pkg/sub/__init__.py'],
    ['.', 'b', 'p/src/pkg/sub/b.py p/src/pkg/sub/__init__.py'],
    ['..', 'a', 'p/src/pkg/a.py p/src/pkg/__init__.py'],
    ['..a', 'x', 'p/src/pkg/a.py'],
    ['pkg.a', 'x', 'p/src/pkg/a.py'],
    ['pkg', 'a', 'p/src/pkg/a.py p/src/pkg/__init__.py'],
    ['pkg.sub', '*', 'p/src/pkg/sub/__init__.py'],
    ['pkg.c', '*', 'p/src/pkg/c.pyi'],
    ['tool', '*', 'p/tool.py'],
    ['os.path', '*', ''],
  ])('from %s import %s', (source, name, expected) =>
    expect(resolve('python', files, 'p/src/pkg/sub/main.py', source, name)).toBe(expected),
  );
});

describe('Java', () => {
  const files =
    'p/src/main/java/com/acme/A.java p/src/main/java/com/acme/model/B.java p/src/main/java/com/acme/model/C.java';
  test.each([
    ['com.acme.model.B', 'B', 'p/src/main/java/com/acme/model/B.java'],
    ['com.acme.model.B.Inner', 'Inner', 'p/src/main/java/com/acme/model/B.java'],
    ['com.acme.A.method', 'method', 'p/src/main/java/com/acme/A.java'],
    ['com.acme.model', '*', 'p/src/main/java/com/acme/model/B.java p/src/main/java/com/acme/model/C.java'],
    ['java.util.List', 'List', ''],
  ])('import %s (%s)', (source, name, expected) =>
    expect(resolve('java', files, 'p/src/main/java/com/acme/Main.java', source, name)).toBe(expected),
  );
});

describe('Go', () => {
  const files =
    'p/main.go p/internal/store/store.go p/internal/store/store_test.go p/http/client.go p/cmd/tool/tool.go';
  test.each([
    ['example.com/me/p/internal/store', 'p/internal/store/store.go'],
    ['example.com/tool', 'p/cmd/tool/tool.go'],
    ['net/http', ''],
    ['fmt', ''],
    ['p/http', 'p/http/client.go'],
  ])('%s', (source, expected) => expect(resolve('go', files, 'p/main.go', source)).toBe(expected));
});

describe('Rust', () => {
  const files =
    'w/app/src/main.rs w/app/src/a.rs w/app/src/a/b.rs w/app/src/c/mod.rs w/app/src/c/d.rs w/my-lib/src/lib.rs w/my-lib/src/x.rs';
  test.each([
    ['w/app/src/main.rs', 'self::a', '*', 'w/app/src/a.rs'],
    ['w/app/src/main.rs', 'self::c', '*', 'w/app/src/c/mod.rs'],
    ['w/app/src/a.rs', 'self::b', '*', 'w/app/src/a/b.rs'],
    ['w/app/src/c/mod.rs', 'self::d', '*', 'w/app/src/c/d.rs'],
    ['w/app/src/main.rs', 'crate::a::b', 'Type', 'w/app/src/a/b.rs'],
    ['w/app/src/c/d.rs', 'crate::a', 'b', 'w/app/src/a/b.rs'],
    ['w/app/src/a/b.rs', 'crate', 'Root', 'w/app/src/main.rs'],
    ['w/app/src/a/b.rs', 'super', 'Thing', 'w/app/src/a.rs'],
    ['w/app/src/c/d.rs', 'super', 'Thing', 'w/app/src/c/mod.rs'],
    ['w/app/src/c/d.rs', 'super::super::a', 'Thing', 'w/app/src/a.rs'],
    ['w/app/src/main.rs', 'a', 'Thing', 'w/app/src/a.rs'],
    ['w/app/src/main.rs', 'my_lib::x', 'Thing', 'w/my-lib/src/x.rs'],
    ['w/app/src/main.rs', 'my_lib', 'Thing', 'w/my-lib/src/lib.rs'],
    ['w/app/src/main.rs', 'std::collections', 'HashMap', ''],
  ])('in %s: %s::%s', (from, source, name, expected) =>
    expect(resolve('rust', files, from, source, name)).toBe(expected),
  );
});

describe('C and C++', () => {
  const files = 'p/src/a.h p/src/net/b.h p/include/lib/c.hpp p/src/string.h p/other/deep/d.h';
  test.each([
    ['b.h', 'p/src/net/b.h'],
    ['../a.h', 'p/src/a.h'],
    ['net/b.h', 'p/src/net/b.h'],
    ['lib/c.hpp', 'p/include/lib/c.hpp'],
    ['<lib/c.hpp>', 'p/include/lib/c.hpp'],
    ['d.h', 'p/other/deep/d.h'],
    ['<string.h>', ''],
    ['<vector>', ''],
    ['missing.h', ''],
  ])('%s', (source, expected) => expect(resolve('cpp', files, 'p/src/net/main.cpp', source)).toBe(expected));
});

describe('C#', () => {
  const files = 'p/Models/A.cs p/App.Core/Text/B.cs p/Acme/Store/C.cs';
  test.each([
    ['App.Models', 'p/Models/A.cs'],
    ['App.Core.Text', 'p/App.Core/Text/B.cs'],
    ['Acme.Store', 'p/Acme/Store/C.cs'],
    ['Acme.Store.C', 'p/Acme/Store/C.cs'],
    ['System.Text', ''],
    ['Newtonsoft.Json', ''],
  ])('%s', (source, expected) => expect(resolve('csharp', files, 'p/Program.cs', source)).toBe(expected));
});

test('a file does not import itself, and an unknown language imports nothing', () => {
  expect(resolve('typescript', 'p/a.ts', 'p/a.ts', './a')).toBe('');
  expect(resolve('cobol', 'p/a.ts', 'p/b.ts', './a')).toBe('');
});

test('files of the same package are visible without an import where the language says so', () => {
  const table = FileTable.of(['/p/a.go', '/p/b.go', '/p/b_test.go', '/p/readme.md', '/p/sub/c.go']);
  expect(filesOfSamePackage({ path: '/p/a.go', languageId: 'go' }, table)).toEqual(['/p/b.go']);
  expect(filesOfSamePackage({ path: '/p/a.go', languageId: 'typescript' }, table)).toEqual([]);
});

test('a declared namespace is found wherever its files lie, and what is in it or around it is visible', () => {
  const table = new FileTable();
  table.add('/p/Models/Loan.cs', 'Acme.Lending');
  table.add('/p/Other/Fee.cs', 'Acme.Lending');
  table.add('/p/Root.cs', 'Acme');
  table.add('/p/Acme/Far.cs', 'Far');
  const from = { path: '/p/Models/Loan.cs', languageId: 'csharp', namespace: 'Acme.Lending' };
  expect(filesOfSamePackage(from, table)).toEqual(['/p/Other/Fee.cs', '/p/Root.cs']);
  const imported = { source: 'Acme.Lending', names: [{ name: '*', local: '*' }], line: 0 };
  expect(resolveImport(imported, { path: '/p/Root.cs', languageId: 'csharp' }, table)).toEqual([
    '/p/Models/Loan.cs',
    '/p/Other/Fee.cs',
  ]);
  table.remove('/p/Other/Fee.cs');
  expect(filesOfSamePackage(from, table)).toEqual(['/p/Root.cs']);
});
