import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildRepositoryModel } from '../../../src/core/engine/build-repository-model.ts';
import {
  decodeRepositoryModel,
  encodeRepositoryModel,
  RepositoryModelError,
} from '../../../src/core/engine/repository-codec.ts';
import { hostileText } from '../syntax/hostile-text.ts';

const model = buildRepositoryModel([
  { path: '/r/a.ts', languageId: 'typescript', text: 'export const answer = 42;\nfoo(answer, "ünïcode 💡");\n' },
  { path: '/r/sub/ö.py', languageId: 'python', text: 'def f(x):\n    return x\n' },
]);

describe('the repository model on disk', () => {
  test('comes back as it was', () => {
    expect(decodeRepositoryModel(encodeRepositoryModel(model))).toEqual(model);
    const empty = buildRepositoryModel([]);
    expect(decodeRepositoryModel(encodeRepositoryModel(empty))).toEqual(empty);
  });

  test('comes back as it was for any text', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 4 }), (texts) => {
        const any = buildRepositoryModel(texts.map((text, i) => ({ path: `/${i}`, languageId: 'rust', text })));
        expect(decodeRepositoryModel(encodeRepositoryModel(any))).toEqual(any);
      }),
    );
  });

  test('comes back from a place in a larger buffer', () => {
    const bytes = encodeRepositoryModel(model);
    for (const shift of [0, 1, 4]) {
      const larger = new Uint8Array(bytes.length + 8);
      larger.set(bytes, shift);
      expect(decodeRepositoryModel(larger.subarray(shift, shift + bytes.length))).toEqual(model);
    }
  });

  test('is refused when any part of it has changed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = encodeRepositoryModel(model);
        bytes[at % bytes.length]! ^= change;
        expect(() => decodeRepositoryModel(bytes)).toThrow(RepositoryModelError);
      }),
    );
  });

  test('is refused when it is cut off or goes on', () => {
    const bytes = encodeRepositoryModel(model);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeRepositoryModel(bytes.subarray(0, length))).toThrow(RepositoryModelError);
    }
    const longer = new Uint8Array(bytes.length + 4);
    longer.set(bytes);
    expect(() => decodeRepositoryModel(longer)).toThrow(RepositoryModelError);
  });

  test('says what is wrong', () => {
    expect(kindOf(new Uint8Array())).toBe('truncated');
    expect(kindOf(new TextEncoder().encode('{"this is": "something else altogether"}'))).toBe('foreign');
    const newer = encodeRepositoryModel(model);
    newer[4] = 99;
    expect(kindOf(newer)).toBe('other-version');
    expect(kindOf(encodeRepositoryModel(model).subarray(0, 60))).toBe('truncated');
    const changed = encodeRepositoryModel(model);
    changed[40]! ^= 1;
    expect(kindOf(changed)).toBe('corrupt');
  });

  test('never comes out of random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => decodeRepositoryModel(bytes)).toThrow(RepositoryModelError);
      }),
    );
  });
});

function kindOf(bytes: Uint8Array): string | undefined {
  try {
    decodeRepositoryModel(bytes);
  } catch (error) {
    return error instanceof RepositoryModelError ? error.kind : undefined;
  }
  return undefined;
}
