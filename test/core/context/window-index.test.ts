import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NameTable } from '../../../src/core/context/name-table.ts';
import { numberNames } from '../../../src/core/context/numbered-text.ts';
import { WindowIndex } from '../../../src/core/context/window-index.ts';

const names = new NameTable();
const set = (index: WindowIndex, path: string, text: string): void => index.set(path, numberNames(text, names));
const query = (...words: readonly string[]): ReadonlyMap<string, number> => new Map(words.map((word) => [word, 1]));

test('finds the place with the most of the rare words', () => {
  const index = new WindowIndex(names);
  set(index, '/a.ts', 'open(file)\nread(file)\n');
  set(index, '/b.ts', `${'\n'.repeat(40)}readHeader(file, header)\n`);
  const [best] = index.search(query('file', 'header'), '/c.ts', 1);
  expect(best).toMatchObject({ path: '/b.ts', line: 30, names: ['readHeader', 'file', 'header'] });
});

test('leaves one file out of what it finds and of what it counts', () => {
  const index = new WindowIndex(names);
  set(index, '/a.ts', 'shared();\n');
  set(index, '/b.ts', 'shared();\n');
  expect(index.search(query('shared'), '/a.ts', 5).map(({ path }) => path)).toEqual(['/b.ts']);
  expect(index.frequency('shared', '/a.ts')).toBe(1);
  expect(index.frequency('shared', '/c.ts')).toBe(2);
});

const NAMES = ['alpha', 'betaGamma', 'delta', 'gamma', 'alphaDelta'];
const text = fc
  .array(fc.array(fc.constantFrom(...NAMES), { maxLength: 3 }), { maxLength: 45 })
  .map((lines) => lines.map((line) => line.join(' ')).join('\n'));
const step = fc.record({ path: fc.constantFrom('/a', '/b', '/c'), text: fc.option(text, { nil: undefined }) });

test('after any changes answers as one that was made of what is left, whether the file left out is in it or not', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const changed = new WindowIndex(names);
      const left = new Map<string, string>();
      for (const { path, text: now } of steps) {
        if (now === undefined) {
          changed.remove(path);
          left.delete(path);
        } else {
          set(changed, path, now);
          left.set(path, now);
        }
      }
      const fresh = new WindowIndex(names);
      for (const [path, now] of [...left].toReversed()) if (path !== '/a') set(fresh, path, now);
      const answer = (index: WindowIndex) =>
        index
          .search(query('alpha', 'delta', 'gamma'), '/a', 4)
          .map(({ names: found, score, ...rest }) => ({ ...rest, score: score.toFixed(9), names: found.toSorted() }));
      expect(answer(changed)).toEqual(answer(fresh));
      for (const name of NAMES) expect(changed.frequency(name, '/a')).toBe(fresh.frequency(name, '/a'));
    }),
  );
});

test('counts a name once for each window, which is two blocks of ten lines', () => {
  fc.assert(
    fc.property(text, (written) => {
      const index = new WindowIndex(names);
      set(index, '/a', written);
      const lines = written.split('\n');
      const starts = lines.flatMap((_, at) => (at % 10 === 0 && (at === 0 || at + 10 < lines.length) ? [at] : []));
      const windows = starts.map((at) => new Set(lines.slice(at, at + 20).flatMap((line) => line.split(' '))));
      for (const name of ['betaGamma', 'alphaDelta']) {
        expect(index.frequency(name, '/b')).toBe(windows.filter((each) => each.has(name)).length);
      }
    }),
  );
});

test('answers as before when the places of files that are gone are cleared away', () => {
  const text = (path: string, round: number): string =>
    Array.from({ length: 3_000 }, (_, line) => `${path}${line % 7} round${round}Line${line}`).join('\n');
  const changed = new WindowIndex(names);
  set(changed, 'a', text('a', 0));
  set(changed, 'kept', text('kept', 7));
  // Each round leaves 300 blocks of each file behind.
  for (let round = 1; round < 8; round++) for (const path of ['b', 'a']) set(changed, path, text(path, round));
  const fresh = new WindowIndex(names);
  for (const path of ['kept', 'a', 'b']) set(fresh, path, text(path, 7));
  const asked = query('round7Line2999', 'round7Line1234', 'round6Line12');
  expect(changed.search(asked, '/c', 9)).toEqual(fresh.search(asked, '/c', 9));
  expect(changed.frequency('a3', '/c')).toBe(fresh.frequency('a3', '/c'));
});
