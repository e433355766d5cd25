import { expect, test } from 'vitest';
import { shownLines } from '../../../src/core/context/shown-lines.ts';
import { outliner } from '../../worker/outline/check-outline.ts';

async function shown(path: string, languageId: string, text: string): Promise<readonly string[]> {
  const outline = await outliner.outline(path, languageId, text);
  return shownLines(outline!.definitions[0]!);
}

test('shows a head on one line as it stands in the file', async () => {
  expect(await shown('/a.ts', 'typescript', 'export function f(a: number): void {}\n')).toEqual([
    'export function f(a: number): void {}',
  ]);
});

test('shows the line of the name, and the rest of a longer head on one more', async () => {
  const text = 'export async function f(\n  first: number,\n  second: string,\n): Promise<void> {\n  return;\n}\n';
  expect(await shown('/a.ts', 'typescript', text)).toEqual([
    'export async function f(',
    '  first: number, second: string, ): Promise<void>',
  ]);
});

test('leaves a comment that follows the head out', async () => {
  expect(await shown('/a.py', 'python', 'class A:\n    """Says much."""\n    x = 1\n')).toEqual(['class A:']);
});
