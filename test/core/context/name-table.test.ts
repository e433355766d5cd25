import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf } from '../../../src/core/base/fnv.ts';
import { NameTable } from '../../../src/core/context/name-table.ts';

/** So few hashes that most names share theirs with others. */
const clash = (name: string): number => hashOf(name) % 5;

test('gives each name one number, in the order of their coming, whatever their hashes have in common', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 60 }), (names) => {
      const table = new NameTable();
      const seen = [...new Set(names)];
      const idOf = (name: string): number => table.idAt(`<${name}>`, 1, 1 + name.length, clash(name));
      expect(names.map(idOf)).toEqual(names.map((name) => seen.indexOf(name)));
      expect(seen.map((_, id) => table.nameOf(id))).toEqual(seen);
      expect(table.size).toBe(seen.length);
    }),
  );
});

test('knows a name wherever it stood, and its number stays while thousands come', () => {
  const table = new NameTable();
  const text = 'export const loan = 1;';
  const id = table.idAt(text, 13, 17, hashOf('loan'));
  for (let at = 0; at < 5_000; at++) table.idOf(`name${at}`);
  expect([table.idOf('loan'), table.knownId('loan'), table.nameOf(id)]).toEqual([id, id, 'loan']);
  expect(table.knownId('loans')).toBeUndefined();
  expect(table.nameOf(table.knownId('name4999')!)).toBe('name4999');
});
