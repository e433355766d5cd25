import type { Reference } from '../../core/repository/outline.ts';
import type { Use } from './match.ts';
import type { PlacedDefinition } from './read-definitions.ts';

/** A file with more is generated, and nobody asks who calls what in it. */
const MAX_REFERENCES = 5_000;

const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const RECEIVER = /([\p{L}_$][\p{L}\p{N}_$]*)\s*(?:[?!]?\.|->|::)\s*$/u;
/** The last character of what stands between a receiver and its member, or white space. */
const MAY_FOLLOW_RECEIVER = /[.>:\s]/;
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

function receiverOf(text: string, start: number): string | undefined {
  if (start === 0 || !MAY_FOLLOW_RECEIVER.test(text[start - 1]!)) return undefined;
  return RECEIVER.exec(text.slice(Math.max(0, start - MAX_RECEIVER), start))?.[1];
}

function nameAt(text: string, start: number): string | undefined {
  NAME.lastIndex = start;
  return NAME.exec(text)?.[0];
}
