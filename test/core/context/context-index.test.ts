import { expect, test } from 'vitest';
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
