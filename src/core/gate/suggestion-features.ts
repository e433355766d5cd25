import type { Feature } from './feature.ts';
import type { LogProbabilities, SuggestionInput } from './gate-input.ts';
import { countOf, flag, lastLine, likeness, namesIn } from './measures.ts';

/** Known once there is a suggestion. */
export const suggestionFeatures: readonly Feature<SuggestionInput>[] = [
  {
    name: 'length',
    unit: 'log characters left',
    reason: 'Longer suggestions save more; very short ones are quicker typed than read.',
    words: { high: 'it is long', low: 'it is short' },
    of: ({ text }) => Math.log1p(text.length),
  },
  {
    name: 'tiny',
    unit: '0 or 1: at most 3 characters',
    reason: 'Of suggestions this short 7 % were taken (CDHF user study, 55 shown).',
    words: { high: 'it is a few characters', low: 'it is more than a few characters' },
    of: ({ text }) => flag(text.length <= 3),
  },
  {
    name: 'short',
    unit: '0 or 1: at most 8 characters',
    reason: 'Of suggestions of 4 to 8 characters 23 % were taken, of longer ones over a third (same study).',
    words: { high: 'it is very short', low: 'it is not very short' },
    of: ({ text }) => flag(text.length <= 8),
  },
  {
    name: 'lines',
    unit: 'log lines, at most 20',
    reason: 'A whole block is worth reading.',
    words: { high: 'it has several lines', low: 'it is one line' },
    of: ({ text }) => Math.log(Math.min(20, countOf(text.trimEnd(), /\n/g) + 1)),
  },
  {
    name: 'ends-line',
    unit: '0 or 1: ends at a line end, or with what ends a statement',
    reason: 'After a finished line nothing is left to check.',
    words: { high: 'it finishes the line', low: 'it leaves the line unfinished' },
    of: ({ text }) => flag(/[\n;{}):]\s*$/.test(text)),
  },
  {
    name: 'prose',
    unit: '0 or 1: words alone',
    reason: 'Words without a bracket, an operator or a number are a guess at what somebody wants to say.',
    words: { high: 'it is mere words', low: 'it is code' },
    of: ({ text }) => flag(/^[\p{L}\s.,'"-]+$/u.test(text) && countOf(text.trim(), /\s+/g) >= 2),
  },
  {
    name: 'closes-more',
    unit: '0 or 1',
    reason: 'Closers without an opener on the line mostly belong to something the editor has already closed.',
    words: { high: 'it closes more brackets than are open on the line', low: 'its brackets fit' },
    of: ({ before, text }) => {
      const line = lastLine(before) + text;
      return flag(countOf(line, /[)\]}]/g) > countOf(line, /[([{]/g));
    },
  },
  {
    name: 'rejected-before',
    unit: '0 or 1',
    reason: 'Who turned it down once seldom wants it a minute later.',
    words: { high: 'you turned the same text down before', low: 'you have not turned it down before' },
    of: ({ rejectedBefore }) => flag(rejectedBefore),
  },
  {
    name: 'typed-against',
    unit: 'suggestions of this line that were typed against, at most 3',
    reason:
      'Who writes what was not expected goes on doing so: in lines typed key by key .71 of the guesses from .65 on are right, after one typed against .63, after two .58.',
    words: { high: 'you typed against what was suggested on this line', low: 'you typed against nothing on this line' },
    of: ({ typedAgainst }) => (typedAgainst === undefined ? undefined : Math.min(3, typedAgainst)),
  },
  {
    name: 'like-rejected',
    unit: 'likeness to the nearest of the last three texts turned down, 0 to 1',
    reason: 'The same again in other words.',
    words: { high: 'it is much like what you turned down', low: 'it is unlike what you turned down' },
    of: ({ text, rejectedTexts }) =>
      Math.max(0, ...rejectedTexts.slice(-3).map((rejected) => likeness(text.trim(), rejected.trim()))),
  },
  {
    name: 'repeats-context',
    unit: '0 or 1: its first line stands above already',
    reason: 'A model that has run out of ideas repeats what it has read.',
    words: { high: 'its first line stands above already', low: 'it says something new' },
    of: ({ before, text }) => {
      const line = (text.trimStart().split('\n')[0] ?? '').trim();
      return flag(line.length >= 6 && before.includes(line));
    },
  },
  {
    name: 'unknown-names',
    unit: 'share of its names that do not stand above, 0 to 1',
    reason: 'A name that nobody has used yet may not exist.',
    words: { high: 'its names do not occur above', low: 'its names occur above' },
    of: ({ before, text }) => {
      const names = namesIn(text);
      if (names.length === 0) return 0;
      return names.filter((name) => !before.includes(name)).length / names.length;
    },
  },
  ...logProbabilityFeatures(),
  {
    name: 'confidence',
    unit: 'log odds of the engine’s calibrated probability',
    reason:
      'The engine knows how often it was right with as much to go by (calibration error .06 on replayed commits).',
    words: { high: 'the engine is sure of it', low: 'the engine is not sure of it' },
    of: ({ confidence }) => (confidence === undefined ? undefined : logOdds(confidence)),
  },
  {
    name: 'engine-agrees',
    unit: '0 or 1: the engine, asked beside the model, begins with the same word',
    reason: 'Two that know different things say the same.',
    words: { high: 'the embedded engine says the same', low: 'the embedded engine says something else' },
    of: ({ text, engineText }) =>
      engineText === undefined ? undefined : flag(firstWord(text) === firstWord(engineText)),
  },
];

/** A server sends some of them or none; what it does not send moves nothing. */
function logProbabilityFeatures(): readonly Feature<SuggestionInput>[] {
  const of = (
    name: string,
    unit: string,
    reason: string,
    words: Feature<SuggestionInput>['words'],
    read: (logProbabilities: LogProbabilities) => number | undefined,
  ): Feature<SuggestionInput> => ({
    name,
    unit,
    reason,
    words,
    of: ({ logProbabilities }) => logProbabilities && finite(read(logProbabilities)),
  });
  const sure = { high: 'the model is sure of it', low: 'the model is not sure of it' };
  return [
    of('mean-log-probability', 'nats a token', 'The best single number there is (AUC .72 alone).', sure, (l) => l.mean),
    of(
      'log-probability',
      'nats of the whole text, drawn together: −log(1 − sum)',
      'A long text is right as a whole only if each part is.',
      sure,
      (l) => -Math.log1p(Math.max(0, -l.sum)),
    ),
    of(
      'first-log-probability',
      'nats',
      'The first token decides which way it goes.',
      { high: 'the model is sure how it begins', low: 'the model is not sure how it begins' },
      (l) => l.first,
    ),
    of(
      'least-log-probability',
      'nats of the least sure token',
      'One guess in it is enough to spoil the rest.',
      { high: 'the model is sure of each part of it', low: 'the model guesses at a part of it' },
      (l) => l.minimum,
    ),
    of(
      'entropy',
      'nats a token',
      'Many continuations are about as likely.',
      { high: 'the model sees many ways to go on', low: 'the model sees one way to go on' },
      (l) => l.entropy,
    ),
    of(
      'top-two-gap',
      'nats a token that the chosen one leads by',
      'A close second is a sign of a choice that only the person can make.',
      { high: 'no other way to go on comes near', low: 'another way to go on comes near' },
      (l) => l.topTwoGap,
    ),
  ];
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value)
    ? Math.max(-LARGEST_LOG, Math.min(LARGEST_LOG, value))
    : undefined;
}

/** e⁻²⁰ is as good as never. */
const LARGEST_LOG = 20;

function logOdds(probability: number): number | undefined {
  if (Number.isNaN(probability)) return undefined;
  const p = Math.max(0.001, Math.min(0.999, probability));
  return Math.log(p / (1 - p));
}

function firstWord(text: string): string {
  return /^\s*([\p{L}\p{N}_$]+|\S)/u.exec(text)?.[1] ?? '';
}
