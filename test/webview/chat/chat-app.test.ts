// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import type { ContextChip } from '../../../src/core/chat/protocol.ts';
import { answer, drawnChat, question, stateOf } from './drawn-chat.ts';

const chip: ContextChip = {
  id: 'k1',
  kind: 'file',
  label: 'loans.ts',
  detail: 'src/loans.ts',
  tokens: 1_250,
  pinned: false,
};

test('the view asks for the state, and draws what the host says', async () => {
  using chat = await drawnChat();
  expect(chat.posted).toEqual([{ kind: 'ready' }]);
  await chat.say({ kind: 'state', state: stateOf([question('q', 'Why?'), answer('a', 'Because **so**.')]) });
  expect(chat.all('.turn').map(({ textContent }) => textContent?.trim())).toEqual(['Why?', 'Because so.']);
  expect(chat.find('.turn.model strong').textContent).toBe('so');
});

test('what is no message of the host changes nothing', async () => {
  using chat = await drawnChat();
  await chat.say({ kind: 'state', state: stateOf([question('q', 'Why?')]) });
  await chat.say({ kind: 'state', state: { turns: 'none' } } as never, 'x' as never, { kind: 'delta' } as never);
  expect(chat.all('.turn')).toHaveLength(1);
});

test('an answer streams in, and many pieces are drawn once', async () => {
  using chat = await drawnChat();
  await chat.say({ kind: 'state', state: stateOf([question('q', 'Why?'), answer('a', '', { kind: 'streaming' })]) });
  expect(chat.find('.working').textContent).toBe('Working…');
  const seen = vi.fn();
  const observer = new MutationObserver(seen);
  observer.observe(chat.find('.turn.model'), { childList: true, subtree: true, characterData: true });
  await chat.say(...['One', ' two', ' three'].map((text) => ({ kind: 'delta', turn: 'a', text }) as const));
  expect(chat.find('.turn.model').textContent).toContain('One two three');
  expect(seen).toHaveBeenCalledTimes(1);
  observer.disconnect();
});

test('Enter sends and clears the box, Shift+Enter and an input method do not', async () => {
  using chat = await drawnChat();
  await chat.say({ kind: 'state', state: stateOf() });
  await chat.type('Why?');
  await chat.key('Enter', { shiftKey: true });
  await chat.key('Enter', { isComposing: true });
  expect(chat.posted).not.toContainEqual({ kind: 'send', text: 'Why?' });
  await chat.key('Enter');
  expect(chat.posted).toContainEqual({ kind: 'send', text: 'Why?' });
  expect(chat.find<HTMLTextAreaElement>('.draft').value).toBe('');
});

test('while an answer streams nothing is sent, and Escape or the button stops it', async () => {
  using chat = await drawnChat();
  await chat.say({ kind: 'state', state: stateOf([question('q', 'Why?'), answer('a', 'Be', { kind: 'streaming' })]) });
  await chat.type('And?');
  await chat.key('Enter');
  expect(chat.posted.map(({ kind }) => kind)).not.toContain('send');
  await chat.key('Escape');
  await chat.click(chat.control('Stop (Escape)'));
  expect(chat.posted.filter(({ kind }) => kind === 'stop')).toHaveLength(2);
  expect(chat.find<HTMLTextAreaElement>('.draft').value).toBe('And?');
});

test('an error says what happened and offers the one thing that helps', async () => {
  using chat = await drawnChat();
  const failed = { kind: 'failed', message: 'The server refused the key.', action: 'enter-key' } as const;
  await chat.say({ kind: 'state', state: stateOf([question('q', 'Why?'), answer('a', 'Half', failed)]) });
  expect(chat.find('[role=alert]').textContent).toContain('The server refused the key.');
  expect(chat.find('.turn.model').textContent).toContain('Half');
  await chat.click(chat.control('Enter the key'));
  expect(chat.posted).toContainEqual({ kind: 'act', turn: 'a', action: 'enter-key' });
});

test("code's buttons name the block by its number among the fenced ones", async () => {
  using chat = await drawnChat();
  const text = 'One:\n\n```ts\na\n```\n\n> ```\n> quoted\n> ```\n\n1. Two\n   ```py src/b.py\n   b\n   ```\n';
  await chat.say({ kind: 'state', state: stateOf([question('q', 'Why?'), answer('a', text)]) });
  expect(chat.all('.code-block').map((block) => block.getAttribute('aria-label'))).toEqual([
    'Code, ts',
    'Code, src/b.py',
  ]);
  await chat.click(chat.all('[aria-label="Apply as diff"]')[1]!);
  expect(chat.posted).toContainEqual({ kind: 'code', turn: 'a', block: 1, action: 'apply' });
});

test('code that is still coming cannot be used yet', async () => {
  using chat = await drawnChat();
  const streaming = { kind: 'streaming' } as const;
  await chat.say({ kind: 'state', state: stateOf([question('q', 'Why?'), answer('a', '```ts\nconst', streaming)]) });
  expect(chat.control('Insert at cursor').disabled).toBe(true);
  await chat.say({ kind: 'turn-changed', turn: 'a', state: { kind: 'stopped' } });
  expect(chat.control('Insert at cursor').disabled).toBe(false);
});

test('links and places are posted, never followed', async () => {
  using chat = await drawnChat();
  const text = 'See [docs](https://a.test/x "title"), `src/loans.ts:12` and [it](src/loans.ts#L3).';
  await chat.say({ kind: 'state', state: stateOf([question('q', 'Why?'), answer('a', text)]) });
  const links = chat.all('a');
  expect(links.map((link) => link.hasAttribute('href'))).toEqual([false, false, false]);
  for (const link of links) await chat.click(link);
  links[0]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  expect(chat.posted.slice(1)).toEqual([
    { kind: 'open-link', href: 'https://a.test/x' },
    { kind: 'open-place', place: 'src/loans.ts:12' },
    { kind: 'open-place', place: 'src/loans.ts:3' },
    { kind: 'open-link', href: 'https://a.test/x' },
  ]);
});

test('a question is edited and sent again, or left as it was', async () => {
  using chat = await drawnChat();
  await chat.say({ kind: 'state', state: stateOf([question('q', 'Why?'), answer('a', 'So.')]) });
  await chat.click(chat.control('Edit and send again'));
  await chat.click(chat.control('Cancel'));
  await chat.click(chat.control('Edit and send again'));
  chat.find<HTMLTextAreaElement>('.edit-box').value = 'Why not?';
  await chat.click(chat.control('Send again'));
  expect(chat.posted.slice(1)).toEqual([{ kind: 'edit-and-resend', turn: 'q', text: 'Why not?' }]);
});

test('what goes along is seen with its price, kept and removed; what is refused says why', async () => {
  using chat = await drawnChat();
  const refused: ContextChip = { ...chip, id: 'k2', label: '.env', refused: 'it is private' };
  await chat.say({ kind: 'state', state: stateOf([], { chips: [chip, refused] }) });
  expect(chat.all('.chip').map(({ textContent }) => textContent)).toEqual([
    'loans.ts1.3kFile: src/loans.ts, about 1.3k tokens',
    '.envNot sent: it is private',
  ]);
  await chat.click(chat.control('Keep loans.ts when you change the file'));
  await chat.click(chat.control('Remove .env'));
  expect(chat.posted.slice(1)).toEqual([
    { kind: 'pin-chip', chip: 'k1', pinned: true },
    { kind: 'remove-chip', chip: 'k2' },
  ]);
});

test('rules wait for a tick, which is the host to decide on; that they have changed or hide something is said', async () => {
  using chat = await drawnChat();
  const rules: ContextChip = { ...chip, kind: 'rules', label: 'AGENTS.md', detail: 'AGENTS.md', consent: 'asked' };
  await chat.say({ kind: 'state', state: stateOf([], { chips: [rules] }) });
  const tick = chat.control('Send the rules in AGENTS.md along');
  const ticked = (): string | null => tick.getAttribute('aria-checked');
  expect(ticked()).toBe('false');
  expect(chat.find('.chip').textContent).toContain('not sent until you tick it');
  await chat.click(tick);
  expect(chat.posted.at(-1)).toEqual({ kind: 'tick-chip', chip: 'k1', ticked: true });
  expect(ticked()).toBe('false');
  const meter = { used: 1 };
  await chat.say({ kind: 'chips', chips: [{ ...rules, consent: 'given' }], meter });
  expect(ticked()).toBe('true');
  await chat.click(tick);
  expect(chat.posted.at(-1)).toMatchObject({ ticked: false });
  await chat.say({ kind: 'chips', chips: [{ ...rules, consent: 'asked-again', isHiding: true }], meter });
  expect(ticked()).toBe('false');
  expect(chat.all('.chip-note').map(({ textContent }) => textContent)).toEqual(['changed', 'hidden characters']);
  expect(chat.all('[aria-label^=Keep]')).toEqual([]);
});

test('@ opens a menu that the keyboard moves through; the choice becomes a chip, and its name goes on with the sentence', async () => {
  using chat = await drawnChat();
  await chat.say({ kind: 'state', state: stateOf() });
  await chat.type('Look at @lo');
  const request = chat.posted.at(-1);
  expect(request).toMatchObject({ kind: 'complete', sign: '@', query: 'lo' });
  const suggestions = [
    { id: 's1', label: 'loans.ts', detail: 'src' },
    { id: 's2', label: 'login.ts', detail: 'src' },
  ];
  await chat.say({ kind: 'suggestions', request: (request as { request: number }).request, suggestions });
  await chat.key('ArrowDown');
  expect(chat.find('[aria-selected=true]').textContent).toContain('login.ts');
  expect(chat.find('.draft').getAttribute('aria-activedescendant')).toBe('suggestion-1');
  await chat.key('Enter');
  expect(chat.posted.at(-1)).toEqual({ kind: 'mention', suggestion: 's2' });
  expect(chat.find<HTMLTextAreaElement>('.draft').value).toBe('Look at login.ts ');
  expect(chat.all('.suggestions')).toEqual([]);
});

test('@ by itself leaves nothing in the box but the chip', async () => {
  using chat = await drawnChat();
  await chat.say({ kind: 'state', state: stateOf() });
  await chat.type('@lo');
  const { request } = chat.posted.at(-1) as { readonly request: number };
  await chat.say({ kind: 'suggestions', request, suggestions: [{ id: 's1', label: 'loans.ts', detail: 'src' }] });
  await chat.key('Enter');
  expect(chat.posted.at(-1)).toEqual({ kind: 'mention', suggestion: 's1' });
  expect(chat.find<HTMLTextAreaElement>('.draft').value).toBe('');
});

test('/ offers commands at the beginning of a message, and Escape closes the menu alone', async () => {
  using chat = await drawnChat();
  await chat.say({ kind: 'state', state: stateOf() });
  await chat.type('/ex');
  const { request } = chat.posted.at(-1) as { readonly request: number };
  await chat.say({
    kind: 'suggestions',
    request,
    suggestions: [{ id: 'explain', label: '/explain', detail: 'Explain' }],
  });
  await chat.key('Escape');
  expect(chat.all('.suggestions')).toEqual([]);
  await chat.type('/exp');
  await chat.say({
    kind: 'suggestions',
    request: request + 20,
    suggestions: [{ id: 'explain', label: '/explain', detail: 'Explain' }],
  });
  await chat.key('Tab');
  expect(chat.find<HTMLTextAreaElement>('.draft').value).toBe('/explain ');
});

test('the examples of an empty chat are tried with one click; without a model only those that need none', async () => {
  using chat = await drawnChat();
  await chat.say({ kind: 'state', state: stateOf([], { models: [] }) });
  expect(chat.all('.example').map(({ textContent }) => textContent)).toEqual([
    'Outline of this file',
    'Where is … defined?',
    'Add a file or a symbol',
  ]);
  await chat.click(chat.all('.example')[1]!);
  expect(chat.find<HTMLTextAreaElement>('.draft').value).toBe('Where is ');
  await chat.click(chat.all('.example')[0]!);
  expect(chat.posted).toContainEqual({ kind: 'send', text: 'Outline of this file' });
});

test('a state of the same conversation leaves what is being typed; another one brings its own draft', async () => {
  using chat = await drawnChat();
  await chat.say({ kind: 'state', state: stateOf([], { draft: 'kept' }) });
  expect(chat.find<HTMLTextAreaElement>('.draft').value).toBe('kept');
  await chat.type('newer');
  await chat.say({ kind: 'state', state: stateOf([], { draft: 'kept' }) });
  expect(chat.find<HTMLTextAreaElement>('.draft').value).toBe('newer');
  await chat.say({ kind: 'state', state: stateOf([], { conversation: 'c2', draft: 'other' }) });
  expect(chat.find<HTMLTextAreaElement>('.draft').value).toBe('other');
});

test('the cursor comes into the box when the host asks for it, even before it has said what there is', async () => {
  using chat = await drawnChat();
  await chat.say({ kind: 'focus', draft: '/explain ' }, { kind: 'state', state: stateOf([], { draft: 'old' }) });
  expect(document.activeElement).toBe(chat.find('.draft'));
  expect(chat.find<HTMLTextAreaElement>('.draft').value).toBe('/explain ');
});

test('earlier chats are listed and opened', async () => {
  using chat = await drawnChat();
  await chat.say({ kind: 'state', state: stateOf() });
  await chat.click(chat.control('Earlier chats'));
  expect(chat.posted.at(-1)).toEqual({ kind: 'list-conversations' });
  await chat.say({ kind: 'conversations', conversations: [{ id: 'c0', title: 'Loans', changed: 0 }] });
  await chat.click(chat.find('.conversation'));
  expect(chat.posted.at(-1)).toEqual({ kind: 'open-conversation', conversation: 'c0' });
  expect(chat.all('.conversations')).toEqual([]);
});

test('an answer is spoken by paragraphs once they are whole, code by its size', async () => {
  using chat = await drawnChat();
  const streaming = { kind: 'streaming' } as const;
  const spoken = (): readonly (string | null)[] => chat.all('[role=log] p').map(({ textContent }) => textContent);
  await chat.say({ kind: 'state', state: stateOf([question('q', 'Why?'), answer('a', 'Use **thi', streaming)]) });
  expect(spoken()).toEqual(['Sotto answers.']);
  await chat.say({ kind: 'delta', turn: 'a', text: 's**.\n\n```ts\na\nb\n```\n\nDo' });
  expect(spoken()).toEqual(['Sotto answers.', 'Use this .', 'Code, ts, 2 lines.']);
  await chat.say(
    { kind: 'delta', turn: 'a', text: 'ne.' },
    { kind: 'turn-changed', turn: 'a', state: { kind: 'complete' } },
  );
  expect(spoken().slice(3)).toEqual(['Done.', 'The answer is complete.']);
});

test('thoughts are folded away until they are wanted', async () => {
  using chat = await drawnChat();
  const turn = { ...answer('a', 'So.'), thinking: 'Let me see.' };
  await chat.say({ kind: 'state', state: stateOf([question('q', 'Why?'), turn]) });
  expect(chat.find('.turn.model').textContent).not.toContain('Let me see.');
  await chat.click(chat.find('.thinking summary'));
  expect(chat.find('.thoughts').textContent).toContain('Let me see.');
});
