import type { LogProbabilities } from './gate-input.ts';

/** A token of an answer: so many UTF-16 units of it, and how likely the model thought them. */
export interface TokenProbability {
  readonly characters: number;
  /** Natural logarithm. */
  readonly logProbability: number;
  /** Its text is known to begin there; where the other tokens of a piece begin is a guess. */
  readonly beginsPiece: boolean;
  /** Of the alternatives, best first, where the server sent them. */
  readonly alternatives?: readonly number[];
}

/** A piece of an answer brings the text of some tokens, and their probabilities apart from it: spread evenly. */
export function tokensOfPiece(text: string, logProbabilities: readonly number[]): readonly TokenProbability[] {
  const characters = text.length / logProbabilities.length;
  return logProbabilities.map((logProbability, index) => ({ characters, logProbability, beginsPiece: index === 0 }));
}

/** Of the tokens that begin within the first `characters` of the answer; `undefined` where there is none. */
export function logProbabilitiesOf(
  tokens: readonly TokenProbability[],
  characters = Number.POSITIVE_INFINITY,
): LogProbabilities | undefined {
  const counted: TokenProbability[] = [];
  let start = 0;
  for (const token of tokens) {
    if (start >= characters) break;
    start += token.characters;
    if (Number.isFinite(token.logProbability)) counted.push(token);
  }
  if (counted.length === 0) return undefined;
  const logs = counted.map(({ logProbability }) => Math.min(0, logProbability));
  const sum = logs.reduce((total, log) => total + log, 0);
  const withAlternatives = counted.filter(({ alternatives }) => alternatives !== undefined && alternatives.length > 0);
  return {
    mean: sum / logs.length,
    sum,
    first: logs[0],
    minimum: Math.min(...logs),
    entropy: meanOf(withAlternatives.map(entropy)),
    topTwoGap: meanOf(withAlternatives.map((token) => token.logProbability - token.alternatives![0]!)),
  };
}

/** Over what was sent; the rest of the probability counts as one more alternative. */
function entropy({ logProbability, alternatives }: TokenProbability): number {
  const known = [logProbability, ...alternatives!].map((log) => Math.exp(Math.min(0, log)));
  const rest = 1 - known.reduce((total, probability) => total + probability, 0);
  return [...known, rest].reduce((total, p) => (p > 0 ? total - p * Math.log(p) : total), 0);
}

function meanOf(values: readonly number[]): number | undefined {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? undefined : finite.reduce((total, value) => total + value, 0) / finite.length;
}
