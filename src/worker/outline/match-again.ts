import type { Query, Tree } from 'web-tree-sitter';
import type { ChangedText } from './kept-texts.ts';
import type { Capture, ChangedLines, Match, Matches, Use } from './match.ts';
import { matchInSlices } from './match-in-slices.ts';
import { countLines, lineStart, type TextChange } from '../../core/text/text-change.ts';

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
  const { kept, change } = old;
  const spans = changedSpans(edited, tree, change, text);
  const size = spans.reduce((sum, { start, end }) => sum + end - start, 0);
  if (size > MAX_SHARE * text.length) {
    return { matches: await matchInSlices(query, tree, { start: 0, end: text.length }, budgetMs) };
  }
  const fresh: Matches[] = [];
  for (const span of spans) fresh.push(await matchInSlices(query, tree, span, budgetMs));
  const added = countLines(text, change.start, change.newEnd) - countLines(kept.text, change.start, change.oldEnd);
  const move: Move = { ...change, chars: change.newEnd - change.oldEnd, lines: added };
  const { matches, uses } = kept.matches;
  const [{ start }, { end }] = [spans[0]!, spans.at(-1)!];
  const first = countLines(text, 0, start);
  return {
    matches: {
      matches: mergeMatches(
        matches,
        fresh.flatMap((each) => each.matches),
        move,
        spans,
      ),
      uses: mergeUses(
        uses,
        fresh.flatMap((each) => each.uses),
        move,
        spans,
      ),
    },
    changed: { first, end: first + countLines(text, start, end) + 1, added },
  };
}

/** Where the new tree is another one, in whole lines, in order and apart. */
function changedSpans(edited: Tree, tree: Tree, { start, newEnd }: TextChange, text: string): readonly Span[] {
  const changed = edited
    .getChangedRanges(tree)
    .map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex }));
  const spans: { start: number; end: number }[] = [];
  for (const span of [...changed, { start, end: newEnd }].toSorted((a, b) => a.start - b.start)) {
    const from = lineStart(text, span.start);
    const lineEnd = text.indexOf('\n', span.end);
    const to = lineEnd < 0 ? text.length : lineEnd + 1;
    const last = spans.at(-1);
    if (last && from <= last.end) last.end = Math.max(last.end, to);
    else spans.push({ start: from, end: to });
  }
  return spans;
}

interface Move extends TextChange {
  /** What is behind the change is so much further down. */
  readonly chars: number;
  readonly lines: number;
}

function mergeMatches(
  old: readonly Match[],
  fresh: readonly Match[],
  move: Move,
  spans: readonly Span[],
): readonly Match[] {
  const known = new Set(fresh.map(keyOf));
  const starts = new Set(fresh.map(({ captures }) => captures[0]!.start));
  const above: Match[] = [];
  const below: Match[] = [];
  for (const match of old) {
    const moved = moveMatch(match, move);
    if (!moved || touches(moved, spans)) continue;
    const { start } = moved.captures[0]!;
    if (starts.has(start) && known.has(keyOf(moved))) continue;
    (start < move.start ? above : below).push(moved);
  }
  return [...above, ...fresh, ...below];
}

function moveMatch(match: Match, move: Move): Match | undefined {
  if (match.captures.every(({ end }) => end <= move.start)) return match;
  const captures: Capture[] = [];
  for (const capture of match.captures) {
    const { start, end } = capture;
    if (end <= move.start) captures.push(capture);
    else if (start < move.oldEnd) return undefined;
    else {
      const { name, line, endLine } = capture;
      captures.push({
        name,
        start: start + move.chars,
        end: end + move.chars,
        line: line + move.lines,
        endLine: endLine + move.lines,
      });
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

function mergeUses(old: readonly Use[], fresh: readonly Use[], move: Move, spans: readonly Span[]): readonly Use[] {
  const uses = new Map<number, Use>();
  for (const { kind, start, line } of old) {
    if (start >= move.start && start < move.oldEnd) continue;
    const isBehind = start >= move.oldEnd;
    const at = isBehind ? start + move.chars : start;
    if (spans.some((span) => at >= span.start && at < span.end)) continue;
    uses.set(at, { kind, start: at, line: isBehind ? line + move.lines : line });
  }
  for (const use of fresh) if (use.kind === 'call' || uses.get(use.start)?.kind !== 'call') uses.set(use.start, use);
  return [...uses.values()].toSorted((a, b) => a.start - b.start);
}
