import { describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../../src/core/base/virtual-clock.ts';
import { createHistory } from '../../../src/core/completion/history.ts';
import type { CompletionRequest } from '../../../src/core/completion/request.ts';
import { replay } from '../../../src/core/completion/replay.ts';
import { createSessionDocuments } from '../../../src/core/completion/session-documents.ts';
import type { Certainty } from '../../../src/core/gate/certainty.ts';
import type { EditCause, SessionEvent } from '../../../src/core/completion/session.ts';
import { testPipeline } from '../../support/pipeline.ts';

const uri = 'file:///a.ts';
const LINE = 'readPage(request);';

/** A person at a document that holds `const page = ` and a line end; the cursor stands behind the `=`. */
class Person {
  readonly events: SessionEvent[] = [];
  #uri = uri;
  #time = 0;
  #version = 1;
  #cursor: number;

  constructor(text = 'const page = \n', cursor = 13) {
    this.opens(uri, text);
    this.#cursor = cursor;
  }

  /** And goes on there, at its beginning. */
  opens(other: string, text = ''): this {
    this.#uri = other;
    this.#cursor = 0;
    this.events.push({
      kind: 'opened',
      time: this.#time,
      uri: other,
      version: this.#version,
      path: 'a.ts',
      languageId: 'typescript',
      length: text.length,
      text,
    });
    return this;
  }

  waits(ms: number): this {
    this.#time += ms;
    return this;
  }

  /** Character by character, `everyMs`. */
  types(text: string, everyMs = 200): this {
    for (const character of text) this.waits(everyMs).puts(character, 'typed');
    return this;
  }

  puts(insertText: string, cause?: EditCause, deleteCount = 0): this {
    this.events.push({
      kind: 'changed',
      time: this.#time,
      uri: this.#uri,
      version: ++this.#version,
      edits: [{ offset: this.#cursor, deleteCount, insertLength: insertText.length, insertText }],
      ...(cause === undefined ? {} : { cause }),
    });
    this.#cursor += insertText.length;
    return this;
  }

  undoes(deleteCount: number): this {
    this.#cursor -= deleteCount;
    return this.puts('', 'undone', deleteCount);
  }

  moves(offset: number): this {
    this.#cursor = offset;
    this.events.push({ kind: 'cursor-moved', time: this.#time, uri: this.#uri, offset });
    return this;
  }

  invokes(): this {
    const place = { uri: this.#uri, version: this.#version, offset: this.#cursor };
    this.events.push({ kind: 'requested', time: this.#time, ...place, request: 1, triggerKind: 'invoked' });
    return this;
  }
}

/** What Sotto did, a line per event; it always suggests what is left of `LINE`. */
async function whatHappens(person: Person, delayMs = 0): Promise<string[]> {
  return (await whatComesOf(person, delayMs)).lines;
}

/** And what it learned, a line per outcome. */
async function whatComesOf(person: Person, delayMs = 0) {
  const clock = createVirtualClock();
  const documents = createSessionDocuments();
  const pipeline = testPipeline(
    async function* (request: CompletionRequest) {
      const typed = /= (.*)$/.exec(request.before)?.[1] ?? '';
      if (LINE.startsWith(typed)) yield { text: LINE.slice(typed.length), confidence: 0.9 };
    },
    { now: clock.now },
  );
  const history = createHistory();
  const learned: string[] = [];
  const product = {
    pipeline,
    clock,
    history,
    reuse: { forget: () => learned.push('reuse forgets') },
    settled: (id: number, accepted: boolean, certainty: Certainty) =>
      learned.push(`${id} ${accepted ? 'accepted' : 'not'}, ${certainty}`),
    openDocument() {},
    changeDocument() {},
    closeDocument() {},
    elapse: (ms: number) => clock.runTo(ms),
  };
  const lines: string[] = [];
  for await (const event of replay(person.events, { product, documents, delayMs })) lines.push(line(event));
  return { lines, learned, history };
}

function line(event: SessionEvent): string {
  switch (event.kind) {
    case 'requested':
      return `${event.time} ${event.triggerKind} at ${event.offset}`;
    case 'shown':
      return `${event.time} shown ${event.suggestion} ${event.origin} ${event.insertText}`;
    case 'nothing':
      return `${event.time} nothing ${event.reason}`;
    case 'settled':
      return `${event.time} settled ${event.suggestion} ${event.outcome} ${event.certainty} after ${event.shownMs}`;
    case 'survived':
      return `${event.time} kept ${event.kept} after ${event.afterMs}`;
    case 'opened':
    case 'changed':
    case 'cursor-moved':
    case 'closed':
      return event.kind;
  }
}

describe('asks', () => {
  test('80 ms after a key', async () =>
    expect(await whatHappens(new Person().types('r'))).toEqual([
      '280 automatic at 14',
      '280 shown 1 engine eadPage(request);',
      '280 settled 1 ignored none after 0',
    ]));
  test('once, where the keys come faster than that', async () =>
    expect((await whatHappens(new Person().types('read', 70)))[0]).toBe('360 automatic at 17'));
  test('later, where that is set; a key meanwhile ends it', async () =>
    expect((await whatHappens(new Person().types('re', 200), 150)).slice(0, 4)).toEqual([
      '280 automatic at 14',
      '400 nothing superseded',
      '480 automatic at 15',
      '630 shown 1 engine adPage(request);',
    ]));
  test('where the cursor is said to be after the change', async () =>
    expect((await whatHappens(new Person().waits(9).puts('()', 'auto-closed').moves(14)))[0]).toBe(
      '89 automatic at 14',
    ));
  test('not after paste and undo', async () =>
    expect(await whatHappens(new Person().puts('read', 'pasted').waits(200).puts('x', 'undone'))).toEqual([]));
  test('not where the cursor went away first', async () =>
    expect(await whatHappens(new Person().types('r').waits(50).moves(3))).toEqual([]));
  test('after what looks like a key, where the recording does not say what it was', async () => {
    expect(await whatHappens(new Person().moves(13).waits(99).puts('r'))).toHaveLength(3);
    expect(await whatHappens(new Person().moves(13).waits(99).puts('\n  '))).not.toEqual([]);
    expect(await whatHappens(new Person().moves(13).waits(99).puts('readPage'))).toEqual([]);
  });
  test('at once where the person did', async () =>
    expect((await whatHappens(new Person().moves(13).waits(1_000).invokes()))[0]).toBe('1000 invoked at 13'));
});

describe('a suggestion', () => {
  test('that is put in at once counts as accepted', async () => {
    const person = new Person().types('r').waits(500).puts('eadPage(request);', 'accepted');
    expect(await whatHappens(person)).toContain('700 settled 1 accepted full after 420');
  });
  test('is accepted by its rest, too', async () => {
    const person = new Person().types('rea').waits(500).puts('dPage(request);', 'accepted');
    const lines = await whatHappens(person);
    expect(lines).toContain('480 shown 1 reused adPage(request);');
    expect(lines).toContain('1100 settled 1 accepted full after 820');
  });
  test('is not accepted by what is accepted of another tool', async () => {
    const person = new Person().types('r').waits(900).puts('eadAll();', 'accepted');
    expect(await whatHappens(person)).toContain('1100 settled 1 rejected half after 820');
  });
  test('that is contradicted soon says little', async () => {
    expect(await whatHappens(new Person().types('rz', 500))).toContain('1000 settled 1 rejected none after 420');
    expect(await whatHappens(new Person().types('rz', 200))).toContain('400 settled 1 ignored none after 120');
  });
  test('is left with its document', async () => {
    const person = new Person().types('r').moves(14).waits(900).opens('file:///b.ts').moves(0).waits(100);
    expect(await whatHappens(person)).toContain('1100 settled 1 ignored none after 820');
  });
});

describe('the product learns as it does in an editor', () => {
  test('from what was accepted and what was not', async () => {
    const person = new Person().types('r').waits(900).puts('eadAll();', 'accepted');
    expect((await whatComesOf(person)).learned).toEqual(['1 not, half', 'reuse forgets']);
    const other = new Person().types('r').waits(500).puts('eadPage(request);', 'accepted');
    expect((await whatComesOf(other)).learned).toContain('1 accepted, full');
  });
  test('from an acceptance that is undone', async () => {
    const person = new Person().types('r').waits(500).puts('eadPage(request);', 'accepted').waits(60).undoes(17);
    const { lines, learned, history } = await whatComesOf(person);
    expect(lines).toContain('760 kept 0 after 60');
    expect(learned).toContain('reuse forgets');
    expect(history.wasRejected('eadPage(request);')).toBe(true);
  });
  test('what stands of an accepted text after a while', async () => {
    const person = new Person().types('r').waits(500).puts('eadPage(request);', 'accepted').waits(20_000).types(' ');
    expect(await whatHappens(person)).toContain('15700 kept 1 after 15000');
  });
  test('how fast the hands are, and no more than they did', async () => {
    const person = new Person().puts('const', 'accepted').waits(50).types('abc', 50).undoes(1);
    const { history } = await whatComesOf(person);
    expect(history.rhythm(200)).toEqual({
      typed: 3,
      deleted: 0,
      undone: true,
      charactersPerSecond: 20,
      sinceEdit: 0,
    });
  });
});
