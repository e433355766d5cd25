import type { CursorContext } from './cursor-context.ts';
import { MAX_TOKENS } from './decode.ts';
import { isLineStart } from './markers.ts';
import type { Candidate, Predictor } from './predictor.ts';
import { IDENTIFIER } from './token-kind.ts';

/** What the engine expects on the rest of the cursor's line, for somebody who looks up what its names mean. */
export interface EngineDraft {
  /** Names by how often each is expected: about the chance that it comes, where that is small. */
  readonly names: ReadonlyMap<string, number>;
  /** Whole rests of the line, each with the names in it and its chance; the end of the line at once is one. */
  readonly lines: readonly { readonly names: readonly string[]; readonly chance: number }[];
}

/** First tokens that are gone on from. */
const WAYS = 3;
/** At each token the likeliest are taken into account, though only the first is followed. */
const ALTERNATIVES = 16;
/** A way less likely than this is not followed: e⁻⁶ is one in 400. */
const MIN_CHANCE = Math.exp(-6);

/** Costs as many predictions as three suggestions of one line. */
export function draftOf(predictor: Predictor, cursor: CursorContext, textOf: (id: number) => string): EngineDraft {
  const { ids, length } = cursor.tokens;
  const names = new Map<string, number>();
  const lines: { names: readonly string[]; chance: number }[] = [];
  const context = new Int32Array(length + MAX_TOKENS + 1);
  context.set(ids.subarray(0, length));

  function expect(candidates: readonly Candidate[], chanceSoFar: number): void {
    for (const { id, kind, probability } of candidates) {
      if (kind !== IDENTIFIER) continue;
      const name = textOf(id);
      names.set(name, (names.get(name) ?? 0) + chanceSoFar * probability);
    }
  }

  function follow(first: Candidate): void {
    const own: string[] = [];
    let next = first;
    let chance = first.probability;
    for (let at = length; chance >= MIN_CHANCE && at < length + MAX_TOKENS; at++) {
      context[at] = next.id;
      if (next.kind === IDENTIFIER) own.push(textOf(next.id));
      const candidates = predictor.predict(context, at + 1, '', ALTERNATIVES);
      expect(candidates, chance);
      const [best] = candidates;
      if (best === undefined) return;
      next = best;
      chance *= best.probability;
      if (isLineStart(best.id)) {
        lines.push({ names: own, chance });
        return;
      }
    }
  }

  const firsts = predictor.predict(context, length, cursor.partial, ALTERNATIVES);
  expect(firsts, 1);
  const end = firsts.find(({ id }) => isLineStart(id));
  if (end) lines.push({ names: [], chance: end.probability });
  for (const first of firsts.filter((each) => each !== end).slice(0, WAYS)) follow(first);
  return { names, lines };
}
