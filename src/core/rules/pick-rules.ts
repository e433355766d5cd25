import { estimateTokens } from '../models/estimate-tokens.ts';
import { languageIdForPath } from '../syntax/languages.ts';
import { type Rule, readRules } from './read-rules.ts';
import { LANGUAGE_NAMES } from './rule-words.ts';

export interface PickOptions {
  /** The file that the question is about, within the workspace folder, with `/`; `undefined` for none. */
  readonly path: string | undefined;
  /** In tokens, for all that is picked. */
  readonly budget: number;
  /** Lines that are sent already, from a file that is nearer. */
  readonly without?: ReadonlySet<string>;
}

/**
 * The few lines of a rules file that bear on code in that file, as they stand there: first what stands under a heading that
 * names the file's folder or language, then by how surely a line is a rule. What is for another language is left out.
 * Empty where there is nothing. The same for the same text; at most `budget` by `estimateTokens`.
 */
export function pickRules(text: string, { path, budget, without = new Set() }: PickOptions): string {
  const lines = text.split(/\r?\n/);
  const seen = new Set(without);
  const candidates: RankedRule[] = [];
  for (const rule of readRules(lines)) {
    const first = lines[rule.start]!;
    const relevance = relevanceOf([...rule.titles, labelOf(first)], path);
    if (relevance < 0 || seen.has(first)) continue;
    seen.add(first);
    candidates.push({ ...rule, relevance });
  }
  const ranked = candidates.toSorted((a, b) => b.relevance - a.relevance || b.weight - a.weight || a.start - b.start);
  let taken: readonly RankedRule[] = [];
  let picked = '';
  let misses = 0;
  for (const rule of ranked) {
    const next = inOrder([...taken, rule]);
    const now = linesOf(next)
      .map((number) => lines[number]!)
      .join('\n');
    if (estimateTokens(now) <= budget) {
      taken = next;
      picked = now;
    } else if (++misses >= MOST_MISSES) {
      break;
    }
  }
  return picked;
}

interface RankedRule extends Rule {
  readonly relevance: number;
}

/** A shorter one may still fit; after that many none will. */
const MOST_MISSES = 20;

/** What is about this file first, the rest as it stands there. */
function inOrder(rules: readonly RankedRule[]): readonly RankedRule[] {
  return rules.toSorted((a, b) => b.relevance - a.relevance || a.start - b.start);
}

/** Each under its headings, which are not said twice in a row. */
function linesOf(rules: readonly Rule[]): readonly number[] {
  const numbers: number[] = [];
  let above: readonly number[] = [];
  for (const rule of rules) {
    const same = rule.above.findIndex((line, index) => line !== above[index]);
    numbers.push(...(same < 0 ? [] : rule.above.slice(same)));
    above = rule.above;
    for (let line = rule.start; line < rule.end; line++) numbers.push(line);
  }
  return numbers;
}

/** 0 for what holds everywhere, more for what names this file's kind, negative for what names another language alone. */
function relevanceOf(titles: readonly string[], path: string | undefined): number {
  if (path === undefined) return 0;
  const language = languageIdForPath(path);
  let relevance = 0;
  for (const title of titles) {
    if (namesFolder(title, path)) relevance += 4;
    const named = LANGUAGE_NAMES.filter(([name]) => name.test(title));
    if (named.length === 0 || language === undefined) continue;
    if (!named.some(([, ids]) => ids.includes(language))) return -1;
    relevance += 2;
  }
  if (TEST_FILE.test(path) && titles.some((title) => /\btest(?:s|ing)?\b/i.test(title))) relevance += 1;
  return relevance;
}

const TEST_FILE = /(?:^|\/)(?:tests?|specs?|__tests__)\/|[._-](?:test|spec)s?\.\w+$|(?:^|\/)test_[^/]+$/;

/** `packages/web`, `` `src/api/` `` or a folder's own name, if it is telling. */
function namesFolder(title: string, path: string): boolean {
  const folders = path.toLowerCase().split('/').slice(0, -1);
  return (title.toLowerCase().match(/[\w.@-]+(?:\/[\w.@-]+)*/g) ?? []).some((named) => {
    if (named.includes('/')) return `/${folders.join('/')}/`.includes(`/${named}/`);
    return named.length >= 3 && !COMMON_FOLDERS.has(named) && folders.includes(named);
  });
}

const COMMON_FOLDERS: ReadonlySet<string> = new Set(
  'src lib app apps packages test tests code docs main common shared java python types style components'.split(' '),
);

/** `- Python: use black` names what it is for, as a heading would. */
function labelOf(line: string): string {
  return /^[-*+•]?\s*[*_`]{0,3}([\w#+./ ]{1,30}?)[*_`]{0,3}:/.exec(line.trimStart())?.[1] ?? '';
}
