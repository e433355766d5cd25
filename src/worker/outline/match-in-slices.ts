import { setImmediate } from 'node:timers/promises';
import type { Node, Query, QueryMatch, Tree } from 'web-tree-sitter';
import type { Match, Matches, Use } from './match.ts';
import { startClock } from './start-clock.ts';

/** UTF-16 units; some 4 ms of matching in dense code. */
const SLICE_CHARS = 32_000;

/**
 * All matches in a range of the text as plain data, with a turn of the event loop after each slice of the text. What reaches into several slices
 * comes several times. Ends with what was found when the budget is spent.
 */
export async function matchInSlices(
  query: Query,
  tree: Tree,
  range: { readonly start: number; readonly end: number },
  budgetMs: number,
): Promise<Matches> {
  const matches: Match[] = [];
  const uses = new Map<number, Use>();
  let spentMs = 0;
  for (let { start } = range; start < range.end && spentMs < budgetMs; start += SLICE_CHARS) {
    if (start > range.start) await setImmediate();
    const spent = range.end - range.start > SLICE_CHARS ? startClock() : undefined;
    const endMs = performance.now() + budgetMs;
    const found = query.matches(tree.rootNode, {
      // Unlike a node's, a query's indexes count bytes, two for each UTF-16 unit (web-tree-sitter 0.27.1).
      startIndex: 2 * start,
      endIndex: 2 * Math.min(start + SLICE_CHARS, range.end),
      progressCallback: () => performance.now() > endMs,
    });
    for (const match of found) {
      const [{ name, node }] = match.captures as [QueryMatch['captures'][number]];
      if (name !== 'call' && name !== 'type-name') matches.push(toPlain(match));
      else if (name === 'call' || !uses.has(node.startIndex)) uses.set(node.startIndex, toUse(name, node));
    }
    spentMs += spent?.() ?? 0;
  }
  return { matches, uses: [...uses.values()].toSorted((a, b) => a.start - b.start) };
}

/** Only what a node says without asking its tree. */
function toUse(name: 'call' | 'type-name', { startIndex, startPosition }: Node): Use {
  return { kind: name === 'call' ? 'call' : 'type', start: startIndex, line: startPosition.row };
}

function toPlain({ patternIndex, captures }: QueryMatch): Match {
  return {
    pattern: patternIndex,
    captures: captures.map(({ name, node }) => ({
      name,
      start: node.startIndex,
      end: node.endIndex,
      line: node.startPosition.row,
      endLine: lastLine(node),
    })),
  };
}

/** Some nodes, like C's `#define`, end behind their line end. */
function lastLine({ startPosition, endPosition }: Node): number {
  return endPosition.column === 0 && endPosition.row > startPosition.row ? endPosition.row - 1 : endPosition.row;
}
