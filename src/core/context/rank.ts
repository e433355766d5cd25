import { inFileOrder } from './definition-lines.ts';
import type { Candidate } from './retriever.ts';

/**
 * One candidate a file, best first. What several retrievers found of a file goes together under the better one's score
 * and kind. Equal scores are ordered by path, so that the same input always gives the same prompt.
 */
export function rank(candidates: readonly Candidate[]): readonly Candidate[] {
  const byPath = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const known = byPath.get(candidate.path);
    byPath.set(candidate.path, known ? merge(known, candidate) : candidate);
  }
  return [...byPath.values()].toSorted((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
}

function merge(a: Candidate, b: Candidate): Candidate {
  const better = b.score > a.score ? b : a;
  return { ...better, lines: inFileOrder([...a.lines, ...b.lines]) };
}
