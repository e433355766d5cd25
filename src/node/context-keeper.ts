import type { Clock } from '../core/base/clock.ts';
import type { Disposable } from '../core/base/disposable.ts';
import { keepStable } from '../core/context/keep-stable.ts';
import type { Snippet } from '../core/context/snippet.ts';

/**
 * Keeps each open document's context ready, so that a keystroke finds it and waits for nothing: what a file imports
 * changes seldom, and a snippet set that stays the same also keeps a server's prompt cache warm.
 */
export interface ContextKeeper extends Disposable {
  /** The last that is known; empty at first. */
  snippets(uri: string): readonly Snippet[];
  /** Asks anew when the document has been quiet for a moment. */
  touch(uri: string): void;
  /** Asks anew now. */
  refresh(uri: string): Promise<void>;
  forget(uri: string): void;
  /** When nothing is being asked any more. */
  idle(): Promise<void>;
}

const QUIET_MS = 400;

export function createContextKeeper(
  fetch: (uri: string) => Promise<readonly Snippet[]>,
  after: Clock['after'],
): ContextKeeper {
  const known = new Map<string, readonly Snippet[]>();
  const timers = new Map<string, Disposable>();
  const running = new Set<Promise<void>>();
  /** The question whose answer counts, of each document: not one from before it was closed, nor one that was overtaken. */
  const latest = new Map<string, symbol>();
  const keeper: ContextKeeper = {
    snippets: (uri) => known.get(uri) ?? [],
    touch(uri) {
      timers.get(uri)?.dispose();
      timers.set(
        uri,
        after(QUIET_MS, () => {
          // The indexer may be starting or restarting: what was known stays good enough until the next change.
          const asked = keeper.refresh(uri).catch(() => {});
          running.add(asked);
          void asked.then(() => running.delete(asked));
        }),
      );
    },
    async refresh(uri) {
      // The question of a moment later would overtake this one, and whoever waits for it would be left with nothing.
      timers.get(uri)?.dispose();
      timers.delete(uri);
      const question = Symbol(uri);
      latest.set(uri, question);
      try {
        const snippets = await fetch(uri);
        if (latest.get(uri) === question) known.set(uri, keepStable(known.get(uri) ?? [], snippets));
      } finally {
        if (latest.get(uri) === question) latest.delete(uri);
      }
    },
    forget(uri) {
      timers.get(uri)?.dispose();
      timers.delete(uri);
      latest.delete(uri);
      known.delete(uri);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    dispose() {
      for (const timer of timers.values()) timer.dispose();
      timers.clear();
    },
  };
  return keeper;
}
