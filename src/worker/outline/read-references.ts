import type { Reference } from '../../core/repository/outline.ts';
import { isBlank, isIdentifierPart } from '../../core/syntax/characters.ts';
import type { Use } from './match.ts';
import type { PlacedDefinition } from './read-definitions.ts';

/** A file with more is generated, and nobody asks who calls what in it. */
export const MAX_REFERENCES = 5_000;

const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const LAST_NAME = /[\p{L}_$][\p{L}\p{N}_$]*$/u;
const MAX_RECEIVER = 80;

/**
 * Who uses which names: every call, and each type once for a definition. A definition's own name is no use of it. Uses and
 * definitions are both in the order of the file.
 */
export function readReferences(
  text: string,
  uses: readonly Use[],
  placed: readonly PlacedDefinition[],
): readonly Reference[] {
  const declared = new Set(placed.map(({ nameStart }) => nameStart));
  const references: Reference[] = [];
  const seenTypes = new Set<string>();
  const open: number[] = [];
  let next = 0;
  for (const { kind, start, line } of uses) {
    while (next < placed.length && placed[next]!.start <= start) open.push(next++);
    while (open.length > 0 && placed[open.at(-1)!]!.end <= start) open.pop();
    const name = nameAt(text, start);
    // A single letter is a type parameter.
    if (name === undefined || declared.has(start) || (kind === 'type' && name.length === 1)) continue;
    const by = open.at(-1);
    if (kind === 'type') {
      const key = `${by} ${name}`;
      if (seenTypes.has(key)) continue;
      seenTypes.add(key);
    }
    const on = kind === 'call' ? receiverOf(text, start) : undefined;
    references.push({ name, kind, line, ...(by !== undefined && { by }), ...(on !== undefined && { on }) });
    if (references.length === MAX_REFERENCES) break;
  }
  return references;
}

/** `a` of `a.b`, `a?.b`, `a!.b`, `a->b` and `a::b`, from where `b` starts. Read from its end: most calls have none. */
function receiverOf(text: string, start: number): string | undefined {
  const first = Math.max(0, start - MAX_RECEIVER);
  const sign = startOfRun(text, first, start, isBlank);
  const length = lengthOfSign(text, sign);
  if (length === 0) return undefined;
  const end = startOfRun(text, first, sign - length, isBlank);
  return LAST_NAME.exec(text.slice(startOfRun(text, first, end, isIdentifierPart), end))?.[0];
}

/** Of what leads to a member and ends there; 0 where nothing does. */
function lengthOfSign(text: string, end: number): number {
  switch (text.charAt(end - 1)) {
    case '.':
      return text[end - 2] === '?' || text[end - 2] === '!' ? 2 : 1;
    case '>':
      return text[end - 2] === '-' ? 2 : 0;
    case ':':
      return text[end - 2] === ':' ? 2 : 0;
    default:
      return 0;
  }
}

/** Where the run of such characters begins that ends at `end`, not before `first`. */
function startOfRun(text: string, first: number, end: number, isPart: (code: number) => boolean): number {
  let at = end;
  while (at > first && isPart(text.charCodeAt(at - 1))) at--;
  return at;
}

function nameAt(text: string, start: number): string | undefined {
  NAME.lastIndex = start;
  return NAME.exec(text)?.[0];
}
