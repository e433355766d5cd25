import { expect, test } from 'vitest';
import type { Snippet } from '../../src/core/context/snippet.ts';
import { createContextKeeper } from '../../src/node/context-keeper.ts';

const URI = 'file:///a.ts';

/** A keeper whose questions are answered by hand, in any order. */
function keeper() {
  const asked: PromiseWithResolvers<readonly Snippet[]>[] = [];
  const context = createContextKeeper(
    () => {
      const question = Promise.withResolvers<readonly Snippet[]>();
      asked.push(question);
      return question.promise;
    },
    () => ({ dispose() {} }),
  );
  const answer = (at: number, path: string): void => asked[at]!.resolve([{ kind: 'receiver', path, text: path }]);
  const known = (): readonly string[] => context.snippets(URI).map(({ path }) => path);
  return { context, asked, answer, known };
}

test('knows what was answered last, and what it knew where nothing was answered', async () => {
  const { context, asked, answer, known } = keeper();
  expect(known()).toEqual([]);
  const first = context.refresh(URI);
  answer(0, 'b.ts');
  await first;
  expect(known()).toEqual(['b.ts']);
  const second = context.refresh(URI);
  asked[1]!.reject(new Error('the indexer is away'));
  await expect(second).rejects.toThrow('away');
  expect(known()).toEqual(['b.ts']);
});

test('an answer that comes after the document was closed is not kept', async () => {
  const { context, answer, known } = keeper();
  const asking = context.refresh(URI);
  context.forget(URI);
  answer(0, 'b.ts');
  await asking;
  expect(known()).toEqual([]);
});

test('nor does it hide what is known of the document that was opened again', async () => {
  const { context, answer, known } = keeper();
  const before = context.refresh(URI);
  context.forget(URI);
  const after = context.refresh(URI);
  answer(1, 'new.ts');
  await after;
  answer(0, 'old.ts');
  await before;
  expect(known()).toEqual(['new.ts']);
});

test('what is asked now is not overtaken by what was to be asked in a moment', async () => {
  let later: (() => void) | undefined;
  const context = createContextKeeper(
    async () => [{ kind: 'receiver', path: 'b.ts', text: '' }],
    (_, run) => {
      later = run;
      return { dispose: () => (later = undefined) };
    },
  );
  context.touch(URI);
  expect(later).toBeDefined();
  const asking = context.refresh(URI);
  expect(later).toBeUndefined();
  await asking;
  expect(context.snippets(URI)).toHaveLength(1);
});
