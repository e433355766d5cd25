import { estimateTokens } from '../models/estimate-tokens.ts';
import type { ContextText } from './chat-prompt.ts';
import type { ContextItem, ContextPart } from './context-item.ts';
import type { ContextChip } from './protocol.ts';

/** What goes along with the next question: what the editor shows, as long as the person lets it, and what they added. */
export interface ChipList {
  chips(): readonly ContextChip[];
  /** Those of them that are sent: rules only once they are accepted. */
  along(): readonly ContextChip[];
  /** What the editor shows by now; takes the place of what it showed before. */
  follow(items: readonly ContextItem[]): void;
  /** Reads everything again, for the number of tokens and for what may not be sent. */
  refresh(): Promise<void>;
  /** Stays until it is taken away. */
  add(item: ContextItem): void;
  pin(id: string, pinned: boolean): void;
  /** The person accepts rules, or no longer; what shows rules follows with them. */
  tick(id: string, ticked: boolean): Promise<void>;
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

  function chipOf(item: ContextItem): ContextChip {
    const { consent } = item;
    const about = {
      id: idOf(item),
      kind: item.kind,
      label: item.label,
      detail: item.detail,
      pinned: isAdded(item),
    };
    if (consent === undefined) return { ...about, ...(known.get(item.key) ?? { tokens: 0 }) };
    const { state, tokens, isHiding } = consent;
    const read = state === 'given' ? known.get(item.key) : undefined;
    return { ...about, tokens, ...read, consent: state, ...(isHiding ? { isHiding } : {}) };
  }

  const list: ChipList = {
    chips: () => shown().map(chipOf),
    along: () => shown().filter(goesAlong).map(chipOf),
    follow(items) {
      const before = JSON.stringify(list.chips());
      following = items;
      // What is no longer in view may come back later, and is new then.
      hidden = new Set([...hidden].filter((key) => items.some((item) => item.key === key)));
      if (before === JSON.stringify(list.chips())) void list.refresh();
      else changed();
    },
    async refresh() {
      const mine = ++lastRefresh;
      const before = JSON.stringify(list.chips());
      await Promise.all(shown().filter(goesAlong).map(read));
      if (mine === lastRefresh && JSON.stringify(list.chips()) !== before) onChange();
    },
    add(item) {
      if (!isAdded(item)) added = [...added, item];
      changed();
    },
    pin(id, pinned) {
      const item = shown().find((each) => idOf(each) === id);
      if (item === undefined || item.consent !== undefined || isAdded(item) === pinned) return;
      added = pinned ? [...added, item] : added.filter(({ key }) => key !== item.key);
      changed();
    },
    async tick(id, ticked) {
      await shown()
        .find((each) => idOf(each) === id)
        ?.consent?.set(ticked);
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
          .filter(goesAlong)
          .toSorted((a, b) => rank(a) - rank(b))
          .map(async (item) => ({ item, part: await read(item) })),
      );
      return parts.flatMap(({ item: { name, kind }, part }) =>
        part.kind === 'text' ? [{ ...part, label: name, ...(kind === 'rules' ? { isRules: true } : {}) }] : [],
      );
    },
  };

  /** What was selected or added is what the question is about; rules are short; the open file is where it stands. */
  function rank(item: ContextItem): number {
    if (item.kind === 'selection') return 0;
    if (isAdded(item)) return 1;
    return item.kind === 'rules' ? 2 : 3;
  }

  return list;
}

function goesAlong({ consent }: ContextItem): boolean {
  return consent === undefined || consent.state === 'given';
}
