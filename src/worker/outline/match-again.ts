import type { Query, Tree } from 'web-tree-sitter';
import type { ChangedText } from './kept-texts.ts';
import type { Capture, ChangedLines, Match, Matches, Use } from './match.ts';
import { matchInSlices } from './match-in-slices.ts';
import { countLines, lineEnd, lineStart, type TextChange } from '../../core/text/text-change.ts';

/** In UTF-16 units. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Above this share of the text, asking for all of it costs no more. */
const MAX_SHARE = 0.4;

export interface MatchAgainOptions {
  readonly old: ChangedText;
  /** Of the old text, told of the change. */
  readonly edited: Tree;
  readonly text: string;
  readonly tree: Tree;
  readonly budgetMs: number;
}

export interface MatchedAgain {
  readonly matches: Matches;
  /** Absent where all of it was asked. */
  readonly changed?: ChangedLines;
}

/**
 * All matches of a text of which an earlier version is known: the query is asked where the tree changed, and the rest is
 * moved along. The same as asking it of the whole text, which a test holds to on random changes.
 */
export async function matchAgain(query: Query, options: MatchAgainOptions): Promise<MatchedAgain> {
  const { old, edited, text, tree, budgetMs } = options;
  const { kept, changes } = old;
  const spans = changedSpans(edited, tree, changes, text);
  const size = spans.reduce((sum, { start, end }) => sum + end - start, 0);
  if (size > MAX_SHARE * text.length) {
    return { matches: await matchInSlices(query, tree, { start: 0, end: text.length }, budgetMs) };
  }
  const fresh: Matches[] = [];
  for (const span of spans) fresh.push(await matchInSlices(query, tree, span, budgetMs));
  const moves = movesOf(changes, kept.text, text);
  const { matches, uses } = kept.matches;
  const [{ start }, { end }] = [spans[0]!, spans.at(-1)!];
  const first = countLines(text, 0, start);
  return {
    matches: {
      matches: mergeMatches(
        matches,
        fresh.flatMap((each) => each.matches),
        moves,
        spans,
      ),
      uses: mergeUses(
        uses,
        fresh.flatMap((each) => each.uses),
        moves,
        spans,
      ),
    },
    changed: { first, end: first + countLines(text, start, end) + 1, added: moves.at(-1)!.lines },
  };
}

/** Where the new tree is another one, in whole lines, in order and apart. */
function changedSpans(edited: Tree, tree: Tree, changes: readonly TextChange[], text: string): readonly Span[] {
  const written = changes.map(({ newStart, newEnd }) => ({ start: newStart, end: newEnd }));
  const changed = edited
    .getChangedRanges(tree)
    .map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex }));
  const spans: { start: number; end: number }[] = [];
  for (const span of [...changed, ...written].toSorted((a, b) => a.start - b.start)) {
    const from = lineStart(text, span.start);
    const to = lineEnd(text, span.end);
    const last = spans.at(-1);
    if (last && from <= last.end) last.end = Math.max(last.end, to);
    else spans.push({ start: from, end: to });
  }
  return spans;
}

/** A change of the old text, and how much further down what is behind it is, up to the next one. */
interface Move extends TextChange {
  readonly chars: number;
  readonly lines: number;
}

function movesOf(changes: readonly TextChange[], old: string, text: string): readonly Move[] {
  let lines = 0;
  return changes.map((change) => {
    const { oldStart, oldEnd, newStart, newEnd } = change;
    lines += countLines(text, newStart, newEnd) - countLines(old, oldStart, oldEnd);
    return { ...change, chars: newEnd - oldEnd, lines };
  });
}

function mergeMatches(
  old: readonly Match[],
  fresh: readonly Match[],
  moves: readonly Move[],
  spans: readonly Span[],
): readonly Match[] {
  const known = new Set(fresh.map(keyOf));
  const starts = new Set(fresh.map(startOf));
  const merged = [...fresh];
  for (const match of old) {
    const moved = moveMatch(match, moves);
    if (!moved || touches(moved, spans)) continue;
    if (!starts.has(startOf(moved)) || !known.has(keyOf(moved))) merged.push(moved);
  }
  return merged.toSorted((a, b) => startOf(a) - startOf(b));
}

function startOf({ captures }: Match): number {
  return captures[0]!.start;
}

function moveMatch(match: Match, moves: readonly Move[]): Match | undefined {
  const first = moves[0]!.oldStart;
  if (match.captures.every(({ end }) => end <= first)) return match;
  const captures: Capture[] = [];
  for (const capture of match.captures) {
    const { name, start, end, line, endLine } = capture;
    const move = moves.findLast(({ oldStart }) => oldStart < end);
    if (!move) captures.push(capture);
    else if (start < move.oldEnd) return undefined;
    else {
      const { chars, lines } = move;
      captures.push({ name, start: start + chars, end: end + chars, line: line + lines, endLine: endLine + lines });
    }
  }
  return { pattern: match.pattern, captures };
}

function touches({ captures }: Match, spans: readonly Span[]): boolean {
  return spans.some((span) => captures.some(({ start, end }) => start < span.end && end > span.start));
}

function keyOf({ pattern, captures }: Match): string {
  return `${pattern} ${captures.map(({ start, end }) => `${start}-${end}`).join(' ')}`;
}

function mergeUses(
  old: readonly Use[],
  fresh: readonly Use[],
  moves: readonly Move[],
  spans: readonly Span[],
): readonly Use[] {
  const uses = new Map<number, Use>();
  for (const use of old) {
    const move = moves.findLast(({ oldStart }) => oldStart <= use.start);
    if (move && use.start < move.oldEnd) continue;
    const start = use.start + (move?.chars ?? 0);
    if (spans.some((span) => start >= span.start && start < span.end)) continue;
    uses.set(start, move ? { kind: use.kind, start, line: use.line + move.lines } : use);
  }
  for (const use of fresh) if (use.kind === 'call' || uses.get(use.start)?.kind !== 'call') uses.set(use.start, use);
  return [...uses.values()].toSorted((a, b) => a.start - b.start);
}
