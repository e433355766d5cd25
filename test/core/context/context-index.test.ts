import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ContextIndex } from '../../../src/core/context/context-index.ts';
import { RepositoryOutline } from '../../../src/core/repository/repository-outline.ts';
import { openFile } from '../../support/context-index.ts';

test('what a name means comes in the same order, whichever file was taken up last', async () => {
  const source = 'export class Loan {\n  fee(): number {\n    return 1;\n  }\n}\n';
  const { index } = await openFile({ '/main.ts': '', '/c.ts': source, '/a.ts': source, '/b.ts': source });
  const paths = (): string =>
    index
      .ownedBy('Loan')
      .map(({ path }) => path)
      .join(' ');
  expect(paths()).toBe('/a.ts /b.ts /c.ts');
  index.remove('/a.ts');
  index.set('/a.ts', source);
  expect(paths()).toBe('/a.ts /b.ts /c.ts');
  expect(index.named('Loan').map(({ path }) => path)).toEqual(['/a.ts', '/b.ts', '/c.ts']);
});

test('knows the names in the files beside one as they are now, and those of no other language', async () => {
  const { index } = await openFile({ '/p/main.ts': '', '/p/a.ts': 'one();\n', '/p/b.py': 'two()\n' });
  const names = (languageId: string): string =>
    [...index.neighboursOf('/p/main.ts', languageId).names.keys()].join(' ');
  expect([names('typescript'), names('typescript'), names('python')]).toEqual(['one', 'one', 'two']);
  index.set('/p/a.ts', 'three();\n');
  expect(names('typescript')).toBe('three');
  index.repository.remove('/p/a.ts');
  index.remove('/p/a.ts');
  expect(names('typescript')).toBe('');
});

const NAMES = ['Loan', 'fee', 'hold', 'Desk'];
const definition = fc.record({
  name: fc.constantFrom(...NAMES),
  parent: fc.option(fc.constantFrom('Loan', 'Desk'), { nil: undefined }),
  line: fc.nat(9),
});
const file = fc.record({
  path: fc.constantFrom('/p/a.ts', '/p/a.test.ts', '/p/b.ts', '/q/c.ts', '/q/d.ts'),
  definitions: fc.option(fc.array(definition, { maxLength: 4 }), { nil: undefined }),
});

test('after any changes knows what one would that was made of what is left', () => {
  fc.assert(
    fc.property(fc.array(file, { maxLength: 12 }), (steps) => {
      const set = (index: ContextIndex, { path, definitions = [] }: (typeof steps)[number]): void => {
        index.repository.set({
          path,
          languageId: 'typescript',
          definitions: definitions.map(({ name, parent, line }) => ({
            name,
            kind: parent === undefined ? 'class' : 'method',
            signature: name,
            line,
            endLine: line,
            ...(parent !== undefined && { parent }),
            exported: true,
          })),
          imports: [],
          references: [],
        });
        index.set(path, definitions.map(({ name }) => `${name}()`).join('\n'));
      };
      const changed = new ContextIndex(new RepositoryOutline());
      const left = new Map<string, (typeof steps)[number]>();
      for (const step of steps) {
        left.delete(step.path);
        if (step.definitions === undefined) {
          changed.repository.remove(step.path);
          changed.remove(step.path);
        } else {
          set(changed, step);
          left.set(step.path, step);
        }
      }
      const fresh = new ContextIndex(new RepositoryOutline());
      for (const step of [...left.values()].toReversed()) set(fresh, step);
      const known = (index: ContextIndex) => ({
        named: NAMES.map((name) => index.named(name)),
        owned: NAMES.map((name) => index.ownedBy(name)),
        beside: index.neighboursOf('/p/b.ts', 'typescript').files,
        siblings: [...index.siblingsOf('/p/a.ts')].toSorted(),
      });
      expect(known(changed)).toEqual(known(fresh));
      const hidden = (index: ContextIndex) => index.without('/p/a.ts', () => known(index));
      expect(hidden(changed)).toEqual(hidden(fresh));
      expect(known(changed)).toEqual(known(fresh));
    }),
  );
});
