import { expect, test } from 'vitest';
import { ContextIndex } from '../../src/core/context/context-index.ts';
import { RepositoryOutline } from '../../src/core/repository/repository-outline.ts';
import { OpenOutlines } from '../../src/worker/open-outlines.ts';
import type { Outliner } from '../../src/worker/outline/create-outliner.ts';
import { outliner } from './outline/check-outline.ts';

const INDEXED = 'export const a = 1;\n';

/** With `/a.ts` in the index; `parsed` are the texts that were not. */
async function opened(): Promise<{
  readonly open: OpenOutlines;
  readonly index: ContextIndex;
  readonly parsed: string[];
}> {
  const index = new ContextIndex(new RepositoryOutline());
  index.repository.set((await outliner.outline('/a.ts', 'typescript', INDEXED))!);
  index.set('/a.ts', INDEXED);
  const parsed: string[] = [];
  const counting: Outliner = {
    ...outliner,
    outlineAgain(path, languageId, text) {
      parsed.push(text);
      return outliner.outlineAgain(path, languageId, text);
    },
  };
  return { open: new OpenOutlines(counting, index), index, parsed };
}

test('a file that was only opened is not read again', async () => {
  const { open, index, parsed } = await opened();
  expect(await open.get('/a.ts', 'typescript', INDEXED)).toBe(index.repository.get('/a.ts'));
  expect(parsed).toEqual([]);
});

test('one that was changed is, and one that is of another language in the editor', async () => {
  const { open, parsed } = await opened();
  const changed = INDEXED.replace('a', 'b');
  const { definitions } = await open.get('/a.ts', 'typescript', changed);
  expect(definitions.map(({ name }) => name)).toEqual(['b']);
  await open.get('/a.ts', 'javascript', INDEXED);
  expect(parsed).toEqual([changed, INDEXED]);
});

test('what is known is that of the text which was indexed last', async () => {
  const { open, index, parsed } = await opened();
  const saved = INDEXED.replace('a', 'b');
  index.repository.set((await outliner.outline('/a.ts', 'typescript', saved))!);
  index.set('/a.ts', saved);
  await open.get('/a.ts', 'typescript', INDEXED);
  const { definitions } = await open.get('/a.ts', 'typescript', saved);
  expect(definitions.map(({ name }) => name)).toEqual(['b']);
  index.repository.remove('/a.ts');
  index.remove('/a.ts');
  await open.get('/a.ts', 'typescript', INDEXED);
  expect(parsed).toEqual([INDEXED, INDEXED]);
});
