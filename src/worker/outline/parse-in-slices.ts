import { setImmediate } from 'node:timers/promises';
import { type Language, Parser, type Tree } from 'web-tree-sitter';
import { startClock } from './start-clock.ts';

export interface SliceOptions {
  /** Time spent on parsing after which the file is given up; waiting does not count. */
  readonly budgetMs: number;
  /** Longest stretch without a turn of the event loop. */
  readonly sliceMs: number;
}

/**
 * Parses and hands the event loop a turn after each slice, so that a question is answered while a large file is read:
 * a cancelled parser goes on where it stopped when it is called again with the same text. `undefined` when the budget
 * is spent. The tree is the caller's to delete.
 * `old` is a tree of an earlier version that has been told of the change; of it, what is the same is taken over.
 */
export async function parseInSlices(
  language: Language,
  text: string,
  { budgetMs, sliceMs }: SliceOptions,
  old: Tree | null = null,
): Promise<Tree | undefined> {
  const parser = new Parser();
  try {
    parser.setLanguage(language);
    for (let spentMs = 0; spentMs < budgetMs;) {
      // Most files need one slice, and the clock costs as much as parsing a hundred characters.
      const spent = spentMs === 0 ? undefined : startClock();
      const endMs = performance.now() + sliceMs;
      const tree = parser.parse(text, old, { progressCallback: () => performance.now() > endMs });
      if (tree) return tree;
      spentMs += spent?.() ?? sliceMs;
      await setImmediate();
    }
    return undefined;
  } finally {
    parser.delete();
  }
}
