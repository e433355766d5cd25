import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FromView } from '../../core/chat/protocol.ts';
import type { FrameBudget } from './frame-budget.ts';
import type { MarkdownRenderer } from './render-markdown.ts';
import type { NearWatcher } from './use-near.ts';
import type { Strings } from './strings.ts';

/** What every component may need, and what none of them makes. */
export interface Surroundings {
  readonly post: (message: FromView) => void;
  readonly strings: Strings;
  readonly renderer: MarkdownRenderer;
  readonly budget: FrameBudget;
  /** `undefined` where everything is to be drawn at once. */
  readonly nearWatcher: NearWatcher | undefined;
}

const context = createContext<Surroundings | undefined>(undefined);

export const SurroundingsProvider = context.Provider;

export function useSurroundings(): Surroundings {
  const surroundings = useContext(context);
  if (surroundings === undefined) throw new Error('a component of the chat stands outside of it');
  return surroundings;
}
