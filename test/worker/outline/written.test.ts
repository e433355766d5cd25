import { expect, test } from 'vitest';
import { outliner, unindent } from './check-outline.ts';

const written = async (languageId: string, code: string): Promise<readonly (string | undefined)[]> => {
  const outline = await outliner.outline('/file', languageId, unindent(code));
  return outline!.definitions.map((definition) => definition.written);
};

test('a head on one line is written as its signature is', async () =>
  expect(await written('typescript', 'export async function a(x: number) {\n  return 1;\n}\nconst b = 1;')).toEqual([
    undefined,
    undefined,
  ]));

test('a head of several lines keeps them, less their common indentation', async () =>
  expect(
    await written(
      'typescript',
      `
      namespace n {
        export function read<
          T,
        >(
          path: string, // absolute
        ): T {
          return path;
        }
      }`,
    ),
  ).toEqual([undefined, 'export function read<\n  T,\n>(\n  path: string, // absolute\n): T {']));

test('what stands on the line besides the head is there', async () => {
  expect(await written('python', 'def a(x): return x')).toEqual(['def a(x): return x']);
  expect(await written('go', 'package a\nconst (\n\tA = 1\n)')).toEqual(['A = 1']);
  expect(await written('java', 'enum E {\n  RED,\n  BLUE\n}')).toEqual([undefined, 'RED,', undefined]);
});

test('members on the line of their parent are part of its line', async () =>
  expect(await written('java', 'enum E { RED, BLUE }')).toEqual(['enum E { RED, BLUE }', undefined, undefined]));

test('a head that is broken over lines is kept so, unless only its bracket stands alone', async () =>
  expect(await written('c', 'static int\nfoo(int a)\n{\n}\nint bar(void)\n{\n}')).toEqual([
    'static int\nfoo(int a)\n{',
    undefined,
  ]));

test('annotations are not in it', async () =>
  expect(await written('java', '@Entity\nclass A {\n  @Override\n  int b() {\n  }\n}')).toEqual([
    undefined,
    undefined,
  ]));
