import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildRepositoryModel } from '../../../src/core/engine/build-repository-model.ts';
import type { EngineDraft } from '../../../src/core/engine/draft.ts';
import { Engine } from '../../../src/core/engine/engine.ts';
import { hostileText, LANGUAGE_IDS } from '../syntax/hostile-text.ts';

const CALLS = `
const fee = feeOf(loan, rate);
print(fee);
const fee = feeOf(loan, rate);
print(fee);
const fee = fineOf(loan, rate);
print(fee);
`;

function draftAt(marked: string, { repository = [CALLS, CALLS] as readonly string[], languageId = 'typescript' } = {}) {
  const engine = new Engine();
  const files = repository.map((text, at) => ({ path: `/r/${at}.ts`, languageId: 'typescript', text }));
  if (files.length > 0) engine.setRepository(buildRepositoryModel(files));
  const uri = 'file:///r/open.ts';
  const text = marked.replace('█', '');
  engine.openDocument({ uri, path: '/r/open.ts', languageId, version: 1, text });
  return engine.draft({ uri, version: 1, offset: marked.indexOf('█'), nearPaths: [] });
}

const names = (draft: EngineDraft | undefined): readonly string[] =>
  [...draft!.names].toSorted(([, a], [, b]) => b - a).map(([name]) => name);

test('expects the names that came there before, those that came more often more', () => {
  const draft = draftAt('const fee = █');
  expect(names(draft)).toEqual(expect.arrayContaining(['feeOf', 'fineOf', 'loan', 'rate']));
  expect(draft!.names.get('feeOf')).toBeGreaterThan(draft!.names.get('fineOf')!);
});

test('sees whole lines, each with its names in order and its chance', () => {
  const [likeliest] = draftAt('const fee = █')!.lines.toSorted((a, b) => b.chance - a.chance);
  expect(likeliest!.names).toEqual(['feeOf', 'loan', 'rate']);
  expect(likeliest!.chance).toBeGreaterThan(0.1);
});

test('sees that the line may be over', () => {
  const over = draftAt('const fee = feeOf(loan, rate);█')!.lines.find((line) => line.names.length === 0);
  expect(over!.chance).toBeGreaterThan(0.5);
});

test('has the whole of a name that is half typed', () => {
  expect(names(draftAt('const fee = fee█'))).toContain('feeOf');
});

test('is nothing in a comment, and as long as the repository is not known', () => {
  expect(draftAt('// const fee = █')).toBeUndefined();
  expect(draftAt(`${CALLS}const fee = █`, { repository: [] })).toBeUndefined();
});

test('never says more than is certain of a line, whatever the text is', () => {
  fc.assert(
    fc.property(hostileText, fc.nat(), fc.constantFrom(...LANGUAGE_IDS), (text, place, languageId) => {
      const at = text.length === 0 ? 0 : place % text.length;
      const draft = draftAt(`${text.slice(0, at).replaceAll('█', '')}█${text.slice(at)}`, { languageId });
      if (draft === undefined) return;
      expect(draft.lines.reduce((sum, { chance }) => sum + chance, 0)).toBeLessThan(1.000_001);
      for (const chance of draft.names.values()) expect(chance).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 100 },
  );
});
