import { FILE_BORDER } from './markers.ts';
import { IDENTIFIER, NUMBER, STRING, type TokenKind } from './token-kind.ts';

/**
 * The last tokens with every name replaced by how far back it stands, and literals by what they are: `a.x = a.y` and
 * `b.x = b.y` have the same. Where one goes on, the other goes on in the same way with its own names.
 */
export const RENAMED_LENGTH = 6;

/** What a token is, whatever text it has: for streams whose tokens come from one vocabulary. */
export interface TokenKinds {
  kind(id: number): TokenKind;
  /** Whether a name after this token is a member's (`.`, `?.`, `::`, `->`), which keeps its name. */
  isMemberAccess(id: number): boolean;
}

export const MEMBER_ACCESS: readonly string[] = ['.', '?.', '::', '->'];

/** Whether a name after a dot counts by its text, or like any other name by where it stood before. */
export type Members = 'kept' | 'renamed';

/** Of `ids[end - RENAMED_LENGTH, end)`; 0 where a file begins in between. */
export function renamedHash(ids: Int32Array, end: number, kinds: TokenKinds, members: Members = 'kept'): number {
  const start = end - RENAMED_LENGTH;
  if (start < 1) return 0;
  let hash = RENAMED_LENGTH;
  for (let i = start; i < end; i++) {
    const id = ids[i]!;
    if (id === FILE_BORDER) return 0;
    hash = mix(hash, codeOf(ids, i, start, kinds, members));
  }
  return hash === 0 ? 1 : hash;
}

/** Tokens that count as equal have equal codes; a name's is how far back it stands, 0 for not since `start`. */
function codeOf(ids: Int32Array, place: number, start: number, kinds: TokenKinds, members: Members): number {
  const id = ids[place]!;
  const kind = kinds.kind(id);
  if (kind === STRING) return -100;
  if (kind === NUMBER) return -101;
  if (kind !== IDENTIFIER || (members === 'kept' && kinds.isMemberAccess(ids[place - 1]!))) return id;
  for (let earlier = place - 1; earlier >= start; earlier--) if (ids[earlier] === id) return earlier - place - 200;
  return -200;
}

/**
 * What follows at `place` of one stream as it would follow after `end` of another that is the same but for its names:
 * a name that stands before `place` becomes the one that stands as far before `end`.
 */
export function renamedToken(
  ids: Int32Array,
  place: number,
  context: Int32Array,
  end: number,
  length: number,
  kinds: TokenKinds,
  members: Members = 'kept',
): number {
  const id = ids[place]!;
  if (kinds.kind(id) !== IDENTIFIER) return id;
  if (members === 'kept' && kinds.isMemberAccess(ids[place - 1]!)) return id;
  for (let back = 1; back <= length; back++) if (ids[place - back] === id) return context[end - back]!;
  return id;
}

/** How many of the tokens before `place` and before `end` are the same but for names and literals, at most `limit`. */
export function renamedOverlap(
  ids: Int32Array,
  place: number,
  context: Int32Array,
  end: number,
  limit: number,
  kinds: TokenKinds,
): number {
  let length = 0;
  while (length < limit) {
    const [a, b] = [ids[place - 1 - length]!, context[end - 1 - length]!];
    if (a !== b) {
      const kind = kinds.kind(a);
      if (a <= FILE_BORDER || b <= FILE_BORDER || kind !== kinds.kind(b)) break;
      if (kind !== IDENTIFIER && kind !== STRING && kind !== NUMBER) break;
    } else if (a === FILE_BORDER) {
      break;
    }
    length++;
  }
  return length;
}

/** Where in a table of this many bits the hash has its place. */
export function bucketOf(hash: number, bits: number): number {
  return hash >>> (32 - bits);
}

function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
