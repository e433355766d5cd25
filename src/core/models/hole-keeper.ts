import { Lru } from '../base/lru.ts';
import { type AnchoredHole, lookAtHole, type Place, ROOM_ON_IDLE, ROOM_WHILE_TYPING } from './anchored-hole.ts';
import { type Budget, fitHole } from './context-budget.ts';
import type { Hole, HoleSnippet } from './formats/fim-format.ts';
import { cutWord } from './heal-word.ts';
import { steadySnippets } from './steady-snippets.ts';

/** The anchored hole of each document that completions were asked for in. */
export interface HoleKeeper {
  /** What to send for a place. On idle the anchor moves earlier, and changed snippets are taken over. */
  layOut(
    document: HoleDocument,
    place: Place,
    snippets: readonly HoleSnippet[],
    options: LayOutOptions,
  ): AnchoredLayout;
  /** Whether the server has much to evaluate for it that it was not sent yet. */
  isWorthPreparing(uri: string, layout: AnchoredLayout): boolean;
  sent(uri: string, layout: AnchoredLayout): void;
  /** Of another model everything is to be evaluated anew. */
  forget(): void;
}

export interface HoleDocument extends Pick<Hole, 'repository' | 'path' | 'languageId'> {
  readonly uri: string;
}

export interface LayOutOptions {
  readonly budget: Budget;
  readonly isIdle: boolean;
}

export interface AnchoredLayout {
  readonly hole: Hole;
  /** What the answer begins with, as it was cut from the prompt. */
  readonly cut: string;
  /** What stands right of the cursor that the model is not told of. */
  readonly right: string;
  /** Equal for prompts that differ in their ends alone. */
  readonly block: object;
}

interface Known {
  readonly hole: AnchoredHole;
  /** As they fit, in the order they are sent in. */
  readonly snippets: readonly HoleSnippet[];
  readonly block: object;
}

/** People work at a few files in turns. */
const DOCUMENTS = 8;

/** So much typed text at once, a paste say, is better evaluated before it is asked about. */
const WORTH_CHARS = 120;

export function createHoleKeeper(): HoleKeeper {
  const known = new Lru<string, Known>(DOCUMENTS);
  const sent = new Lru<string, { readonly block: object; readonly length: number }>(DOCUMENTS);

  function look(uri: string, place: Place, snippets: readonly HoleSnippet[], options: LayOutOptions): Known {
    const { isIdle, budget } = options;
    const last = known.get(uri);
    const { hole, moved } = lookAtHole(last?.hole, place, isIdle ? ROOM_ON_IDLE : ROOM_WHILE_TYPING);
    if (last !== undefined && moved === undefined && !isIdle) return { ...last, hole };
    const fitted = fitAll(hole, snippets, budget);
    const steady = steadySnippets(last?.snippets ?? [], fitted.snippets);
    const isSame = last !== undefined && moved === undefined && steady === last.snippets;
    if (isSame) return { ...last, hole };
    const { prefix, suffix } = fitted;
    const startsDocument = hole.startsDocument && prefix === hole.prefix;
    const endsDocument = hole.endsDocument && suffix === hole.suffix;
    return { hole: { ...hole, prefix, suffix, startsDocument, endsDocument }, snippets: steady, block: {} };
  }

  return {
    layOut({ uri, ...document }, place, snippets, options) {
      const now = look(uri, place, snippets, options);
      known.set(uri, now);
      const { prefix, suffix, typed, right } = now.hole;
      const { sent: begun, cut } = cutWord(typed);
      const seams = [
        [prefix, typed],
        [prefix + typed, right + suffix],
      ] as const;
      const hole: Hole = { ...document, prefix, suffix, begun, snippets: now.snippets, seams };
      return { hole, cut, right, block: now.block };
    },
    isWorthPreparing(uri, { block, hole }) {
      const last = sent.get(uri);
      return last?.block !== block || (hole.begun ?? '').length - last.length > WORTH_CHARS;
    },
    sent: (uri, { block, hole }) => sent.set(uri, { block, length: (hole.begun ?? '').length }),
    forget() {
      known.clear();
      sent.clear();
    },
  };
}

/** As far as it fits, with room for what will be typed. */
function fitAll(
  { prefix, suffix }: Pick<AnchoredHole, 'prefix' | 'suffix'>,
  snippets: readonly HoleSnippet[],
  budget: Budget,
): Hole {
  const nothing = { repository: '', path: '', languageId: '' };
  const contextLength = budget.contextLength && budget.contextLength - ROOM_WHILE_TYPING;
  return fitHole({ ...nothing, prefix, suffix, snippets }, { ...budget, contextLength });
}
