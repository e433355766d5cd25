import type { FrozenVocabulary } from './frozen-vocabulary.ts';
import { FILE_BORDER, FIRST_WORD } from './markers.ts';
import { bucketOf, MEMBER_ACCESS, renamedHash, type TokenKinds } from './renamed-context.ts';
import type { SortedCode } from './repository-model.ts';
import { MARKER } from './token-kind.ts';

const MIN_BITS = 10;
const MAX_BITS = 20;

/** The places that have the same tokens before them but for their names, as chains. Yields after every 50,000 tokens. */
export function* chainRenamed(
  ids: Int32Array,
  kinds: TokenKinds,
): Generator<void, Pick<SortedCode, 'renamedHeads' | 'renamedNext'>> {
  const bits = Math.max(MIN_BITS, Math.min(MAX_BITS, 31 - Math.clz32(ids.length + 1)));
  const renamedHeads = new Int32Array(1 << bits);
  const renamedNext = new Int32Array(ids.length);
  for (let place = 1; place < ids.length; place++) {
    if (place % 50_000 === 0) yield;
    if (ids[place] === FILE_BORDER) continue;
    const hash = renamedHash(ids, place, kinds);
    if (hash === 0) continue;
    const bucket = bucketOf(hash, bits);
    renamedNext[place] = renamedHeads[bucket]!;
    renamedHeads[bucket] = place;
  }
  return { renamedHeads, renamedNext };
}

export function frozenKinds(vocabulary: FrozenVocabulary): TokenKinds {
  const memberAccess = MEMBER_ACCESS.map((text) => vocabulary.find(text));
  return {
    kind: (id) => (id < FIRST_WORD ? MARKER : vocabulary.kind(id)),
    isMemberAccess: (id) => memberAccess.includes(id),
  };
}
