import { expect, test } from 'vitest';
import { bytesWithImports, overBudget } from '../../scripts/check-size.ts';
import type { Metafile } from '../../scripts/check-size.ts';

function metafile(
  sizes: Readonly<Record<string, number>>,
  imports: Readonly<Record<string, readonly string[]>> = {},
): Metafile {
  const outputs = Object.entries(sizes).map(([file, bytes]) => [
    file,
    { bytes, imports: (imports[file] ?? []).map((path) => ({ path, kind: 'import-statement' })) },
  ]);
  return { outputs: Object.fromEntries(outputs) };
}

test('a bundle within its budget is fine', () => {
  expect(overBudget(metafile({ 'dist/extension.js': 50_000 }), [])).toEqual([]);
});

test('a bundle over its budget is named with the reason for the budget', () => {
  expect(overBudget(metafile({ 'dist/extension.js': 5_000_000 }), [])).toEqual([
    expect.stringMatching(/^extension\.js is 5000 kB, its budget .* activate\(\)/),
  ]);
});

test("the chat's page has a budget of its own", () => {
  expect(overBudget(metafile({ 'dist/webview/chat.js': 300_001 }), [])).toEqual([
    expect.stringMatching(/^webview\/chat\.js is 300 kB, its budget 300 kB/),
  ]);
});

test('chunks count for the bundle that imports them, each once', () => {
  const shared = metafile(
    { 'dist/extension.js': 1, 'dist/chunk-A.js': 20, 'dist/chunk-B.js': 300 },
    { 'dist/extension.js': ['dist/chunk-A.js', 'dist/chunk-B.js'], 'dist/chunk-A.js': ['dist/chunk-B.js'] },
  );
  expect(bytesWithImports(shared, 'dist/extension.js')).toBe(321);
});

test('a packed extension over 8 MB is too large', () => {
  const packages = [{ name: 'sotto-1.0.0.vsix', bytes: 8_100_000 }];
  expect(overBudget(metafile({}), packages)).toEqual(['sotto-1.0.0.vsix is 8100 kB, its budget 8000 kB']);
});
