import type { Candidate } from './candidate.ts';
import type { Ranking } from './rank.ts';
import { RETRIEVER_NAMES, type RetrieverName } from './retriever.ts';
import { shownLines } from './shown-lines.ts';
import type { Snippet } from './snippet.ts';

/** What the prompt spends on a snippet besides its text: a comment sign, a blank and a line end around the path. */
const PATH_EXTRA = 4;
/** How much length counts against chance. At 1, each character would have to earn its place by itself; long heads would never come. */
const LENGTH_WEIGHT = 0.6;
/** About what a line costs besides its characters. */
const LINE_EXTRA = 15;

/** One definition of a snippet, for a person who asks why it is there. */
export interface SelectedDefinition {
  readonly text: string;
  /** Zero-based line in the file. */
  readonly line: number;
  readonly retrievers: readonly RetrieverName[];
  readonly chance: number;
}

export interface SelectedSnippet extends Snippet {
  /** Best first, as in the text. */
  readonly definitions: readonly SelectedDefinition[];
}

export interface SelectOptions {
  /** For all snippets together, paths included. */
  readonly budgetChars: number;
  /** Folders that prompts name paths relative to. */
  readonly roots: readonly string[];
  /** Odds for each character, below which nothing more is worth its place; 0 fills the budget. */
  readonly stopBelow: number;
}

/**
 * Definitions by their chance for their length, until the budget is spent or nothing that is left is worth it. One snippet
 * a file, the file of the likeliest definition first; no line twice.
 */
export function selectSnippets(
  ranking: Ranking,
  { budgetChars, roots, stopBelow }: SelectOptions,
): readonly SelectedSnippet[] {
  const files = new Map<string, Taken[]>();
  const seen = new Set<string>();
  let left = budgetChars;
  for (const { candidate, chance, lines } of byValue(ranking, stopBelow)) {
    const fresh = lines.filter((line) => !seen.has(line.trim()));
    if (fresh.length === 0) continue;
    const known = files.get(candidate.path);
    const cost = costOf(fresh) + (known ? 0 : shownLength(candidate.path, roots) + PATH_EXTRA);
    if (cost > left) continue;
    left -= cost;
    for (const line of fresh) seen.add(line.trim());
    const taken = { candidate, chance, text: fresh.join('\n') };
    if (known) known.push(taken);
    else files.set(candidate.path, [taken]);
  }
  return [...files].map(([path, taken]) => toSnippet(path, taken)).toSorted(byChance);
}

function shownLength(path: string, roots: readonly string[]): number {
  const root = roots.find((each) => path.startsWith(`${each}/`));
  return root === undefined ? path.length : path.length - root.length - 1;
}

interface Taken {
  readonly candidate: Candidate;
  readonly chance: number;
  readonly text: string;
}

interface Valued {
  readonly candidate: Candidate;
  readonly chance: number;
  readonly lines: readonly string[];
  /** Chance for each character, roughly. */
  readonly value: number;
}

/** Those that are worth their place, best first. */
function byValue({ candidates, chances, needOdds }: Ranking, stopBelow: number): readonly Valued[] {
  const worth: Valued[] = [];
  for (const [at, candidate] of candidates.entries()) {
    const chance = chances[at]!;
    // Most would not be worth it even without any text: their lines need not be made.
    if (needOdds * valueOf(chance, 0) < stopBelow) continue;
    const lines = shownLines(candidate.definition);
    const value = valueOf(chance, costOf(lines));
    if (needOdds * value >= stopBelow) worth.push({ candidate, chance, lines, value });
  }
  return worth.toSorted((a, b) => b.value - a.value || comparePlaces(a.candidate, b.candidate));
}

function valueOf(chance: number, cost: number): number {
  return chance / (cost + LINE_EXTRA) ** LENGTH_WEIGHT;
}

function comparePlaces(a: Candidate, b: Candidate): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.definition.line - b.definition.line || (a.definition.name < b.definition.name ? -1 : 1);
}

function costOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}

function toSnippet(path: string, taken: readonly Taken[]): SelectedSnippet {
  const likeliest = taken.reduce((best, each) => (each.chance > best.chance ? each : best));
  return {
    kind: strongest(likeliest.candidate),
    path,
    text: taken.map(({ text }) => text).join('\n'),
    definitions: taken.map(({ text, chance, candidate: { definition, strengths } }) => ({
      text,
      line: definition.line,
      retrievers: RETRIEVER_NAMES.filter((_, at) => strengths[at]! > 0),
      chance,
    })),
  };
}

function strongest({ strengths }: Candidate): RetrieverName {
  return RETRIEVER_NAMES[strengths.indexOf(Math.max(...strengths))]!;
}

function byChance(a: SelectedSnippet, b: SelectedSnippet): number {
  const best = ({ definitions }: SelectedSnippet): number => Math.max(...definitions.map(({ chance }) => chance));
  return best(b) - best(a) || (a.path < b.path ? -1 : 1);
}
