import { definitionsOf } from '../definitions-of.ts';
import { identifiersIn } from '../identifiers.ts';
import type { Found, Question } from '../retriever.ts';

const MAX_DEFINITIONS = 3;

/** Types in the signatures of what the text uses near the cursor: what a function takes has to be made, what it gives is used. */
export function* signatureTypes({ place, index }: Question): Generator<Found> {
  const weights = new Map<string, number>();
  for (const [name, { linesBefore, linesAfter }] of place.names) {
    const weight = 1 / (1 + Math.min(linesBefore, linesAfter) / 8);
    if (weight < 0.2) continue;
    const definitions = index.named(name);
    if (definitions.length === 0 || definitions.length > MAX_DEFINITIONS) continue;
    for (const { definition } of definitions) {
      for (const type of identifiersIn(`${definition.type ?? ''} ${definition.parameters ?? ''}`)) {
        weights.set(type, Math.max(weights.get(type) ?? 0, weight));
      }
    }
  }
  yield* definitionsOf(weights, index, MAX_DEFINITIONS);
}
