import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildRepositoryModel, RepositoryBuilder } from '../../../src/core/engine/build-repository-model.ts';
import { freezeVocabulary } from '../../../src/core/engine/frozen-vocabulary.ts';
import { FILE_BORDER, FIRST_WORD } from '../../../src/core/engine/markers.ts';
import {
  countOf,
  findContexts,
  SORTED_DEPTH,
  type RepositoryModel,
} from '../../../src/core/engine/repository-model.ts';
import { FileLocator } from '../../../src/core/engine/repository-source.ts';
import { hostileText, LANGUAGE_IDS } from '../syntax/hostile-text.ts';

const repositories = fc
  .array(fc.record({ text: hostileText, languageId: fc.constantFrom(...LANGUAGE_IDS) }), { maxLength: 5 })
  .map((files) => files.map((file, i) => ({ ...file, path: `/r/${i}` })));

describe('buildRepositoryModel', () => {
  test('finds every context exactly where it stands', () => {
    fc.assert(
      fc.property(repositories, fc.nat(), fc.integer({ min: 1, max: 6 }), (files, at, length) => {
        const model = buildRepositoryModel(files);
        const ids = model.tokens.map((token) => token >> 1);
        const start = at % ids.length;
        const context = ids.slice(start, start + length);
        const ranges = new Int32Array(2 * (SORTED_DEPTH + 1));
        const depth = findContexts(model, context, context.length, ranges);
        for (let k = 1; k <= depth; k++) {
          const found = model.positions.slice(ranges[2 * k], ranges[2 * k + 1]).toSorted();
          expect([...found]).toEqual(placesAfter(ids, context.slice(context.length - k)));
        }
        if (depth < context.length && !context.slice(context.length - depth - 1).includes(FILE_BORDER)) {
          expect(placesAfter(ids, context.slice(context.length - depth - 1))).toEqual([]);
        }
      }),
    );
  });

  test('counts words, and knows which file each token is of', () => {
    fc.assert(
      fc.property(repositories, (files) => {
        const model = buildRepositoryModel(files);
        const locator = new FileLocator(model);
        const ids = model.tokens.map((token) => token >> 1);
        for (let id = FIRST_WORD; id < model.vocabulary.size; id++) {
          expect(countOf(model, id)).toBe(ids.filter((each) => each === id).length);
        }
        for (let position = 1; position < ids.length; position++) {
          const file = locator.fileAt(position);
          expect(model.fileStarts[file]! <= position && position < model.fileStarts[file + 1]!).toBe(true);
        }
      }),
    );
  });

  test('is the same in steps as at once', () => {
    const filled = (): RepositoryBuilder => {
      const builder = new RepositoryBuilder();
      builder.addFile({ path: '/a.ts', languageId: 'typescript', text: 'const a = 1;\n' });
      return builder;
    };
    const steps = filled().finishInSteps();
    let model: RepositoryModel | undefined;
    while (!model) {
      const step = steps.next();
      if (step.done) model = step.value;
    }
    expect(model).toEqual(filled().finish());
  });

  test('is the same in whatever order the files come', () => {
    fc.assert(
      fc.property(repositories, fc.nat(), (files, turn) => {
        const turned = files.map((_, i) => files[(i + turn) % files.length]!);
        expect(buildRepositoryModel(turned)).toEqual(buildRepositoryModel(files));
      }),
    );
    const word = { path: '/a.ts', languageId: 'typescript', text: 'answer();\n' };
    const inString = { path: '/b.ts', languageId: 'typescript', text: `x('an answer ${'a '.repeat(40)}');\n` };
    expect(buildRepositoryModel([inString, word])).toEqual(buildRepositoryModel([word, inString]));
  });

  test('learns neither prose nor secrets', () => {
    const model = buildRepositoryModel([
      { path: '/a.md', languageId: 'markdown', text: 'some words' },
      { path: '/a.ts', languageId: 'typescript', text: "const key = 'aK3xPq9Zr7Lm2Nv8Tb4W';" },
    ]);
    expect(model.paths).toEqual(['/a.ts']);
    expect(model.vocabulary.blob).not.toContain('aK3x');
  });
});

test('a frozen vocabulary finds its words, and the words with a beginning', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 })),
      fc.string({ maxLength: 3 }),
      (words, prefix) => {
        const sorted = words.toSorted((a, b) => (a < b ? -1 : 1));
        const vocabulary = freezeVocabulary(sorted, new Uint8Array(sorted.length));
        for (const word of sorted) expect(vocabulary.text(vocabulary.find(word))).toBe(word);
        expect(vocabulary.find(prefix) >= 0).toBe(words.includes(prefix));
        const { start, end } = vocabulary.idsWithPrefix(prefix);
        const found = Array.from({ length: end - start }, (_, i) => vocabulary.text(start + i));
        expect(found).toEqual(sorted.filter((word) => word.startsWith(prefix)));
      },
    ),
  );
});

/** Positions right after `context` in the whole stream, in order. */
function placesAfter(ids: Int32Array, context: Int32Array): number[] {
  const places: number[] = [];
  for (let end = context.length; end < ids.length; end++) {
    if (context.every((id, i) => ids[end - context.length + i] === id)) places.push(end);
  }
  return places;
}
