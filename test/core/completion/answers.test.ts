import { describe, expect, test } from 'vitest';
import { createAnswers } from '../../../src/core/completion/answers.ts';
import type { Generated } from '../../../src/core/completion/provide-completion.ts';
import type { Snippet } from '../../../src/core/context/snippet.ts';
import { requestAt } from '../../support/cursor.ts';

/** A model that says its next piece when it is told to. */
function model() {
  const asked: {
    readonly before: string;
    readonly signal: AbortSignal;
    say(text: string): Promise<void>;
    end(): Promise<void>;
    fail(error: Error): Promise<void>;
  }[] = [];
  const answers = createAnswers(async function* (request, _, signal) {
    const pieces: Generated[] = [];
    let next = Promise.withResolvers<void>();
    let ended = false;
    let error: Error | undefined;
    const told = async () => {
      next.resolve();
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    };
    signal.addEventListener('abort', () => next.resolve());
    asked.push({
      before: request.before,
      signal,
      say: async (text) => (pieces.push({ text }), told()),
      end: async () => ((ended = true), told()),
      fail: async (failure) => ((error = failure), told()),
    });
    for (;;) {
      while (pieces.length > 0) yield pieces.shift()!;
      if (error !== undefined) throw error;
      if (ended) return;
      signal.throwIfAborted();
      await next.promise;
      next = Promise.withResolvers();
    }
  });
  return { answers, asked };
}

const settle = async () => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

/** Asks at a place; what has come so far can be looked at, and the call be left. */
function ask(answers: ReturnType<typeof model>['answers'], marked: string, snippets: readonly Snippet[] = []) {
  const controller = new AbortController();
  const call = {
    text: '',
    state: 'running' as 'running' | 'ended' | 'failed',
    leave: () => controller.abort('deadline'),
  };
  void (async () => {
    try {
      for await (const { text } of answers.source(requestAt(marked), snippets, controller.signal)) call.text += text;
      call.state = 'ended';
    } catch {
      call.state = 'failed';
    }
  })();
  return call;
}

describe('an answer under way', () => {
  test('is kept when who asked leaves, and followed on by who asks after it was typed into', async () => {
    const { answers, asked } = model();
    const first = ask(answers, 'const █');
    await settle();
    await asked[0]!.say('val');
    first.leave();
    await settle();
    expect(asked[0]!.signal.aborted).toBe(false);
    const second = ask(answers, 'const va█');
    await settle();
    expect(second.text).toBe('l');
    await asked[0]!.say('ue = 1;');
    await asked[0]!.end();
    expect(second).toMatchObject({ text: 'lue = 1;', state: 'ended' });
    expect(asked).toHaveLength(1);
  });

  test('is waited for where more was typed than has come', async () => {
    const { answers, asked } = model();
    ask(answers, 'a█').leave();
    await settle();
    const second = ask(answers, 'a.ma█');
    await settle();
    await asked[0]!.say('.m');
    await asked[0]!.say('ap(f)');
    await asked[0]!.end();
    expect(second).toMatchObject({ text: 'p(f)', state: 'ended' });
  });

  test('that goes another way than what is typed is given up, and asked anew', async () => {
    const { answers, asked } = model();
    ask(answers, 'a█');
    await settle();
    const second = ask(answers, 'a.f█');
    await settle();
    await asked[0]!.say('.map');
    await settle();
    expect(asked.map(({ before }) => before)).toEqual(['a', 'a.f']);
    expect(asked[0]!.signal.reason).toBe('superseded');
    await asked[1]!.say('ilter');
    await asked[1]!.end();
    expect(second.text).toBe('ilter');
  });

  test('gives way to a request of another place in the document', async () => {
    const { answers, asked } = model();
    ask(answers, 'a█\nb');
    await settle();
    ask(answers, 'a\nb█');
    await settle();
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  test.for(['while it comes', 'when it is there'])(
    'is not asked for anew %s because the context has changed',
    async (when) => {
      const { answers, asked } = model();
      ask(answers, 'f█').leave();
      await settle();
      await asked[0]!.say('oo');
      if (when === 'when it is there') await asked[0]!.end();
      const call = ask(answers, 'fo█', [{ kind: 'open-file', path: '/b.ts', text: 'b' }]);
      await settle();
      if (when === 'while it comes') await asked[0]!.end();
      expect(call).toMatchObject({ text: 'o', state: 'ended' });
      expect(asked).toHaveLength(1);
    },
  );

  test('tells when it has ended after who asked had left', async () => {
    const { answers, asked } = model();
    const told: string[] = [];
    answers.onGrown((uri) => told.push(uri));
    ask(answers, 'a█').leave();
    await settle();
    await asked[0]!.say('b\nc');
    await asked[0]!.end();
    expect(told).toHaveLength(1);
  });
});

describe('an answer that is there', () => {
  async function answered(marked: string, text: string) {
    const { answers, asked } = model();
    ask(answers, marked);
    await settle();
    await asked[0]!.say(text);
    await asked[0]!.end();
    return { answers, asked };
  }

  test.for([
    ['at the very place', 'f█', 'f█', 'oo(bar);'],
    ['typed into', 'f█', 'foo(█)', 'bar);'],
    ['after backspace', 'fo█', 'fo█', 'oo(bar);'],
  ] as const)('is read from memory %s', async ([, first, later, rest]) => {
    const { answers, asked } = await answered(first, 'oo(bar);');
    const call = ask(answers, later);
    await settle();
    expect(call).toMatchObject({ text: rest, state: 'ended' });
    expect(asked).toHaveLength(1);
  });

  test.for([
    ['where something else is typed', 'f█', 'fx█'],
    ['where it is typed to its end', 'f█', 'foo(bar);█'],
    ['where the text below changed', 'f█\nx', 'f█\ny'],
  ] as const)('is not taken %s', async ([, first, later]) => {
    const { answers, asked } = await answered(first, 'oo(bar);');
    ask(answers, later);
    await settle();
    expect(asked).toHaveLength(2);
  });

  test('is not taken once it was read and the context is another', async () => {
    const { answers, asked } = await answered('f█', 'oo');
    ask(answers, 'f█', [{ kind: 'open-file', path: '/b.ts', text: 'b' }]);
    await settle();
    expect(asked).toHaveLength(2);
  });

  test('is not taken after it broke off', async () => {
    const { answers, asked } = model();
    const first = ask(answers, 'f█');
    await settle();
    await asked[0]!.say('o');
    await asked[0]!.fail(new Error('reset'));
    expect(first.state).toBe('failed');
    ask(answers, 'f█');
    await settle();
    expect(asked).toHaveLength(2);
  });

  test('is asked for ahead once, and found by who asks then', async () => {
    const { answers, asked } = model();
    answers.askAhead(requestAt('a█'), []);
    answers.askAhead(requestAt('a█'), []);
    await settle();
    const call = ask(answers, 'a█');
    await asked[0]!.say('b');
    await asked[0]!.end();
    await settle();
    expect(call.text).toBe('b');
    expect(asked).toHaveLength(1);
  });
});
