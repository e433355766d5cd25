import { describe, expect, test } from 'vitest';
import { defaultSettings, type SettingName, type Settings } from '../../src/core/settings/settings.ts';
import { type MenuAction, type MenuRow, menuRows, type MenuState } from '../../src/vscode/menu-rows.ts';

const NO_OTHERS = { edit: undefined, chat: undefined };

const usual: MenuState = {
  settings: defaultSettings,
  languageId: 'typescript',
  languageName: (id) => ({ typescript: 'TypeScript', markdown: 'Markdown' })[id] ?? id,
  refusal: undefined,
  why: 'Nothing shown: The engine was not sure enough of its guess.',
  snoozeMinutesLeft: undefined,
  server: { state: 'none', url: undefined, model: undefined, problem: undefined, onRequest: NO_OTHERS },
  undoable: undefined,
  hiddenShare: 'not enough data yet (n = 0)',
  origin: () => 'default',
};

/** The menu as a person reads it, a line for each row. */
function shown(state: Partial<MenuState> = {}): string {
  return menuRows({ ...usual, ...state })
    .map(({ section, label, value }) => `${section} | ${label}${value === undefined ? '' : `: ${value}`}`)
    .join('\n');
}

function row(label: string, state: Partial<MenuState> = {}): MenuRow {
  const found = menuRows({ ...usual, ...state }).find((candidate) => candidate.label === label);
  if (found === undefined) throw new Error(`no row ${label}`);
  return found;
}

const withSettings = (changes: Partial<Settings>) => ({ settings: { ...defaultSettings, ...changes } });

function choices(action: MenuAction): string[] {
  if (action.kind !== 'choose') throw new Error(action.kind);
  return action.choices.map(({ label, isCurrent }) => (isCurrent ? `✓ ${label}` : label));
}

test('the menu has all that people ask for most, with its value', () =>
  expect(shown()).toBe(
    `
Last decision | Why this, or why nothing?
Ask | Edit …: no model yet
Ask | Chat: no model yet
This file | Suggestions: on
This file | In TypeScript files: on
This file | Snooze: not snoozing
How eager | Mode: Balanced
How eager | While typing: on
How eager | Hide at most: as the mode says
How eager | Delay: auto
How eager | Lines at most: no limit
Where | In comments: off
Where | In strings: on
Where | In Markdown files: off
Model | Completions come from: the embedded engine
Help | All settings
Help | Get started
Help | Show log
Help | Index the workspace anew
Help | Why is my machine busy?
Help | Record this session …`.trim(),
  ));

test('edits and the chat say whom they ask; without a file there is nothing to edit', () => {
  const onRequest = { edit: 'http://127.0.0.1:8080/v1', chat: 'https://models.example/v1' };
  const server = { ...usual.server, onRequest };
  expect(shown({ server })).toContain(
    'Ask | Edit …: http://127.0.0.1:8080/v1\nAsk | Chat: https://models.example/v1\n',
  );
  expect(row('Edit …').action).toEqual({ kind: 'command', command: 'sotto.edit' });
  expect(row('Chat').action).toEqual({ kind: 'command', command: 'sotto.openChat' });
  expect(shown({ languageId: undefined })).not.toContain('Edit …');
});

test('every row has an id of its own, whatever is shown', () => {
  const full: Partial<MenuState> = {
    undoable: 'Mode: Balanced → Quiet',
    server: {
      state: 'up',
      url: 'http://127.0.0.1:8080/v1',
      model: 'qwen',
      problem: undefined,
      onRequest: NO_OTHERS,
    },
    origin: () => 'person',
    snoozeMinutesLeft: 3,
  };
  for (const state of [{}, full, { languageId: 'markdown' }, { languageId: undefined }]) {
    const ids = menuRows({ ...usual, ...state }).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

describe('a row that is on or off', () => {
  test('changes to the other at once', () => {
    expect(row('In comments').action).toMatchObject({ kind: 'set', name: 'completion.inComments', value: true });
    expect(row('While typing').action).toMatchObject({ value: 'manual' });
    expect(row('While typing', withSettings({ 'completion.trigger': 'manual' })).action).toMatchObject({
      value: 'automatic',
    });
  });
  test('of a language writes the language alone', () =>
    expect(row('In Markdown files').action).toMatchObject({ kind: 'language', languageId: 'markdown', on: true }));
  test('says what it was, for undo', () =>
    expect(row('In strings').action).toMatchObject({ label: 'In strings: on → off' }));
});

describe('a row with several values', () => {
  test('lists them, the current one marked', () => {
    const state = withSettings({ 'completion.mode': 'quiet', 'completion.maxLines': 3 });
    expect(choices(row('Mode', state).action)).toEqual(['Eager', 'Balanced (default)', '✓ Quiet']);
    expect(choices(row('Lines at most', state).action)).toEqual([
      'no limit (default)',
      '1 line',
      '✓ 3 lines',
      '5 lines',
      '10 lines',
      'Another number …',
    ]);
    expect(choices(row('Delay').action)[0]).toBe('✓ auto (default)');
  });
});

describe('what is not possible is said in a sentence', () => {
  test('a file that Sotto leaves alone', () =>
    expect(row('In TypeScript files', { refusal: 'The file, or this line, is too large.' }).detail).toBe(
      'Not in this file: The file, or this line, is too large.',
    ));
  test('a server that is away', () => {
    const problem = 'Nothing answers at http://127.0.0.1:8080.';
    const server = {
      state: 'down',
      url: 'http://127.0.0.1:8080/v1',
      model: undefined,
      problem,
      onRequest: NO_OTHERS,
    } as const;
    expect(row('Completions come from', { server })).toMatchObject({
      value: 'http://127.0.0.1:8080/v1',
      detail: `${problem} Completions come from the embedded engine meanwhile.`,
    });
  });
});

test('a snooze can be ended', () =>
  expect(row('Resume', { snoozeMinutesLeft: 1 })).toMatchObject({
    value: 'snoozing, 1 minute left',
    action: { kind: 'snooze', minutes: 0 },
  }));

test('what was changed can be undone, and reset to the defaults, but for what the workspace sets', () => {
  const origins: Partial<Record<SettingName, 'person' | 'workspace'>> = {
    'completion.mode': 'person',
    'completion.inStrings': 'workspace',
    'keyboard.escapeTeaches': 'person',
  };
  const state = { undoable: 'Mode: Balanced → Quiet', origin: (name: SettingName) => origins[name] ?? 'default' };
  expect(row('Undo', state)).toMatchObject({ value: 'Mode: Balanced → Quiet', action: { kind: 'undo' } });
  expect(row('Reset to defaults', state)).toMatchObject({
    value: '1 setting changed',
    action: { kind: 'reset', names: ['completion.mode'] },
  });
});
