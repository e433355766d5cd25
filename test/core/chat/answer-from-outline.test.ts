import { expect, test } from 'vitest';
import { importsOf, outlineOf, whatChanges, whereIs, whoCalls } from '../../../src/core/chat/answer-from-outline.ts';
import type { Definition } from '../../../src/core/repository/outline.ts';

const definition = (name: string, line: number, more: Partial<Definition> = {}): Definition => ({
  name,
  kind: 'function',
  signature: `function ${name}()`,
  line,
  endLine: line + 3,
  exported: true,
  ...more,
});
const relative = (path: string): string => path.replace('/project/', '');

test('a place is named by its path and its line, counted from 1', () =>
  expect(whereIs('find', [{ path: '/project/src/a.ts', definition: definition('find', 9) }], relative)).toBe(
    '- `src/a.ts:10` function `function find()`',
  ));

test('several places are counted, and many are cut', () => {
  const many = Array.from({ length: 40 }, (_, line) => ({
    path: '/project/a.ts',
    definition: definition('find', line),
  }));
  const answer = whereIs('find', many, relative);
  expect(answer).toMatch(/^`find` is defined in 40 places:\n\n- /);
  expect(answer).toMatch(/… and 10 more\.$/);
});

test('a name that nobody defines is said to be unknown', () =>
  expect(whereIs('nope', [], relative)).toBe(
    "Nothing in this workspace's index is called `nope`. Names are compared as they are written.",
  ));

test('the outline indents members', () =>
  expect(
    outlineOf(
      { definitions: [definition('Loan', 0, { kind: 'class' }), definition('due', 2, { parent: 'Loan' })] },
      'a.ts',
    ),
  ).toBe('- `Loan` class, `a.ts:1`\n  - `due` function, `a.ts:3`'));

test('imports say which file is meant, and what comes from outside', () => {
  const imports = [
    { source: './table.ts', names: [{ name: 'Table', local: 'T' }], line: 0 },
    { source: 'node:fs', names: [], line: 1 },
  ];
  expect(importsOf(imports, 'a.ts', (source) => (source === './table.ts' ? 'src/table.ts' : undefined))).toBe(
    '- `src/table.ts`: `Table`\n- `node:fs`, from outside this workspace',
  );
});

test('no signature ends the code that it is shown in', () => {
  const answer = whereIs(
    'x',
    [{ path: '/project/a.ts', definition: definition('x', 0, { signature: '`![](http://x)`' }) }],
    relative,
  );
  expect(answer).toBe("- `a.ts:1` function `'![](http://x)'`");
});

const located = { path: '/project/a.ts', definition: definition('find', 2) };
const usage = (path: string, line: number, isCertain: boolean) => ({
  path,
  reference: { name: 'find', kind: 'call' as const, line },
  definition: definition('caller', line, { kind: 'method', parent: 'Loan' }),
  isCertain,
});

test('who calls something is listed, and what only has the same name stands apart', () =>
  expect(
    whoCalls(
      'find',
      { definitions: [located], usages: [usage('/project/b.ts', 4, true), usage('/project/c.ts', 6, false)] },
      relative,
    ),
  ).toBe(
    '`find` is used in one place:\n\n- `b.ts:5` method `Loan.caller`\n\n' +
      'The same name, but maybe not the same thing, in one place:\n\n- `c.ts:7` method `Loan.caller`',
  ));

test('what nobody calls, and what nobody knows, is said', () => {
  expect(whoCalls('find', { definitions: [located], usages: [] }, relative)).toBe(
    "Nothing in this workspace's index calls `find`.",
  );
  expect(whoCalls('nope', { definitions: [], usages: [] }, relative)).toContain('is called `nope`');
  expect(whatChanges('find', { definitions: [located], impacts: [], isCut: false }, relative)).toBe(
    "Nothing else in this workspace's index depends on `find`.",
  );
});

test('what changes is told step by step, with the reason', () =>
  expect(
    whatChanges(
      'find',
      {
        definitions: [located],
        impacts: [
          { path: '/project/b.ts', definition: undefined, line: 0, reason: 'imports', through: 'find', distance: 1 },
          {
            path: '/project/b.ts',
            definition: definition('a', 3),
            line: 4,
            reason: 'calls',
            through: 'find',
            distance: 1,
          },
          {
            path: '/project/c.ts',
            definition: definition('b', 3),
            line: 5,
            reason: 'calls',
            through: 'a',
            distance: 2,
          },
        ],
        isCut: true,
      },
      relative,
    ),
  ).toBe(
    [
      'What uses `find` itself:\n\n- `b.ts:1` at the top of the file, imports it\n- `b.ts:5` function `a`, calls it',
      'What uses those, 2 steps away:\n\n- `c.ts:6` function `b`, calls `a`',
      'There is more than that.',
    ].join('\n\n'),
  ));
