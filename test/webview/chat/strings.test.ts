// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { english } from '../../../src/webview/chat/strings.ts';
import type { Strings } from '../../../src/webview/chat/strings.ts';
import { answer, drawnChat, question, stateOf } from './drawn-chat.ts';

/** A language in which every word of ours is in brackets. What is said by others stands between « and ». */
function bracketed<Value>(value: Value, key = ''): Value {
  if (typeof value === 'string') return (KEPT.has(key) ? value : `[${value}]`) as Value;
  if (typeof value === 'function') return ((...args: unknown[]) => `[${String(value(...args))}]`) as Value;
  if (Array.isArray(value)) return value.map((item) => bracketed(item)) as Value;
  return Object.fromEntries(
    Object.entries(value as object).map(([name, part]) => [name, bracketed(part, name)]),
  ) as Value;
}

/** What is sent, and the names of icons. */
const KEPT = new Set(['text', 'icon']);

function visibleTexts(): readonly string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) texts.push(node.nodeValue ?? '');
  for (const element of document.body.querySelectorAll('*')) {
    for (const name of ['title', 'aria-label', 'placeholder', 'alt']) texts.push(element.getAttribute(name) ?? '');
  }
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}

test('no word that is shown or spoken is outside of the table', async () => {
  const pseudo: Strings = bracketed(english);
  using chat = await drawnChat(pseudo);
  const chip = { id: 'k', kind: 'file', label: '«loans.ts»', detail: '«src»', tokens: 12, pinned: false } as const;
  const rules = { ...chip, id: 'r', kind: 'rules', consent: 'asked-again', isHiding: true } as const;
  const seen = new Set<string>();
  const collect = (): void => {
    for (const text of visibleTexts()) seen.add(text);
  };
  await chat.say({ kind: 'state', state: stateOf([], { models: [], chips: [chip], destination: '«nowhere»' }) });
  collect();
  const turns = [
    question('q1', '«Why?»', [{ ...chip, refused: '«private»' }]),
    { ...answer('a1', '«Because»\n\n```\n«code»\n```\n', { kind: 'stopped' }), thinking: '«Hm»' },
    question('q2', '«Why?»', [chip, { ...chip, id: 'k2' }]),
    answer('a2', '', { kind: 'failed', message: '«No.»', action: 'retry' }),
    question('q3', '«Why?»'),
    answer('a3', '', { kind: 'streaming' }),
  ];
  const models = [{ id: 'm', label: '«qwen»' }];
  await chat.say({
    kind: 'state',
    state: stateOf(turns, { chips: [{ ...chip, pinned: true }, rules], models, model: 'm' }),
  });
  collect();
  await chat.say({ kind: 'delta', turn: 'a3', thinking: '«Hm»' });
  collect();
  await chat.say(
    { kind: 'delta', turn: 'a3', text: '«Because»' },
    { kind: 'turn-changed', turn: 'a3', state: { kind: 'complete' } },
    { kind: 'conversations', conversations: [] },
  );
  await chat.click(chat.all('.bubble button')[0]!);
  await chat.click(chat.all('[aria-label="[Copy]"]')[0]!);
  await chat.type('@');
  const { request } = chat.posted.findLast(({ kind }) => kind === 'complete') as { readonly request: number };
  await chat.say({ kind: 'suggestions', request, suggestions: [{ id: 's', label: '«a»', detail: '«b»' }] });
  collect();
  const foreign = [...seen].filter((text) => !/^\[.*\]$/s.test(text) && !/^«.*»$/s.test(text) && !/^\d+$/.test(text));
  expect(foreign).toEqual([]);
  // The test has seen something: most of the table.
  expect(seen.size).toBeGreaterThan(40);
});
