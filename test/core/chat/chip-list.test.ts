import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createChipList } from '../../../src/core/chat/chip-list.ts';
import type { ContextItem, ContextPart } from '../../../src/core/chat/context-item.ts';
import type { Consent } from '../../../src/core/rules/consent.ts';

const item = (name: string, kind: ContextItem['kind'] = 'file', part?: () => ContextPart): ContextItem => ({
  key: name,
  kind,
  label: name,
  detail: name,
  name,
  read: async () => part?.() ?? { kind: 'text', text: `text of ${name}` },
});

function list() {
  let changes = 0;
  const chips = createChipList(() => changes++);
  return {
    chips,
    changes: () => changes,
    labels: () => chips.chips().map(({ label, pinned }) => (pinned ? `${label}!` : label)),
    id: (label: string) => chips.chips().find((chip) => chip.label === label)!.id,
    sent: async () => (await chips.texts()).map(({ label }) => label),
  };
}

test('chips follow the editor until they are pinned', () => {
  const { chips, labels, id } = list();
  chips.follow([item('a.ts')]);
  chips.pin(id('a.ts'), true);
  chips.follow([item('b.ts')]);
  expect(labels()).toEqual(['b.ts', 'a.ts!']);
  chips.pin(id('a.ts'), false);
  expect(labels()).toEqual(['b.ts']);
});

test('what was taken away stays away while the editor shows it, and is back when it is shown anew', () => {
  const { chips, labels, id } = list();
  chips.follow([item('a.ts')]);
  chips.remove(id('a.ts'));
  chips.follow([item('a.ts')]);
  expect(labels()).toEqual([]);
  chips.follow([item('b.ts')]);
  chips.follow([item('a.ts')]);
  expect(labels()).toEqual(['a.ts']);
});

test('the same thing is in the list once', () => {
  const { chips, labels } = list();
  chips.follow([item('a.ts')]);
  chips.add(item('a.ts'));
  chips.add(item('a.ts'));
  expect(labels()).toEqual(['a.ts!']);
});

test('a selection comes first in what is sent, then what was added, then the open file', async () => {
  const { chips, sent } = list();
  chips.follow([item('a.ts'), item('a.ts:3', 'selection')]);
  chips.add(item('b.ts'));
  expect(await sent()).toEqual(['a.ts:3', 'b.ts', 'a.ts']);
});

test('tokens and refusals are told once they are known, and only what changed is told', async () => {
  let part: ContextPart = { kind: 'text', text: 'one two three' };
  const { chips, changes } = list();
  chips.follow([item('a.ts', 'file', () => part)]);
  expect(chips.chips()[0]?.tokens).toBe(0);
  await setImmediate();
  expect(chips.chips()[0]?.tokens).toBeGreaterThan(2);
  const told = changes();
  await chips.refresh();
  expect(changes()).toBe(told);
  part = { kind: 'refused', reason: 'It is private.' };
  await chips.refresh();
  expect(changes()).toBe(told + 1);
  expect(chips.chips()[0]).toMatchObject({ refused: 'It is private.', tokens: 0 });
});

test('what became private after it was shown is not sent', async () => {
  let part: ContextPart = { kind: 'text', text: 'secret' };
  const { chips, sent } = list();
  chips.add(item('a.ts', 'file', () => part));
  await setImmediate();
  part = { kind: 'refused', reason: 'It is private.' };
  expect(await sent()).toEqual([]);
});

function rules(name: string, state: Consent, part?: () => ContextPart): ContextItem {
  return { ...item(name, 'rules', part), consent: { state, tokens: 7, isHiding: false, set: async () => {} } };
}

test('rules are shown with their price, and are neither read nor sent before they are accepted', async () => {
  let reads = 0;
  const read = (): ContextPart => ({ kind: 'text', text: `read ${++reads}` });
  const { chips, sent, id } = list();
  chips.follow([item('a.ts'), rules('AGENTS.md', 'asked', read)]);
  await chips.refresh();
  chips.pin(id('AGENTS.md'), true);
  expect(chips.chips()[1]).toMatchObject({ label: 'AGENTS.md', consent: 'asked', tokens: 7, pinned: false });
  expect(chips.along().map(({ label }) => label)).toEqual(['a.ts']);
  expect(await sent()).toEqual(['a.ts']);
  expect(reads).toBe(0);
});

test('accepted rules are sent as rules, before the open file', async () => {
  const { chips } = list();
  chips.follow([item('a.ts'), rules('AGENTS.md', 'given')]);
  expect(await chips.texts()).toEqual([
    { kind: 'text', label: 'AGENTS.md', text: 'text of AGENTS.md', isRules: true },
    { kind: 'text', label: 'a.ts', text: 'text of a.ts' },
  ]);
});

test('rules that were accepted, or have changed, are told as news under the same id', () => {
  const { chips, changes, id } = list();
  chips.follow([rules('AGENTS.md', 'asked')]);
  const before = [changes(), id('AGENTS.md')] as const;
  chips.follow([rules('AGENTS.md', 'given')]);
  expect([changes(), id('AGENTS.md')]).toEqual([before[0] + 1, before[1]]);
  expect(chips.chips()[0]?.consent).toBe('given');
});

test('a tick is passed on, and one for what is no longer there is not', async () => {
  const ticked: string[] = [];
  const named = (key: string): ContextItem => ({
    ...rules('AGENTS.md', 'asked'),
    key,
    consent: { state: 'asked', tokens: 7, isHiding: true, set: async (given) => void ticked.push(`${key} ${given}`) },
  });
  const { chips, id } = list();
  chips.follow([named('first text')]);
  const first = id('AGENTS.md');
  await chips.tick(first, true);
  chips.follow([named('second text')]);
  await chips.tick(first, true);
  expect(ticked).toEqual(['first text true']);
  expect(chips.chips()[0]).toMatchObject({ isHiding: true });
});

test('a new chat has what the editor shows, and nothing else', () => {
  const { chips, labels, id } = list();
  chips.follow([item('a.ts')]);
  chips.add(item('b.ts'));
  chips.remove(id('a.ts'));
  chips.reset();
  expect(labels()).toEqual(['a.ts']);
});

test('whatever happens, what is shown is what is sent, and ids tell no paths', async () => {
  const name = fc.constantFrom('/home/a.ts', '/home/b.ts', '/home/c.ts');
  const step = fc.oneof(
    fc.record({ do: fc.constant('follow' as const), names: fc.uniqueArray(name) }),
    fc.record({ do: fc.constantFrom('add' as const, 'remove' as const, 'pin' as const, 'unpin' as const), name }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const { chips } = list();
      for (const each of steps) {
        if (each.do === 'follow') chips.follow(each.names.map((of) => item(of)));
        else if (each.do === 'add') chips.add(item(each.name));
        else {
          const id = chips.chips().find(({ label }) => label === each.name)?.id ?? 'none';
          if (each.do === 'remove') chips.remove(id);
          else chips.pin(id, each.do === 'pin');
        }
      }
      const shown = chips.chips();
      expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
      expect(shown.some(({ id }) => id.includes('home'))).toBe(false);
      const sent = (await chips.texts()).map(({ label }) => label);
      expect(sent.toSorted()).toEqual(shown.map(({ label }) => label).toSorted());
    }),
    { numRuns: 50 },
  );
});
