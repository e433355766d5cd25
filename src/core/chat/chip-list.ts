import { estimateTokens } from '../models/estimate-tokens.ts';
import type { ContextText } from './chat-prompt.ts';
import type { ContextItem, ContextPart } from './context-item.ts';
import type { ContextChip } from './protocol.ts';

/** What goes along with the next question: what the editor shows, as long as the person lets it, and what they added. */
export interface ChipList {
  chips(): readonly ContextChip[];
  /** What the editor shows by now; takes the place of what it showed before. */
  follow(items: readonly ContextItem[]): void;
  /** Reads everything again, for the number of tokens and for what may not be sent. */
  refresh(): Promise<void>;
  /** Stays until it is taken away. */
  add(item: ContextItem): void;
  pin(id: string, pinned: boolean): void;
  /** What follows the editor comes back when the editor shows it anew. */
  remove(id: string): void;
  /** For a new chat: only what the editor shows. */
  reset(): void;
  /** Everything as it is now, for a prompt: what matters most first, without what may not be sent. */
  texts(): Promise<readonly ContextText[]>;
}

export function createChipList(onChange: () => void): ChipList {
  let following: readonly ContextItem[] = [];
  let added: readonly ContextItem[] = [];
  let hidden: ReadonlySet<string> = new Set();
  const known = new Map<string, Pick<ContextChip, 'tokens' | 'refused'>>();
  const ids = new Map<string, string>();
  let lastRefresh = 0;

  const isAdded = ({ key }: ContextItem): boolean => added.some((item) => item.key === key);
  const shown = (): readonly ContextItem[] => [
    ...following.filter((item) => !hidden.has(item.key) && !isAdded(item)),
    ...added,
  ];

  function idOf({ key }: ContextItem): string {
    const id = ids.get(key) ?? `chip-${ids.size + 1}`;
    ids.set(key, id);
    return id;
  }

  function changed(): void {
    onChange();
    void list.refresh();
  }

  async function read(item: ContextItem): Promise<ContextPart> {
    const part = await item.read();
    known.set(
      item.key,
      part.kind === 'text' ? { tokens: estimateTokens(part.text) } : { tokens: 0, refused: part.reason },
    );
    return part;
  }

  const list: ChipList = {
    chips: () =>
      shown().map((item) => ({
        id: idOf(item),
        kind: item.kind,
        label: item.label,
        detail: item.detail,
        pinned: isAdded(item),
        ...(known.get(item.key) ?? { tokens: 0 }),
      })),
    follow(items) {
      const before = following.map(({ key }) => key).join('\n');
      following = items;
      // What is no longer in view may come back later, and is new then.
      hidden = new Set([...hidden].filter((key) => items.some((item) => item.key === key)));
      if (before === items.map(({ key }) => key).join('\n')) void list.refresh();
      else changed();
    },
    async refresh() {
      const mine = ++lastRefresh;
      const before = JSON.stringify(list.chips());
      await Promise.all(shown().map(read));
      if (mine === lastRefresh && JSON.stringify(list.chips()) !== before) onChange();
    },
    add(item) {
      if (!isAdded(item)) added = [...added, item];
      changed();
    },
    pin(id, pinned) {
      const item = shown().find((each) => idOf(each) === id);
      if (item === undefined || isAdded(item) === pinned) return;
      added = pinned ? [...added, item] : added.filter(({ key }) => key !== item.key);
      changed();
    },
    remove(id) {
      const item = shown().find((each) => idOf(each) === id);
      if (item === undefined) return;
      added = added.filter(({ key }) => key !== item.key);
      hidden = new Set([...hidden, item.key]);
      changed();
    },
    reset() {
      added = [];
      hidden = new Set();
      changed();
    },
    async texts() {
      const parts = await Promise.all(
        shown()
          .toSorted((a, b) => rank(a) - rank(b))
          .map(async (item) => ({ name: item.name, part: await read(item) })),
      );
      return parts.flatMap(({ name, part }) => (part.kind === 'text' ? [{ ...part, label: name }] : []));
    },
  };

  /** What was selected or added is what the question is about; the open file is where it stands. */
  function rank(item: ContextItem): number {
    if (item.kind === 'selection') return 0;
    return isAdded(item) ? 1 : 2;
  }

  return list;
}
