import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { manifestSettings, settingsPage, withGeneratedTexts } from '../../../scripts/generate-manifest.ts';
import { defaultSettings, languageEnabled, readSettings } from '../../../src/core/settings/settings.ts';

const read = (values: Record<string, unknown>) => readSettings((name) => values[name]);

describe('a value that cannot be used', () => {
  test('is told in a sentence, and its default stands in for it', () => {
    const { settings, problems } = read({ 'completion.delayMs': 9_999 });
    expect(settings['completion.delayMs']).toBe('auto');
    expect(problems).toEqual([
      'sotto.completion.delayMs must be "auto" or a whole number from 0 to 600; using "auto" instead.',
    ]);
  });
  test('leaves the others as they are', () =>
    expect(read({ enabled: 'yes', 'completion.delayMs': 50 }).settings).toEqual({
      ...defaultSettings,
      'completion.delayMs': 50,
    }));
  test('may be of any type', () => {
    const { problems } = read({
      enabled: 1,
      languages: { go: 'on' },
      'completion.trigger': 'toString',
      'completion.delayMs': Number.NaN,
      'completion.maxLines': 2.5,
    });
    expect(problems).toHaveLength(5);
  });
});

test('a language that is not named follows the star', () => {
  expect(languageEnabled(defaultSettings, 'typescript')).toBe(true);
  expect(languageEnabled(defaultSettings, 'plaintext')).toBe(false);
  expect(languageEnabled({ ...defaultSettings, languages: { '*': false } }, 'go')).toBe(false);
});

describe('what is generated from the settings is not stale (npm run generate)', () => {
  const words = (text: string) => text.replace(/[\s-]+/g, ' ');
  test('package.json', () => {
    const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8'));
    expect(manifest.contributes.configuration).toEqual(manifestSettings().configuration);
  });
  test('package.nls.json', () => {
    const texts = JSON.parse(fs.readFileSync('package.nls.json', 'utf8'));
    expect(Object.entries(texts)).toEqual(Object.entries(withGeneratedTexts(texts)));
  });
  test('docs/settings.md', () =>
    expect(words(fs.readFileSync('docs/settings.md', 'utf8'))).toBe(words(settingsPage())));
});
