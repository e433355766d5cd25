import { hashOf } from '../../src/core/base/fnv.ts';
import { seededRandom } from '../../src/core/base/seeded-random.ts';

/** 32 bits of a text: FNV-1a with a final mix, so that texts that differ at their end alone are far apart. */
export function hashText(text: string): number {
  let hash = hashOf(text);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822519);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489917);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Numbers in [0, 1), the same for the same words. */
export function randomNumbers(seed: string): () => number {
  return seededRandom(hashText(seed));
}
