import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildRepositoryModel } from '../../../src/core/engine/build-repository-model.ts';
import { frozenKinds } from '../../../src/core/engine/chain-renamed.ts';
import { FILE_BORDER } from '../../../src/core/engine/markers.ts';
import { bucketOf, renamedHash } from '../../../src/core/engine/renamed-context.ts';
import { hostileText, LANGUAGE_IDS } from '../syntax/hostile-text.ts';

test('the chains of a repository hold every place that has enough tokens before it, the last one first', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LANGUAGE_IDS), fc.array(hostileText, { maxLength: 4 }), (languageId, texts) => {
      const files = texts.map((text, i) => ({ path: `/r/${i}`, languageId, text }));
      const { tokens, vocabulary, renamedHeads, renamedNext } = buildRepositoryModel(files);
      const ids = tokens.map((token) => token >> 1);
      const kinds = frozenKinds(vocabulary);
      for (let place = 1; place < ids.length; place++) {
        const hash = renamedHash(ids, place, kinds);
        if (hash === 0 || ids[place] === FILE_BORDER) continue;
        const chain: number[] = [];
        const head = renamedHeads[bucketOf(hash, Math.log2(renamedHeads.length))]!;
        for (let at = head; at > 0; at = renamedNext[at]!) chain.push(at);
        expect(chain).toContain(place);
        expect(chain).toEqual(chain.toSorted((a, b) => b - a));
      }
    }),
    { numRuns: 50 },
  );
});
