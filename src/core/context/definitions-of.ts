import type { ContextIndex } from './context-index.ts';
import type { Found } from './retriever.ts';

/** What names mean, as strongly as they speak for themselves; of one that is defined in more places than `most`, nothing is known. */
export function* definitionsOf(
  names: Iterable<readonly [name: string, strength: number]>,
  index: ContextIndex,
  most: number,
): Generator<Found> {
  for (const [name, strength] of names) {
    const definitions = index.named(name);
    if (definitions.length > most) continue;
    for (const { path, definition } of definitions) yield { path, definition, strength };
  }
}
