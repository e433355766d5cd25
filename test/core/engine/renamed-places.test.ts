import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LocalTokens } from '../../../src/core/engine/local-tokens.ts';
import { type Members, renamedHash } from '../../../src/core/engine/renamed-context.ts';
import { IDENTIFIER, OPERATOR } from '../../../src/core/engine/token-kind.ts';

const kinds = { kind: (id: number) => (id < 8 ? OPERATOR : IDENTIFIER), isMemberAccess: (id: number) => id === 5 };
const step = fc.oneof(
  fc.record({ side: fc.constantFrom('before', 'after'), id: fc.integer({ min: 4, max: 12 }) }),
  fc.record({ side: fc.constantFrom('before', 'after'), id: fc.constant(-1) }),
  fc.record({ side: fc.constant('query'), id: fc.constant(0) }),
);

test.each(['kept', 'renamed'] as const)(
  'the places under other names, members %s, are what they would be made anew',
  (members) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const tokens = new LocalTokens();
        const sizes = { before: 0, after: 0 };
        for (const { side, id } of steps) {
          if (side === 'query') tokens.renamedPlaces(kinds);
          else change(tokens, sizes, side, id);
        }
        tokens.renamedPlaces(kinds);
        const fresh = new LocalTokens();
        for (let place = 1; place < tokens.length; place++) fresh.pushBefore(tokens.ids[place]!, 0);
        for (let place = tokens.ids.length - 2; place >= tokens.afterStart; place--)
          fresh.pushAfter(tokens.ids[place]!, 0);
        fresh.renamedPlaces(kinds);
        for (const place of [...places(tokens), tokens.length]) {
          const hash = renamedHash(tokens.ids, place, kinds, members);
          expect(chains(tokens, hash, members)).toEqual(chains(fresh, hash, members));
        }
      }),
    );
  },
);

function change(tokens: LocalTokens, sizes: Record<'before' | 'after', number>, side: 'before' | 'after', id: number) {
  if (id < 0 && sizes[side] === 0) return;
  sizes[side] += id < 0 ? -1 : 1;
  if (side === 'before') {
    if (id < 0) tokens.popBefore();
    else tokens.pushBefore(id, 0);
  } else if (id < 0) tokens.popAfter();
  else tokens.pushAfter(id, 0);
}

function places({ length, afterStart, ids }: LocalTokens): number[] {
  return [
    ...Array.from({ length }, (_, i) => i),
    ...Array.from({ length: ids.length - afterStart }, (_, i) => afterStart + i),
  ];
}

/** As distances from the two ends: the two may have different room in between. */
function chains(tokens: LocalTokens, hash: number, members: Members): number[] {
  if (hash === 0) return [];
  const chain: number[] = [];
  const renamed = tokens.renamedPlaces(kinds)[members];
  for (let place = renamed.firstBefore(hash); place > 0; place = renamed.next(place)) chain.push(place);
  for (let place = renamed.firstAfter(hash); place > 0; place = renamed.next(place)) {
    chain.push(place - tokens.ids.length);
  }
  return chain;
}
