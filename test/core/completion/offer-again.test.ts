import { describe, expect, test } from 'vitest';
import { createOfferAgain, provideAgain } from '../../../src/core/completion/offer-again.ts';
import type { CompletionResult, NothingReason } from '../../../src/core/completion/result.ts';
import { requestAt } from '../../support/cursor.ts';
import { scripted, testPipeline } from '../../support/pipeline.ts';

const request = requestAt('if (a) {█');
const { uri, version, offset } = request;
const place = { uri, version, offset };
const nothing = (reason: NothingReason): CompletionResult => ({ kind: 'nothing', reason, timings: {} });
const suggestion = (insertText: string, origin: 'model' | 'engine' | 'reused' = 'model'): CompletionResult => ({
  kind: 'suggestion',
  suggestion: {
    id: 1,
    insertText,
    replaceSuffix: 0,
    origin,
    confidence: undefined,
    accept: { before: undefined, show: undefined },
    why: undefined,
  },
  timings: {},
});

describe('the editor is asked to ask again', () => {
  test.for([
    ['for the rest of a suggestion', suggestion('\n  b();'), '\n  b();'],
    ['for an answer that was late', nothing('deadline'), ''],
  ] as const)('%s, once', ([, result, stood]) => {
    const again = createOfferAgain();
    again.told(request, result);
    expect(again.due(uri)).toMatchObject(place);
    expect(again.take(place)).toEqual({ stood });
    expect(again.take(place)).toBeUndefined();
    expect(again.due(uri)).toBeUndefined();
  });

  test.for([
    ['for what the gate held back', nothing('gated-before-show')],
    ['for what the engine said', suggestion('b', 'engine')],
    ['for what is known', suggestion('b', 'reused')],
  ] as const)('not %s', ([, result]) => {
    const again = createOfferAgain();
    again.told(request, result);
    expect(again.due(uri)).toBeUndefined();
  });

  test('not after what a person asked for', () => {
    const again = createOfferAgain();
    again.told({ ...request, triggerKind: 'invoked' }, suggestion('b'));
    expect(again.due(uri)).toBeUndefined();
  });

  test('and a call of the person at another place is his own', () => {
    const again = createOfferAgain();
    again.told(request, suggestion('b'));
    again.due(uri);
    expect(again.take({ ...place, offset: offset + 1 })).toBeUndefined();
  });
});

describe('what is offered then', () => {
  async function offered(stood: string, answer: string) {
    const pipeline = testPipeline(scripted({ text: answer }));
    pipeline.remember(request, stood);
    const result = await provideAgain(pipeline, request, stood, new AbortController().signal);
    const next = pipeline.findReuse(request)?.insertText;
    return { text: result.kind === 'suggestion' ? result.suggestion.insertText : result.reason, next };
  }
  test('begins with what stood there', async () =>
    expect(await offered('\n  b();', '\n  b();\n  c();\n}')).toEqual({
      text: '\n  b();\n  c();\n}',
      next: '\n  b();\n  c();\n}',
    }));
  test('is what stood there, where the model says something else now', async () =>
    expect(await offered('\n  b();', '\n  d();\n}')).toEqual({ text: '\n  b();', next: '\n  b();' }));
});
