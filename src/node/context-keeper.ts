import type { Disposable } from '../core/base/disposable.ts';
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
}

const QUIET_MS = 400;

export function createContextKeeper(fetch: (uri: string) => Promise<readonly Snippet[]>): ContextKeeper {
  const known = new Map<string, readonly Snippet[]>();
  const timers = new Map<string, NodeJS.Timeout>();
  const keeper: ContextKeeper = {
    snippets: (uri) => known.get(uri) ?? [],
    touch(uri) {
      clearTimeout(timers.get(uri));
      timers.set(
        uri,
        setTimeout(() => {
          timers.delete(uri);
          // The indexer may be starting or restarting: what was known stays good enough until the next change.
          keeper.refresh(uri).catch(() => {});
        }, QUIET_MS),
      );
    },
    async refresh(uri) {
      known.set(uri, await fetch(uri));
    },
    forget(uri) {
      clearTimeout(timers.get(uri));
      timers.delete(uri);
      known.delete(uri);
    },
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
  return keeper;
}
