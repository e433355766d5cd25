import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineIndex } from '../../../src/core/context/line-index.ts';
import { NameTable } from '../../../src/core/context/name-table.ts';
import { numberNames } from '../../../src/core/context/numbered-text.ts';
import { placeOf } from '../../../src/core/context/place.ts';

const LANGUAGE = 'typescript';

/** The names after lines like those before the cursor `█`, the surest first. */
function found(index: LineIndex, marked: string, languageId = LANGUAGE): readonly string[] {
  const outline = { path: '/open.ts', languageId, definitions: [], imports: [], references: [] };
  const place = placeOf(outline, marked.replace('█', ''), marked.indexOf('█'));
  const names = [...index.namesAfterLike(place)].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return names.map(([name, strength]) => `${name} ${strength.toFixed(2)}`);
}

/** A line index with the table of its names. */
function emptyIndex(): { readonly index: LineIndex; set(path: string, text: string, languageId?: string): void } {
  const table = new NameTable();
  const index = new LineIndex(table);
  return {
    index,
    set: (path, text, languageId = LANGUAGE) =>
      index.set(path, languageId, index.shapesIn(languageId, numberNames(text, table))),
  };
}

function indexOf(files: Readonly<Record<string, string>>): LineIndex {
  const { index, set } = emptyIndex();
  for (const [path, text] of Object.entries(files)) set(path, text);
  return index;
}

const HOLDS = `
export function deleteHold(id: string) {
  const hold = holds.find(id);
  assertOwned(hold);
}
`;

test('finds what was written after lines of the same shape', () => {
  const index = indexOf({ '/holds.ts': HOLDS });
  expect(found(index, 'export function deleteLoan(id: string) {\n  const loan = loans.find(id);\n  █\n}')).toEqual([
    'assertOwned 0.61',
    'hold 0.61',
  ]);
  expect(found(index, 'export function deleteLoan(id: string) {\n  if (loans.find(id)) {\n  █\n}')).toEqual([]);
});

test('finds lines that begin as this one does, and of them what follows', () => {
  const index = indexOf({ '/holds.ts': HOLDS });
  const above = 'export function deleteLoan(id: string) {\n';
  expect(found(index, `${above}  const loan = █`).map((each) => each.split(' ')[0])).toEqual(['find', 'holds', 'id']);
  expect(found(index, `${above}  return █`)).toEqual([]);
});

test('a place with more of the names counts more', () => {
  const index = indexOf({
    '/a.ts': 'const one = start(clock);\nclock.read(one);\nfirst(clock);\n',
    '/b.ts': 'const two = begin(watch);\nwatch.look(two);\nsecond(watch);\n',
  });
  const [best] = found(index, 'const x = start(clock);\nclock.read(x);\n█');
  expect(best).toMatch(/^clock |^first /);
});

test('answers the same whether it has seen the names of the open file before or not', () => {
  const open = 'export function deleteLoan(name: string) {\n  const loan = loans.get(name);\n  █';
  expect(found(indexOf({ '/holds.ts': HOLDS, '/open.ts': open }), open)).toEqual(
    found(indexOf({ '/holds.ts': HOLDS }), open),
  );
});

test('looks in other files of the same language alone', () => {
  const { index, set } = emptyIndex();
  set('/open.ts', HOLDS);
  set('/holds.py', HOLDS, 'python');
  expect(found(index, `${HOLDS.slice(0, HOLDS.indexOf('assertOwned'))}█`)).toEqual([]);
});

test('a shape that is everywhere tells nothing', () => {
  const line = 'const hold = holds.find(id);\nconst other = holds.find(id);\n';
  const above = 'const loan = loans.find(id);\nconst other = loans.find(id);\n█';
  expect(found(indexOf({ '/a.ts': line.repeat(20) }), above)).not.toEqual([]);
  expect(found(indexOf({ '/a.ts': line.repeat(200) }), above)).toEqual([]);
});

const LINES = ['a.b(c)', 'd.e(f)', 'const a = b', 'const d = c', 'if (a) {', '}', '', '// e'];
const textOf = (lines: readonly string[]) =>
  fc.array(fc.constantFrom(...lines), { maxLength: 12 }).map((all) => all.join('\n'));
const text = textOf(LINES);
const openText = textOf([...LINES, 'x.y(a)', 'const z = a']);
const step = fc.record({ path: fc.constantFrom('/a', '/b', '/open.ts'), text: fc.option(text, { nil: undefined }) });

test('after any changes answers as one that was made of what is left, whether the open file is in it or not', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), openText, (steps, above) => {
      const changed = emptyIndex();
      const left = new Map<string, string>();
      for (const { path, text: now } of steps) {
        if (now === undefined) {
          changed.index.remove(path);
          left.delete(path);
        } else {
          changed.set(path, path === '/open.ts' ? `${now}\nx(y, z)` : now);
          left.set(path, now);
        }
      }
      left.delete('/open.ts');
      const fresh = indexOf(Object.fromEntries([...left].toReversed()));
      expect(found(changed.index, `${above}\n█`)).toEqual(found(fresh, `${above}\n█`));
    }),
  );
});

test('answers as before when the lines of files that are gone are cleared away', () => {
  const lines = (names: readonly string[]): string =>
    names.map((name) => `take(${name}, 1, 2);\nput('${name}')`).join('\n');
  const many = (name: string): string => `${HOLDS}${lines(Array.from({ length: 1_500 }, (_, n) => `${name}${n}`))}`;
  const changed = emptyIndex();
  for (let round = 0; round < 9; round++) for (const path of ['/a', '/b', '/c']) changed.set(path, many(`r${round}`));
  changed.index.remove('/b');
  const open = 'export function deleteLoan(id: string) {\n  const loan = loans.find(id);\n  █';
  expect(found(changed.index, open)).toEqual(found(indexOf({ '/c': HOLDS, '/a': HOLDS }), open));
});
