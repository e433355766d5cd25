/**
 * The share of `text` that stands in `standing`, 0 to 1: the characters of those of its tokens that stand there in their
 * order, by the edit distance over tokens that only inserts and deletes. So what was written into the text takes
 * nothing away from it, a renamed identifier counts with its whole length, and indentation does not count at all; by
 * characters alone, a third of any other text of the same length would count as kept.
 *
 * Takes at most `MOST_TOKENS` × `MOST_STANDING` steps, after what both begin with: further tokens are not looked at.
 */
export function keptShare(text: string, standing: string): number {
  const wanted = tokens(text, MOST_TOKENS);
  const total = charactersIn(wanted);
  // Blanks alone say nothing: they are kept while something stands.
  if (total === 0) return standing === '' && text !== '' ? 0 : 1;
  return keptLength(wanted, tokens(standing, MOST_STANDING)) / total;
}

/** A suggestion has some ten to a hundred; what people write into one is seldom more than four times as much. */
const MOST_TOKENS = 500;
const MOST_STANDING = 2_000;

function tokens(text: string, most: number): readonly string[] {
  return (text.match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu) ?? []).slice(0, most);
}

function charactersIn(list: readonly string[]): number {
  return list.reduce((sum, token) => sum + token.length, 0);
}

function keptLength(wanted: readonly string[], standing: readonly string[]): number {
  const shorter = Math.min(wanted.length, standing.length);
  let begin = 0;
  while (begin < shorter && wanted[begin] === standing[begin]) begin++;
  let end = 0;
  while (end < shorter - begin && wanted.at(-1 - end) === standing.at(-1 - end)) end++;
  const middle = wanted.slice(begin, wanted.length - end);
  const others = standing.slice(begin, standing.length - end);
  return (
    charactersIn(wanted.slice(0, begin)) +
    charactersIn(wanted.slice(wanted.length - end)) +
    heaviestCommon(middle, others)
  );
}

/** Weight, in characters, of the heaviest common subsequence: the table row by row, over numbers instead of tokens. */
function heaviestCommon(middle: readonly string[], others: readonly string[]): number {
  const numbers = new Map<string, number>();
  const numberOf = (token: string): number => {
    const number = numbers.get(token) ?? numbers.size;
    numbers.set(token, number);
    return number;
  };
  const columns = Uint32Array.from(others, numberOf);
  const best = new Uint32Array(columns.length + 1);
  for (const token of middle) {
    const number = numberOf(token);
    let aboveLeft = 0;
    for (let j = 1; j < best.length; j++) {
      const above = best[j]!;
      best[j] = columns[j - 1] === number ? aboveLeft + token.length : Math.max(above, best[j - 1]!);
      aboveLeft = above;
    }
  }
  return best[columns.length]!;
}
