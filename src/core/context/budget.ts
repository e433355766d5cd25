import { type Candidate, type CandidateLine, IMPORTANCES } from './retriever.ts';
import type { Snippet } from './snippet.ts';

/** What the prompt spends on a snippet besides its text: a comment sign, a blank and a line end around the path. */
const PATH_EXTRA = 4;

/**
 * Takes whole lines while they fit: what was asked for in all candidates, best first, then members, then the rest. A
 * line that does not fit ends its importance for that file, so that a snippet has no holes that look like the whole.
 */
export function fitBudget(ranked: readonly Candidate[], budgetChars: number): readonly Snippet[] {
  const taken = new Map<Candidate, CandidateLine[]>();
  let left = budgetChars;
  for (const importance of IMPORTANCES) {
    for (const candidate of ranked) {
      for (const line of candidate.lines.filter((each) => each.importance === importance)) {
        const lines = taken.get(candidate) ?? [];
        const cost = line.text.length + 1 + (lines.length === 0 ? candidate.path.length + PATH_EXTRA : 0);
        if (cost > left) break;
        left -= cost;
        lines.push(line);
        taken.set(candidate, lines);
      }
    }
  }
  return ranked
    .filter((candidate) => taken.has(candidate))
    .map((candidate) => {
      const lines = taken.get(candidate)!;
      const inOrder = candidate.lines.filter((line) => lines.includes(line));
      return { kind: candidate.kind, path: candidate.path, text: inOrder.map(({ text }) => text).join('\n') };
    });
}
