/** What became of one task. */
export interface TaskResult {
  readonly truth: string;
  /** As it would be shown; `undefined` where nothing was left to show. */
  readonly text: string | undefined;
  /** Whether the gate would have let it through. */
  readonly passesGate: boolean;
  readonly firstTokenMs: number | undefined;
  readonly totalMs: number;
  /** Pieces of the answer, which are tokens where the server streams them one by one. */
  readonly answerTokens: number;
  /** Where the server says it. */
  readonly promptTokens: { readonly evaluated: number; readonly cached: number } | undefined;
}

/** Shares are of all tasks, 0 to 1, but for those named `…OfShown`. */
export interface Scores {
  readonly tasks: number;
  readonly answered: number;
  readonly gateOff: Match;
  /** What the gate hides counts as nothing. */
  readonly gateOn: Match & { readonly shown: number; readonly firstLineExactOfShown: number | null };
  readonly answerTokens: number;
  readonly promptTokens: { readonly evaluated: number; readonly cached: number } | null;
  readonly firstTokenMs: Percentiles | null;
  readonly totalMs: Percentiles | null;
}

export interface Match {
  readonly exact: number;
  readonly firstLineExact: number;
  /** Mean of 1 - edits / the longer length. */
  readonly editSimilarity: number;
}

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

export function scoresOf(results: readonly TaskResult[]): Scores {
  const shown = results.filter(({ passesGate, text }) => passesGate && text !== undefined);
  const withGate = results.map((result) => (result.passesGate ? result : { ...result, text: undefined }));
  const prompts = results.flatMap(({ promptTokens }) => promptTokens ?? []);
  const answered = results.filter(({ text }) => text !== undefined);
  return {
    tasks: results.length,
    answered: share(answered.length, results.length),
    gateOff: matchOf(results),
    gateOn: {
      ...matchOf(withGate),
      shown: share(shown.length, results.length),
      firstLineExactOfShown: shown.length === 0 ? null : matchOf(shown).firstLineExact,
    },
    answerTokens: mean(results.map(({ answerTokens }) => answerTokens)),
    promptTokens:
      prompts.length === 0
        ? null
        : {
            evaluated: mean(prompts.map((prompt) => prompt.evaluated)),
            cached: mean(prompts.map(({ cached }) => cached)),
          },
    firstTokenMs: percentilesOf(results.flatMap(({ firstTokenMs }) => firstTokenMs ?? [])),
    totalMs: percentilesOf(results.map(({ totalMs }) => totalMs)),
  };
}

function matchOf(results: readonly Pick<TaskResult, 'truth' | 'text'>[]): Match {
  const of = (score: (text: string, truth: string) => number) =>
    mean(results.map(({ text, truth }) => (text === undefined ? 0 : score(text.trim(), truth.trim()))));
  return {
    exact: of((text, truth) => Number(text === truth)),
    firstLineExact: of((text, truth) => Number(lineOf(text) === lineOf(truth))),
    // A suggestion may go on behind the lines that were asked about.
    editSimilarity: of((text, truth) =>
      similarity(text.split('\n').slice(0, truth.split('\n').length).join('\n'), truth),
    ),
  };
}

const lineOf = (text: string): string => text.split('\n', 1)[0]!.trimEnd();

/** 1 for equal texts, 0 where every character is another one (Levenshtein). */
export function similarity(one: string, other: string): number {
  if (one === other) return 1;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const replaced = row[j - 1]! + Number(one[i - 1] !== other[j - 1]);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return 1 - row.at(-1)! / Math.max(one.length, other.length);
}

function percentilesOf(values: readonly number[]): Percentiles | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
  return { p50: at(0.5), p95: at(0.95) };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
