import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultSettings, languageEnabled } from '../../../src/core/settings/settings.ts';
import { switchLanguage } from '../../../src/core/settings/switch-language.ts';

test('a language that is switched off is written, and no other', () =>
  expect(switchLanguage({}, 'go', false)).toEqual({ go: false }));

test('switched back, nothing is left of it', () => expect(switchLanguage({ go: false }, 'go', true)).toBeUndefined());

test('a language that is off by default is switched like any other', () => {
  expect(switchLanguage({ go: false }, 'markdown', true)).toEqual({ go: false, markdown: true });
  expect(switchLanguage({ markdown: true }, 'markdown', false)).toBeUndefined();
});

test('where all others are off, one can be on', () =>
  expect(switchLanguage({ '*': false }, 'go', true)).toEqual({ '*': false, go: true }));

test('afterwards the language is as it was wanted, whatever was set before, and the others are as they were', () =>
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('*', 'go', 'markdown', 'python'), fc.boolean()),
      fc.constantFrom('go', 'markdown', 'python'),
      fc.boolean(),
      (own, languageId, on) => {
        const enabled = (written: Readonly<Record<string, boolean>> | undefined, id: string) =>
          languageEnabled({ ...defaultSettings, languages: { ...defaultSettings.languages, ...written } }, id);
        const next = switchLanguage(own, languageId, on);
        expect(enabled(next, languageId)).toBe(on);
        for (const other of ['go', 'markdown', 'python', 'rust'].filter((id) => id !== languageId))
          expect(enabled(next, other)).toBe(enabled(own, other));
      },
    ),
  ));
