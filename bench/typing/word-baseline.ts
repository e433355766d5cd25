import type { TypingEngine, TypingQuery } from './engines.ts';

const WORD = /[A-Za-z_$][\w$]*/g;
const MAX_LOCAL_CHARS = 30_000;

type Counts = Map<string, number>;

/** Which words there are, and which follow which over a short separator. */
interface WordCounts {
  readonly words: Counts;
  readonly followers: Map<string, Counts>;
}

/**
 * What an editor's own word suggestions come to: the word that most often follows the one before, else the most frequent
 * word with the typed beginning.
 */
export function wordBaseline(): TypingEngine {
  const repository: WordCounts = { words: new Map(), followers: new Map() };
  return {
    addFile: (_path, text) => count(text, repository),
    ready: () => {},
    complete(query) {
      const { typed, ranked } = rank(query, repository);
      const [word, score] = ranked[0] ?? ['', 0];
      return { text: word.slice(typed.length), confidence: Math.min(0.99, score / 2), endsLine: false };
    },
    nextTokens: (query) =>
      rank(query, repository)
        .ranked.slice(0, 50)
        .map(([word]) => word),
  };
}

function rank(
  { prefix }: TypingQuery,
  repository: WordCounts,
): { typed: string; ranked: (readonly [string, number])[] } {
  const typed = /([A-Za-z_$][\w$]*)?$/.exec(prefix)![0];
  const fits = (word: string): boolean => word.startsWith(typed) && word !== typed;
  const local: WordCounts = { words: new Map(), followers: new Map() };
  count(prefix.slice(-MAX_LOCAL_CHARS), local);
  const scores: Counts = new Map();
  const [, before, separator] = /([A-Za-z_$][\w$]*)([^\w$]{1,3})$/.exec(tail(prefix, typed)) ?? [];
  if (before !== undefined) {
    for (const { followers } of [repository, local]) {
      const words = followers.get(before + separator!) ?? new Map<string, number>();
      const total = [...words.values()].reduce((sum, times) => sum + times, 0);
      for (const [word, times] of words) if (fits(word)) add(scores, word, times / total);
    }
  }
  if (typed !== '' && scores.size === 0) addFitting(local.words, 1e-3);
  if (typed !== '' && scores.size === 0) addFitting(repository.words, 1e-6);
  return { typed, ranked: [...scores].toSorted((a, b) => b[1] - a[1]) };

  function addFitting(words: Counts, weight: number): void {
    for (const [word, times] of words) if (fits(word)) scores.set(word, times * weight);
  }
}

/** The end of the text before the typed word; what is further off cannot matter, and searching it takes long. */
function tail(prefix: string, typed: string): string {
  return prefix.slice(0, prefix.length - typed.length).slice(-200);
}

function count(text: string, { words, followers }: WordCounts): void {
  let previous = '';
  let previousEnd = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    add(words, word, 1);
    const separator = text.slice(previousEnd, index);
    if (previous !== '' && separator.length < 4) {
      const key = previous + separator;
      const counts = followers.get(key) ?? new Map<string, number>();
      followers.set(key, counts);
      add(counts, word, 1);
    }
    previous = word;
    previousEnd = index + word.length;
  }
}

function add(counts: Counts, word: string, amount: number): void {
  counts.set(word, (counts.get(word) ?? 0) + amount);
}
