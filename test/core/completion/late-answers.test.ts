import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../../src/core/base/virtual-clock.ts';
import type { Disposable } from '../../../src/core/base/disposable.ts';
import { pause } from '../../../src/core/base/pause.ts';
import { createAnswers } from '../../../src/core/completion/answers.ts';
import { decideExtent } from '../../../src/core/completion/decide-extent.ts';
import { createOfferAgain, provideAgain } from '../../../src/core/completion/offer-again.ts';
import { postProcess } from '../../../src/core/completion/post-process.ts';
import { type CompletionSource, provideCompletion } from '../../../src/core/completion/provide-completion.ts';
import type { CompletionRequest } from '../../../src/core/completion/request.ts';
import type { Snippet } from '../../../src/core/context/snippet.ts';
import { requestAt } from '../../support/cursor.ts';
import { testPipeline } from '../../support/pipeline.ts';

/** VS Code's own pause before it asks, and how long it is answered at all. */
const ASKS_AFTER_MS = 50;
const DEADLINE_MS = 650;
/** The other process is asked whether a text breaks the syntax. */
const SYNTAX_MS = 20;

/** What the person will have written; the model goes on with it from wherever it is asked, as far as it is right. */
const WILL_BE = 'const total = count(rows);';

/**
 * An editor as VS Code is one, with a model whose first token takes so long: keys at their times, ghost text that is typed
 * through or removed, a call for each key that is followed by a pause, and one more where the product asks for it.
 */
function editor(firstTokenMs: number, msPerToken = 0, willBe = WILL_BE) {
  const clock = createVirtualClock();
  const turns = async (): Promise<void> => {
    for (let turn = 0; turn < 200; turn++) await Promise.resolve();
  };
  let asked = 0;
  const model: CompletionSource = async function* (request, _, signal) {
    asked++;
    const rest = willBe.startsWith(request.before) ? willBe.slice(request.before.length) : '';
    await pause(clock.after, firstTokenMs, signal);
    for (const token of rest.match(/\s*(?:\w+|[^\w\s])/g) ?? []) {
      signal.throwIfAborted();
      yield { text: token, origin: 'model', finish: 'stop' };
      await pause(clock.after, msPerToken, signal);
    }
  };
  const answers = createAnswers(model);
  const again = createOfferAgain();
  let snippets: readonly Snippet[] = [];
  const pipeline = testPipeline(answers.source, {
    now: clock.now,
    postProcess: (generated, request) =>
      postProcess(generated, request, { maxLines: 0, extent: decideExtent(request, 0) }),
    grace: (signal) => pause(clock.after, 250, signal),
    collectContext: async () => snippets,
    async mendSyntax(processed) {
      await pause(clock.after, SYNTAX_MS, new AbortController().signal);
      return processed;
    },
  });
  let text = '';
  let version = 1;
  let ghost = '';
  let call: AbortController | undefined;
  let due: Disposable | undefined;
  const triggerKinds: CompletionRequest['triggerKind'][] = [];
  const drawn: string[] = [];

  async function ask(): Promise<void> {
    call?.abort('superseded');
    const own = new AbortController();
    call = own;
    const deadline = clock.after(DEADLINE_MS, () => own.abort('deadline'));
    const request = requestAt(`${text}█`, { version });
    const taken = again.take(request);
    triggerKinds.push(request.triggerKind);
    const result = await (taken === undefined
      ? provideCompletion(pipeline, request, own.signal)
      : provideAgain(pipeline, request, taken.stood, own.signal));
    deadline.dispose();
    if (taken === undefined) again.told(request, result);
    if (own !== call || request.version !== version) return;
    ghost = result.kind === 'suggestion' ? result.suggestion.insertText : '';
    drawn.push(ghost);
  }

  answers.onGrown((uri) => {
    const place = again.due(uri);
    if (place?.version === version) void ask();
    else if (place !== undefined) again.take(place);
  });

  return {
    triggerKinds,
    drawn,
    asked: () => asked,
    changeContext: () => (snippets = [{ kind: 'open-file', path: '/b.ts', text: `b${clock.now()}` }]),
    ghost: () => ghost,
    async rest(ms: number): Promise<void> {
      await clock.runTo(clock.now() + ms, turns);
      await turns();
    },
    async type(key: string, thenMs: number): Promise<void> {
      text += key;
      version++;
      ghost = ghost.startsWith(key) ? ghost.slice(key.length) : '';
      due?.dispose();
      due = clock.after(ASKS_AFTER_MS, () => void ask());
      await this.rest(thenMs);
    },
  };
}

/** As keys at this pace. */
async function typeAll(into: ReturnType<typeof editor>, text: string, everyMs: number): Promise<void> {
  for (const key of text) await into.type(key, everyMs);
}

describe('an answer that comes after the 650 ms that an editor waits', () => {
  test('is drawn at rest', async () => {
    const window = editor(900);
    await typeAll(window, 'const tot', 60);
    await window.rest(1_000);
    expect(window.ghost()).toBe('al = count(rows);');
    expect(window.asked()).toBe(1);
  });

  test('is drawn at the next key, where it is there in the middle of typing', async () => {
    const window = editor(900);
    await typeAll(window, 'con', 100);
    // There at 950 ms; the key before it is over by then, and the one after it shows it.
    await window.rest(560);
    await window.type('s', 130);
    expect(window.ghost()).toBe('t total = count(rows);');
  });

  test.for([40, 60, 90, 130, 200, 300, 450, 640, 660, 700, 1_000])(
    'is never lost while it fits, at a key every %i ms',
    async (everyMs) => {
      const window = editor(900);
      for (const [at, key] of 'const total = c'.split('').entries()) {
        await window.type(key, everyMs);
        // Nobody is asked between keys that follow as quickly as 50 ms.
        if (everyMs > 50 && at * everyMs > 950) expect(window.ghost(), `after key ${at}`).not.toBe('');
      }
      await window.rest(1_000);
      expect(window.ghost()).toBe('ount(rows);');
      expect(window.asked()).toBe(1);
    },
  );

  test('is one more automatic call, and no person asked', async () => {
    const window = editor(900);
    await window.type('c', 2_000);
    expect(window.triggerKinds).toEqual(['automatic', 'automatic']);
    expect(window.ghost()).toBe('onst total = count(rows);');
  });

  test('or so shortly before them that there is no time to look at it, is drawn', async () => {
    const window = editor(640);
    await window.type('c', 2_000);
    expect(window.ghost()).toBe('onst total = count(rows);');
    expect(window.asked()).toBe(1);
  });

  test('is not put off by a context that is looked up anew in the pause', async () => {
    const window = editor(900);
    await window.type('c', 450);
    window.changeContext();
    await window.rest(1_000);
    expect(window.ghost()).toBe('onst total = count(rows);');
    expect(window.asked()).toBe(1);
  });

  test('is not drawn where the text has gone another way', async () => {
    const window = editor(900);
    await window.type('c', 300);
    await window.type('x', 2_000);
    expect(window.ghost()).toBe('');
  });
});

test('what has been drawn never goes while it is typed through, whatever comes of the model meanwhile', async () => {
  for (const [firstTokenMs, msPerToken] of [
    [80, 12],
    [300, 40],
    [700, 60],
  ] as const) {
    const window = editor(firstTokenMs, msPerToken);
    let stood = '';
    for (const key of 'const total = count(ro') {
      await window.type(key, 110);
      if (stood !== '') expect(window.ghost()).toBe(stood.slice(1));
      stood = window.ghost();
    }
    expect(stood).toBe('ws);');
  }
});

describe('an answer of several lines', () => {
  const BLOCK = 'if (rows.length > 0) {\n  first(rows);\n  second(rows);\n  third(rows);\n}\n';
  test.for([
    [10, 1],
    [20, 1],
    [40, 2],
    [80, 2],
    [120, 2],
  ] as const)(
    'grows at most once, by the lines that come later: %i ms a token, drawn %i times',
    async ([msPerToken, times]) => {
      const window = editor(80, msPerToken, BLOCK);
      await typeAll(window, 'if (rows.length > 0) {', 20);
      await window.rest(6_000);
      expect(window.ghost()).toBe('\n  first(rows);\n  second(rows);\n  third(rows);\n}');
      expect(window.asked()).toBe(1);
      const seen = window.drawn.filter((ghost, at) => ghost !== window.drawn[at - 1]);
      expect(seen).toHaveLength(times);
      // What stood there stands there still.
      for (const [at, ghost] of seen.slice(1).entries()) expect(ghost.startsWith(seen[at]!)).toBe(true);
    },
  );
});
