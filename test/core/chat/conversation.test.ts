import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ask,
  type Conversation,
  emptyConversation,
  end,
  interrupted,
  isStreaming,
  receive,
  retry,
  takeBack,
  titleOf,
} from '../../../src/core/chat/conversation.ts';
import { readConversation, writeConversation } from '../../../src/core/chat/read-conversation.ts';

let ids = 0;
const asked = (conversation: Conversation, text: string): Conversation =>
  ask(conversation, { turn: `q${++ids}`, answer: `a${ids}`, text, context: [], time: ids });
const answered = (conversation: Conversation, text: string): Conversation =>
  end(receive(conversation, { text }), { kind: 'complete' }, ++ids);
const texts = ({ turns }: Conversation): string[] => turns.map(({ text }) => text);

const start = (): Conversation => emptyConversation('c', 0);

test('a question brings the empty turn that its answer streams into, and uses up the draft', () => {
  const conversation = asked({ ...start(), draft: 'why?' }, 'why?');
  expect(texts(conversation)).toEqual(['why?', '']);
  expect(conversation.draft).toBe('');
  expect(isStreaming(conversation)).toBe(true);
});

test('what comes after an answer was stopped is dropped', () => {
  const stopped = end(receive(asked(start(), 'why?'), { text: 'Because' }), { kind: 'stopped' }, 1);
  expect(texts(receive(stopped, { text: ' of it' }))).toEqual(['why?', 'Because']);
});

test('another answer takes the place of the first, and what followed it is gone', () => {
  const conversation = answered(asked(answered(asked(start(), 'one'), 'first'), 'two'), 'second');
  const again = retry(conversation, conversation.turns[1]!.id, 'new', 9, [])!;
  expect(texts(again)).toEqual(['one', '']);
  expect(again.turns[1]!.id).toBe('new');
});

test('a question is no answer, so it cannot be answered anew', () => {
  const conversation = answered(asked(start(), 'one'), 'first');
  expect(retry(conversation, conversation.turns[0]!.id, 'new', 9, [])).toBeUndefined();
  expect(takeBack(conversation, conversation.turns[1]!.id, 9)).toBeUndefined();
});

test('taking a question back takes all that came after it', () => {
  const conversation = answered(asked(answered(asked(start(), 'one'), 'first'), 'two'), 'second');
  expect(texts(takeBack(conversation, conversation.turns[2]!.id, 9)!)).toEqual(['one', 'first']);
});

test('the title is the first line of the first question, cut where it is long', () => {
  expect(titleOf(asked(start(), '  how does\nthis work'))).toBe('how does');
  expect(titleOf(asked(start(), 'x'.repeat(100)))).toHaveLength(60);
  expect(titleOf(start())).toBe('');
});

describe('on disk', () => {
  test('an answer that streamed when the window went away comes back as stopped', () => {
    const read = readConversation(writeConversation(receive(asked(start(), 'why?'), { text: 'Bec' })))!;
    expect(read.turns.at(-1)).toMatchObject({ text: 'Bec', state: { kind: 'stopped' } });
  });

  test('what was written is read', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 5 }), (pairs) => {
        const written = pairs.reduce((so, [question, answer]) => answered(asked(so, question), answer), start());
        expect(readConversation(writeConversation(written))).toEqual(interrupted(written));
      }),
    ));

  test('a file that was damaged anywhere is no conversation, or a whole one', () => {
    const whole = writeConversation(answered(asked(start(), 'why?'), 'Because.'));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.string({ minLength: 0, maxLength: 3 }), (at, noise) => {
        const read = readConversation(whole.slice(0, at) + noise + whole.slice(at + 1));
        if (read !== undefined) expect(read.turns).toHaveLength(2);
      }),
    );
    expect(readConversation('{"format":2,"conversation":{}}')).toBeUndefined();
    expect(readConversation('')).toBeUndefined();
  });
});
