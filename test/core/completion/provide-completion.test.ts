import { describe, expect, test } from 'vitest';
import { explain } from '../../../src/core/completion/explain.ts';
import {
  type CompletionPipeline,
  provideCompletion,
  SourceUnavailable,
} from '../../../src/core/completion/provide-completion.ts';
import type { CompletionRequest } from '../../../src/core/completion/request.ts';
import { render, requestAt } from '../../support/cursor.ts';
import { failing, scripted, testPipeline } from '../../support/pipeline.ts';

const never = new AbortController().signal;

async function shown(
  pipeline: CompletionPipeline,
  marked: string,
  changes: Partial<CompletionRequest> = {},
  signal = never,
) {
  const request = requestAt(marked, changes);
  const result = await provideCompletion(pipeline, request, signal);
  if (result.kind === 'nothing') return result.reason;
  return render(request, result.suggestion.insertText, result.suggestion.replaceSuffix);
}

const closed = {
  pass: false,
  probability: 0.05,
  bound: 0.1,
  contributions: [],
  extent: 'all',
  nearBound: false,
  record: undefined,
} as const;
const invoked = { triggerKind: 'invoked' } as const;

describe('a suggestion', () => {
  test('is what the source streams, put together', async () =>
    expect(await shown(testPipeline(scripted({ text: 'ba' }, { text: 'rbar()' })), 'foo.█')).toBe('foo.[barbar()]'));

  test('replaces closers that it brings itself', async () =>
    expect(await shown(testPipeline(scripted({ text: 'first, second)' })), 'foo(█)')).toBe('foo([first, second])'));

  test('tells how likely it is to be right and to be taken', async () => {
    const pipeline = testPipeline(scripted({ text: 'barbar', confidence: 0.9 }), {
      gateBeforeShow: () => ({ ...closed, pass: true, probability: 0.4 }),
    });
    const result = await provideCompletion(pipeline, requestAt('foo.█'), never);
    expect(result).toMatchObject({ suggestion: { confidence: 0.9, accept: { show: 0.4 }, origin: 'engine' } });
  });

  test('is cut to its first line where the gate doubts the rest', async () => {
    const pipeline = testPipeline(scripted({ text: 'bar(x)\nbaz(y)', origin: 'model' }), {
      gateBeforeShow: () => ({ ...closed, pass: true, extent: 'first-line' }),
    });
    expect(await shown(pipeline, 'foo.█')).toBe('foo.[bar(x)]');
  });

  test('is the surer beginning of a guess where all of it is held back', async () => {
    const guess = { text: '=== undefined) return notFound();', endsLine: true, confidence: 0.5 };
    const surer = { text: '=== undefined)', confidence: 0.9 };
    expect(await shown(testPipeline(scripted({ ...guess, surer })), 'if (hold █')).toBe('if (hold [=== undefined)]');
    const all = { ...guess, confidence: 0.8, surer };
    expect(await shown(testPipeline(scripted(all)), 'if (hold █')).toMatch(/notFound/);
    const neither = { ...guess, surer: { ...surer, confidence: 0.6 } };
    expect(await shown(testPipeline(scripted(neither)), 'if (hold █')).toBe('unsure');
    expect(await shown(testPipeline(scripted({ ...guess, surer })), 'if (hold █', invoked)).toMatch(/notFound/);
  });

  test('goes to the gate with the probabilities of its tokens, whatever pieces they came in', async () => {
    let seen: unknown;
    const pipeline = testPipeline(
      scripted(
        { text: 'ba', origin: 'model', logProbabilities: [-0.5] },
        { text: 'rbar', origin: 'model', logProbabilities: [-1, -2] },
      ),
      {
        gateBeforeShow(_, answer) {
          seen = answer;
          return { ...closed, pass: true };
        },
      },
    );
    await shown(pipeline, 'foo.█');
    expect(seen).toEqual({
      insertText: 'barbar',
      origin: 'model',
      confidence: undefined,
      tokens: [
        { characters: 2, logProbability: -0.5, beginsPiece: true },
        { characters: 2, logProbability: -1, beginsPiece: true },
        { characters: 2, logProbability: -2, beginsPiece: false },
      ],
    });
  });

  const answer = (text: string, ...logProbabilities: number[]) =>
    ({ text, origin: 'model', logProbabilities }) as const;
  const upTo = (text: string) => ({ likelyLength: () => text.length });

  test('ends before a token that is too unlikely for this model, unless it was asked for', async () => {
    const source = scripted(answer('reserve(book', -0.1), answer(', holder);', -3));
    const cut = () => testPipeline(source, upTo('reserve(book'));
    expect(await shown(cut(), '  await █')).toBe('  await [reserve(book]');
    expect(await shown(cut(), '  await █', invoked)).toBe('  await [reserve(book, holder);]');
  });

  test('says that the model went on, where it was cut there', async () => {
    const source = scripted(answer('reserve(book', -0.1), answer(', holder);', -3));
    const explained = async (pipeline: CompletionPipeline) =>
      explain(await provideCompletion(pipeline, requestAt('  await █'), never));
    expect(await explained(testPipeline(source, upTo('reserve(book')))).toContain('The model went on');
    expect(await explained(testPipeline(source))).not.toContain('The model went on');
  });

  test('is all of the answer where too little is left before that token, or where no probabilities came', async () => {
    const source = scripted(answer('res', -0.1), answer('erve(book);', -3));
    expect(await shown(testPipeline(source, upTo('res')), '  await █')).toBe('  await [reserve(book);]');
    const silent = scripted({ text: 'reserve(book);', origin: 'model' });
    expect(await shown(testPipeline(silent, upTo('reserve(')), '  await █')).toBe('  await [reserve(book);]');
  });

  test('is all of the answer where its tokens are not those of the text any more', async () => {
    const fenced = scripted(answer('```ts\nreserve(book);\n```', -3));
    expect(await shown(testPipeline(fenced, upTo('```ts')), '  await █')).toBe('  await [reserve(book);]');
  });

  test('that was asked for teaches the gate nothing, one that came by itself does', async () => {
    const record = {
      logit: 0,
      explored: false,
      propensity: 1,
      hideAtMost: 0.05,
      explore: 0.05,
      bounded: true,
    };
    const numbered: unknown[] = [];
    const pipeline = testPipeline(scripted({ text: 'barbar', confidence: 0.9 }), {
      gateBeforeShow: () => ({ ...closed, pass: true, record }),
      newId: (given) => numbered.push(given),
      findReuse: () => undefined,
    });
    await provideCompletion(pipeline, requestAt('foo.█', invoked), never);
    await provideCompletion(pipeline, requestAt('foo.█'), never);
    expect(numbered).toEqual([undefined, record]);
  });

  test('stays while it is typed, and nothing is asked again', async () => {
    const source = scripted({ text: 'bar(x)' });
    const pipeline = testPipeline(source);
    const views = [await shown(pipeline, 'foo.█')];
    for (const marked of ['foo.b█', 'foo.ba█', 'foo.bar█', 'foo.bar(█)']) views.push(await shown(pipeline, marked));
    expect(views).toEqual(['foo.[bar(x)]', 'foo.b[ar(x)]', 'foo.ba[r(x)]', 'foo.bar[(x)]', 'foo.bar([x)]']);
    expect(source.asked).toBe(1);
  });
});

describe('nothing, with the reason', () => {
  const guess = () => scripted({ text: 'barbar', confidence: 0.9 });

  test('refused by the trigger, and the source is not asked', async () => {
    const source = guess();
    expect(await shown(testPipeline(source), '// foo█')).toBe('in-comment');
    expect(source.asked).toBe(0);
  });
  test('stopped by the gate before the request, and the source is not asked', async () => {
    const source = guess();
    expect(await shown(testPipeline(source, { gateBeforeRequest: () => closed }), 'foo█')).toBe('gated-before-request');
    expect(source.asked).toBe(0);
  });
  test('hidden by the gate', async () =>
    expect(
      await shown(
        testPipeline(scripted({ text: 'barbar', origin: 'model' }), { gateBeforeShow: () => closed }),
        'foo█',
      ),
    ).toBe('gated-before-show'));
  test('no guess', async () => expect(await shown(testPipeline(scripted()), 'foo█')).toBe('no-guess'));
  test('hidden by the gate, of which the reason says what moved it', async () => {
    const contributions = [{ name: 'tiny', value: 1, logit: -0.9, high: true }];
    const pipeline = testPipeline(scripted({ text: 'barbar', origin: 'model' }), {
      gateBeforeShow: () => ({ ...closed, contributions }),
    });
    expect(await provideCompletion(pipeline, requestAt('foo█'), never)).toMatchObject({
      why: {
        summary: '5 % likely to be taken, 10 % needed',
        reasons: ['Less likely, because it is a few characters.'],
      },
    });
  });
  test('hidden by the gate, with a number to ask for it by where it was a near thing', async () => {
    const near = testPipeline(scripted({ text: 'barbar', origin: 'model' }), {
      gateBeforeShow: () => ({ ...closed, nearBound: true }),
    });
    expect(await provideCompletion(near, requestAt('foo█'), never)).toMatchObject({ hidden: 1 });
    const far = testPipeline(scripted({ text: 'barbar', origin: 'model' }), { gateBeforeShow: () => closed });
    expect(await provideCompletion(far, requestAt('foo█'), never)).not.toHaveProperty('hidden');
  });
  test('hidden by the gate without a number where it would not be shown when asked for, either', async () => {
    const broken = testPipeline(scripted({ text: 'barbar', origin: 'model' }), {
      gateBeforeShow: () => ({ ...closed, nearBound: true }),
      mendSyntax: async () => ({ kind: 'nothing', reason: 'breaks-syntax' }),
    });
    const result = await provideCompletion(broken, requestAt('foo█'), never);
    expect(result).toMatchObject({ kind: 'nothing', reason: 'gated-before-show' });
    expect(result).not.toHaveProperty('hidden');
  });
  test('an unsure source', async () =>
    expect(await shown(testPipeline(scripted({ text: 'barbar', confidence: 0.3 })), 'foo█')).toBe('unsure'));
  test('a guess that would break the syntax', async () =>
    expect(
      await shown(
        testPipeline(guess(), { mendSyntax: async () => ({ kind: 'nothing', reason: 'breaks-syntax' }) }),
        'foo█',
      ),
    ).toBe('breaks-syntax'));
  test('a source that is not there', async () => {
    expect(await shown(testPipeline(failing(new SourceUnavailable('starting'))), 'foo█')).toBe('source-unavailable');
  });
  test('a source that fails', async () => {
    expect(await shown(testPipeline(failing(new Error('boom'))), 'foo█')).toBe('source-failed');
  });

  for (const reason of ['superseded', 'deadline'] as const) {
    test(`aborted before there is an answer: ${reason}`, async () => {
      const controller = new AbortController();
      const pipeline = testPipeline(async function* (_request, _snippets, signal) {
        controller.abort(reason);
        signal.throwIfAborted();
        yield { text: 'barbar' };
      });
      expect(await shown(pipeline, 'foo█', {}, controller.signal)).toBe(reason);
    });
  }

  test.for([
    ['superseded', 'superseded'],
    ['deadline', 'foo[barbar]'],
  ] as const)('%s while the answer that is there is looked at: %s', async ([reason, expected]) => {
    const controller = new AbortController();
    const pipeline = testPipeline(scripted({ text: 'barbar' }), {
      async mendSyntax(processed) {
        controller.abort(reason);
        return processed;
      },
    });
    expect(await shown(pipeline, 'foo█', {}, controller.signal)).toBe(expected);
  });
});

describe('who asks explicitly', () => {
  test('sees what the gates would hide and what the source is unsure of', async () => {
    const pipeline = testPipeline(scripted({ text: 'barbar', confidence: 0.1 }), {
      gateBeforeRequest: () => closed,
      gateBeforeShow: () => closed,
    });
    expect(await shown(pipeline, 'foo.█', invoked)).toBe('foo.[barbar]');
  });
  test('sees nothing where there is nothing', async () =>
    expect(await shown(testPipeline(scripted()), 'foo█', invoked)).toBe('no-guess'));
});

describe('the pause after a keystroke', () => {
  /** A clock that the pauses move on, and what happened at which of its times. */
  function timed(delay: { askAfterMs: number; showAfterMs: number }, sourceMs: number) {
    const seen: string[] = [];
    let time = 0;
    const pipeline = testPipeline(
      async function* () {
        seen.push(`asked at ${time}`);
        time += sourceMs;
        yield { text: 'barbar', origin: 'model' } as const;
      },
      {
        delay: () => delay,
        now: () => time,
        async wait(ms) {
          time += ms;
        },
      },
    );
    return { seen, pipeline, time: () => time };
  }

  test('comes before asking where asking costs something', async () => {
    const { seen, pipeline, time } = timed({ askAfterMs: 200, showAfterMs: 0 }, 100);
    expect(await shown(pipeline, 'foo.█')).toBe('foo.[barbar]');
    expect([...seen, `shown at ${time()}`]).toEqual(['asked at 200', 'shown at 300']);
  });
  test('comes before showing where it costs nothing, and the time of the answer counts', async () => {
    const { seen, pipeline, time } = timed({ askAfterMs: 0, showAfterMs: 250 }, 100);
    await shown(pipeline, 'foo.█');
    expect([...seen, `shown at ${time()}`]).toEqual(['asked at 0', 'shown at 250']);
  });
  test('does not hold up what comes later anyway', async () => {
    const { pipeline, time } = timed({ askAfterMs: 0, showAfterMs: 250 }, 400);
    await shown(pipeline, 'foo.█');
    expect(time()).toBe(400);
  });
  test('is none where one was asked for', async () => {
    const { pipeline, time } = timed({ askAfterMs: 300, showAfterMs: 300 }, 10);
    await shown(pipeline, 'foo.█', invoked);
    expect(time()).toBe(10);
  });
  test('ends with the request', async () => {
    const controller = new AbortController();
    const { seen, pipeline } = timed({ askAfterMs: 300, showAfterMs: 0 }, 10);
    const moved = { ...pipeline, wait: async () => controller.abort('superseded') };
    expect(await shown(moved, 'foo.█', {}, controller.signal)).toBe('superseded');
    expect(seen).toEqual([]);
  });
});
