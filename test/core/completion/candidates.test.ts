import { describe, expect, test } from 'vitest';
import { createCandidates, rankCandidates } from '../../../src/core/completion/candidates.ts';
import type { CompletionSource } from '../../../src/core/completion/provide-completion.ts';
import type { Suggestion } from '../../../src/core/completion/result.ts';
import { requestAt } from '../../support/cursor.ts';
import { testPipeline } from '../../support/pipeline.ts';

const request = requestAt('const total = items.█', { triggerKind: 'invoked' });
const never = new AbortController().signal;

/** A model with an answer for each variation; counts how often it is asked. */
function model(...answers: readonly string[]): CompletionSource & { asked: number } {
  const source = async function* ({ variation = 0 }: { variation?: number | undefined }) {
    source.asked++;
    yield { text: answers[variation]!, origin: 'model', logProbabilities: [-0.1] };
  } as unknown as CompletionSource & { asked: number };
  source.asked = 0;
  return source;
}

const slowly = { wait: () => new Promise<void>(() => {}) };

describe('who asks gets', () => {
  test('up to three suggestions, each once', async () => {
    const pipeline = testPipeline(model('length;', 'total;', 'length;'), slowly);
    const { result, others } = await createCandidates().provide(pipeline, request, never);
    expect(result).toMatchObject({ kind: 'suggestion', suggestion: { insertText: 'total;' } });
    expect(others.map(({ insertText }) => insertText)).toEqual(['length;']);
  });

  test('the first alone where the others are slow, and the rest when he goes on to the next', async () => {
    const source = model('length;', 'total;', 'items;');
    const others = Promise.withResolvers<void>();
    const slow: CompletionSource = async function* (asked, snippets, signal) {
      if (asked.variation !== undefined) await others.promise;
      yield* source(asked, snippets, signal);
    };
    const candidates = createCandidates();
    const first = await candidates.provide(testPipeline(slow), request, never);
    expect(first.others).toEqual([]);
    others.resolve();
    const next = await candidates.provide(testPipeline(slow, slowly), request, never);
    expect(next.others).toHaveLength(2);
    // The others once.
    expect(source.asked).toBe(4);
  });

  test('the reason where there is nothing', async () => {
    const { result, others } = await createCandidates().provide(testPipeline(model('', '', '')), request, never);
    expect(result).toMatchObject({ kind: 'nothing', reason: 'no-guess' });
    expect(others).toEqual([]);
  });
});

describe('of several', () => {
  const candidate = (insertText: string, logProbability?: number) => ({
    suggestion: { insertText } as Suggestion,
    logProbability,
  });
  const order = (...candidates: ReturnType<typeof candidate>[]) =>
    rankCandidates(candidates, request).map(({ suggestion }) => suggestion.insertText);

  test('known names come first', () =>
    expect(order(candidate('frob();'), candidate('total;'))).toEqual(['total;', 'frob();']));
  test('then the likelier', () =>
    expect(order(candidate('total;', -2), candidate('items;', -0.1))).toEqual(['items;', 'total;']));
  test('then what others say, too', () =>
    expect(order(candidate('items;'), candidate('total;\nitems;'), candidate('total;\ntotal;'))[0]).not.toBe('items;'));
});
