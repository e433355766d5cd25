import type { CandidateTable } from './candidate-table.ts';
import type { LocalTokens } from './local-tokens.ts';
import { isLineStart } from './markers.ts';
import type { TokenKinds } from './renamed-context.ts';
import { CLOSE, IDENTIFIER, KEYWORD, MARKER, NUMBER, OPEN, STRING } from './token-kind.ts';

/** What the ranking of the candidates rests on, in the order of the weights. All are about -1 to 1 in size. */
export const RANK_FEATURES = [
  // The blend, by both sources and by each.
  'probability',
  'localProbability',
  'repositoryProbability',
  // What it rests on.
  'localOrder',
  'repositoryOrder',
  'localShare',
  'repositoryShare',
  'localCount',
  'repositoryCount',
  'distance',
  'renamedShare',
  'renamedLength',
  'renamedSame',
  // What it is.
  'isName',
  'isKeyword',
  'isLiteral',
  'isOperator',
  'isLineEnd',
  'isNew',
  'lastSeen',
  'isOnLine',
  'frequency',
  'isFileName',
  // How it fits what stands before.
  'isMember',
  'wasMember',
  'closesInner',
  'closesWrong',
  'endsInside',
  'afterLineStart',
  'nameAfterOpener',
  'repeatsLast',
  'startsNextLine',
  'restLength',
  // The same for all candidates.
  'entropy',
  'isPartial',
  'partialLength',
  'tokensOnLine',
  'depth',
  'isNone',
  // The word that is typed already, taken as finished.
  'isTyped',
] as const;

export const RANK_WIDTH = RANK_FEATURES.length;

/** Where a next token is looked for. */
export interface RankScene {
  /** `context[0, length)` stands before it. */
  readonly context: Int32Array;
  readonly length: number;
  readonly partial: string;
  readonly tokens: LocalTokens;
  readonly kinds: TokenKinds & { text(id: number): string };
  /** Names that the file's own name suggests. */
  readonly fileNames: ReadonlySet<number>;
}

/**
 * Writes a row of features for each of these candidates, and one more for "none of these", into `rows`. Nothing is
 * allocated for a candidate.
 */
export function writeRankFeatures(
  table: CandidateTable,
  slots: readonly number[],
  scene: RankScene,
  rows: Float32Array,
): void {
  const { context, length, partial, tokens, kinds } = scene;
  const around = surroundings(scene);
  const last = context[length - 1]!;
  const afterMemberAccess = kinds.isMemberAccess(last);
  const afterLineStart = flag(isLineStart(last));
  const afterOpener = kinds.kind(last) === OPEN;
  const nextLineStart = tokens.ids[tokens.afterStart + 1] ?? -1;
  let [sum, entropy, renamedTotal, longestLocal, longestRepository] = [0, 0, 0, 0, 0];
  for (const slot of slots) {
    const probability = table.probability[slot]!;
    sum += probability;
    if (probability > 0) entropy -= probability * Math.log(probability);
    renamedTotal += table.renamedPlaces[slot]!;
    longestLocal = Math.max(longestLocal, table.localOrder[slot]!);
    longestRepository = Math.max(longestRepository, table.repositoryOrder[slot]!);
  }
  entropy /= 2;
  const isPartial = flag(partial !== '');
  const partialLength = Math.min(1, partial.length / 8);
  const tokensOnLine = Math.min(1, around.tokensOnLine / 16);
  const depth = Math.max(-1, Math.min(1, around.depth / 3));
  const onLine = context.subarray(around.lineStart, length);

  let at = 0;
  for (const slot of slots) {
    const id = table.ids[slot]!;
    const kind = table.kinds[slot]!;
    const isLineEnd = isLineStart(id);
    const isName = kind === IDENTIFIER;
    const isCloser = kind === CLOSE;
    const text = isCloser || partial !== '' ? kinds.text(id) : '';
    // The place after it; the token itself stands one before.
    const seenBefore = tokens.firstBefore(id);
    const frequency = tokens.countOf(id);
    rows[at] = logarithm(table.probability[slot]!);
    rows[at + 1] = logarithm(table.localProbability[slot]!);
    rows[at + 2] = logarithm(table.repositoryProbability[slot]!);
    rows[at + 3] = table.localOrder[slot]! / 8;
    rows[at + 4] = table.repositoryOrder[slot]! / 8;
    rows[at + 5] = table.localShare(slot);
    rows[at + 6] = table.repositoryShare(slot);
    rows[at + 7] = Math.log1p(table.localOrder[slot]! > 0 ? table.localCount(slot) : 0) / 4;
    rows[at + 8] = Math.log1p(table.repositoryOrder[slot]! > 0 ? table.repositoryCount(slot) : 0) / 4;
    rows[at + 9] = table.localOrder[slot]! > 0 ? Math.log1p(table.distance[slot]!) / 8 : 1;
    rows[at + 10] = renamedTotal > 0 ? table.renamedPlaces[slot]! / renamedTotal : 0;
    rows[at + 11] = table.renamedLength[slot]! / 12;
    rows[at + 12] = table.renamedSame[slot]!;
    rows[at + 13] = flag(isName);
    rows[at + 14] = flag(kind === KEYWORD);
    rows[at + 15] = flag(kind === STRING || kind === NUMBER);
    rows[at + 16] = flag(kind > STRING && kind !== MARKER);
    rows[at + 17] = flag(isLineEnd);
    rows[at + 18] = flag(frequency === 0);
    rows[at + 19] = seenBefore > 0 ? Math.log1p(length - seenBefore + 1) / 8 : 1;
    rows[at + 20] = flag(isName && onLine.includes(id));
    rows[at + 21] = isName ? Math.log1p(frequency) / 5 : 0;
    rows[at + 22] = flag(scene.fileNames.has(id));
    rows[at + 23] = flag(isName && afterMemberAccess);
    rows[at + 24] =
      isName && seenBefore > 1 ? (kinds.isMemberAccess(tokens.ids[seenBefore - 2]!) === afterMemberAccess ? 1 : -1) : 0;
    rows[at + 25] = flag(isCloser && text === around.closer);
    rows[at + 26] = flag(isCloser && text !== around.closer);
    rows[at + 27] = flag(isLineEnd && around.depth > 0);
    rows[at + 28] = afterLineStart;
    rows[at + 29] = flag(isName && afterOpener);
    rows[at + 30] = flag(id === last);
    rows[at + 31] = flag(id === nextLineStart);
    rows[at + 32] = partial === '' ? 0 : Math.min(1, (text.length - partial.length) / 16);
    rows[at + 33] = entropy;
    rows[at + 34] = isPartial;
    rows[at + 35] = partialLength;
    rows[at + 36] = tokensOnLine;
    rows[at + 37] = depth;
    rows[at + 38] = 0;
    rows[at + 39] = flag(partial !== '' && text === partial);
    at += RANK_WIDTH;
  }
  rows.fill(0, at, at + RANK_WIDTH);
  rows[at] = logarithm(Math.max(1e-6, 1 - sum));
  rows[at + 3] = longestLocal / 8;
  rows[at + 4] = longestRepository / 8;
  rows[at + 23] = flag(afterMemberAccess);
  rows[at + 28] = afterLineStart;
  rows[at + 33] = entropy;
  rows[at + 34] = isPartial;
  rows[at + 35] = partialLength;
  rows[at + 36] = tokensOnLine;
  rows[at + 37] = depth;
  rows[at + 38] = 1;
}

/** So far back a bracket that is still open is looked for. */
const MAX_BRACKET_DISTANCE = 400;

/** The line so far, and the bracket that has to be closed next. */
function surroundings({ context, length, kinds }: RankScene): {
  readonly lineStart: number;
  readonly tokensOnLine: number;
  /** Brackets opened and not closed on this line. */
  readonly depth: number;
  /** Empty where none is open. */
  readonly closer: string;
} {
  let lineStart = -1;
  let depth = 0;
  let unclosed = 0;
  let closer = '';
  for (let i = length - 1; i > 0 && i > length - MAX_BRACKET_DISTANCE; i--) {
    const id = context[i]!;
    if (isLineStart(id)) {
      if (lineStart < 0) lineStart = i;
      continue;
    }
    const kind = kinds.kind(id);
    if (kind === OPEN) {
      if (lineStart < 0) depth++;
      if (closer === '' && ++unclosed > 0) closer = CLOSERS[kinds.text(id)] ?? '';
    } else if (kind === CLOSE) {
      if (lineStart < 0) depth--;
      if (closer === '') unclosed--;
    }
    if (lineStart >= 0 && closer !== '') break;
  }
  if (lineStart < 0) lineStart = 0;
  return { lineStart, tokensOnLine: length - 1 - lineStart, depth, closer };
}

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

function logarithm(probability: number): number {
  return Math.log(probability + 1e-6) / 5 + 1;
}

function flag(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}
