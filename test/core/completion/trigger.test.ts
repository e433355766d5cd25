import { describe, expect, test } from 'vitest';
import type { CompletionRequest } from '../../../src/core/completion/request.ts';
import { refuseTrigger } from '../../../src/core/completion/trigger.ts';
import { defaultSettings, type Settings } from '../../../src/core/settings/settings.ts';
import { requestAt } from '../../support/cursor.ts';

function refusal(marked: string, request: Partial<CompletionRequest> = {}, settings: Partial<Settings> = {}) {
  return refuseTrigger(requestAt(marked, request), {
    settings: { ...defaultSettings, ...settings },
    snoozedUntil: undefined,
  });
}

describe('while typing, help is offered', () => {
  test('at the end of a line', () => expect(refusal('const a = █')).toBeUndefined());
  test('before closers and separators', () => expect(refusal('call(a, █);')).toBeUndefined());
  test('inside a string, by default', () => expect(refusal("import x from 'no█'")).toBeUndefined());
  test('where the widget shows what the text extends', () =>
    expect(refusal('foo.ba█', { selectedItem: { text: 'barrel', typed: 'ba' } })).toBeUndefined());
});

describe('while typing, help is refused', () => {
  test('in the middle of a word', () => expect(refusal('con█st a = 1')).toBe('middle-of-word'));
  test('before code on the same line', () => expect(refusal('const a = █ + b;')).toBe('text-follows'));
  test('in a comment', () => expect(refusal('// say █')).toBe('in-comment'));
  test('in a string, where the person wants it so', () =>
    expect(refusal("const a = 'b█'", {}, { 'completion.inStrings': false })).toBe('in-string'));
  test('with several cursors', () => expect(refusal('a█', { cursors: 2 })).toBe('multiple-cursors'));
  test('with text selected', () => expect(refusal('a█', { hasSelection: true })).toBe('selection'));
  test('when turned off', () => expect(refusal('a█', {}, { enabled: false })).toBe('disabled'));
  test('in a language that is turned off', () =>
    expect(refusal('a█', {}, { languages: { '*': true, typescript: false } })).toBe('language-disabled'));
  test('in every language but those that are on', () =>
    expect(refusal('a█', {}, { languages: { '*': false, go: true } })).toBe('language-disabled'));
  test('when set to manual', () => expect(refusal('a█', {}, { 'completion.trigger': 'manual' })).toBe('manual-only'));
  test('in files that hold credentials by custom', () => {
    for (const path of ['/p/.env', '/p/.env.local', '/p/prod.env', '/p/server.pem', '/p/id_rsa', '/p/.npmrc']) {
      expect([path, refusal('KEY=█', { path })]).toEqual([path, 'excluded-file']);
    }
  });
  test('on a line without end', () => expect(refusal(`${'x = 1; '.repeat(2_000)}█`)).toBe('too-large'));
  test('in a huge document', () => expect(refusal('a█', { documentLength: 2_000_000 })).toBe('too-large'));
  test('against the item selected in the widget', () =>
    expect(refusal('foo.ba█', { selectedItem: { text: 'toString', typed: '' } })).toBeUndefined());
  test('where the widget would replace what was typed', () =>
    expect(refusal('foo.ba█', { selectedItem: { text: 'toString', typed: 'ba' } })).toBe('suggest-widget'));
  test('while snoozing, and not after', () => {
    const state = { settings: defaultSettings, snoozedUntil: 1_000 };
    expect(refuseTrigger(requestAt('a█', { time: 999 }), state)).toBe('snoozed');
    expect(refuseTrigger(requestAt('a█', { time: 1_000 }), state)).toBeUndefined();
  });
});

describe('who asks explicitly is refused only', () => {
  const invoked = { triggerKind: 'invoked' } as const;
  test('never for a switch that is off', () => expect(refusal('// a█', invoked, { enabled: false })).toBeUndefined());
  test('in credentials', () => expect(refusal('a█', { ...invoked, path: '/p/.env' })).toBe('excluded-file'));
});
