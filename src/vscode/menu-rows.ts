import {
  defaultSettings,
  languageEnabled,
  settingDefinitions,
  type SettingName,
  type Settings,
} from '../core/settings/settings.ts';
import { type ServerView, whatLeaves } from '../core/settings/what-leaves.ts';
import type { Origin } from './setting-changes.ts';

/** What the menu shows, as plain data: `menu.ts` draws it and does what a row says. */
export interface MenuRow {
  /** The same as long as the menu is open, so that the selection stays where it is. */
  readonly id: string;
  readonly section: 'Last decision' | 'Ask' | 'This file' | 'How eager' | 'Where' | 'Model' | 'Help';
  readonly icon: string;
  readonly label: string;
  /** How it stands now, in words: an icon alone says nothing to a screen reader. */
  readonly value?: string;
  readonly detail?: string;
  readonly action: MenuAction;
  /** The setting that the row is about, if it is about one and no other row is about a part of it. */
  readonly setting?: SettingName;
}

export interface MenuChoice {
  readonly label: string;
  readonly detail?: string;
  readonly isCurrent: boolean;
  readonly action: MenuAction;
}

export type MenuAction =
  | { readonly kind: 'set'; readonly name: SettingName; readonly value: unknown; readonly label: string }
  | { readonly kind: 'language'; readonly languageId: string; readonly on: boolean; readonly label: string }
  | { readonly kind: 'choose'; readonly title: string; readonly choices: readonly MenuChoice[] }
  | { readonly kind: 'ask'; readonly name: SettingName; readonly title: string; readonly unit: string }
  | { readonly kind: 'snooze'; readonly minutes: number }
  | { readonly kind: 'reset'; readonly names: readonly SettingName[]; readonly label: string }
  | { readonly kind: 'undo' }
  | { readonly kind: 'back' }
  /** Leaves the menu. */
  | { readonly kind: 'command'; readonly command: string };

export interface MenuState {
  readonly settings: Settings;
  readonly languageId: string | undefined;
  languageName(languageId: string): string;
  /** Why nothing is ever offered in this file, where that is so. */
  readonly refusal: string | undefined;
  /** The sentence about the last request; `undefined` where nothing has been asked for. */
  readonly why: string | undefined;
  readonly snoozeMinutesLeft: number | undefined;
  readonly server: ServerView;
  readonly undoable: string | undefined;
  /** How much of what would have been accepted was hidden, in words. */
  readonly hiddenShare: string;
  origin(name: SettingName): Origin;
}

export function menuRows(state: MenuState): readonly MenuRow[] {
  return [
    why(state),
    ...ask(state),
    ...thisFile(state),
    ...howEager(state),
    ...where(state),
    ...model(state),
    ...help(state),
  ];
}

function why({ why: sentence }: MenuState): MenuRow {
  return {
    id: 'why',
    section: 'Last decision',
    icon: 'question',
    label: 'Why this, or why nothing?',
    detail: sentence ?? 'Nothing has been asked for yet. Type in a source file.',
    action: { kind: 'command', command: 'sotto.why' },
  };
}

/** What Sotto does when it is asked to, and whom it would ask. */
function ask({ languageId, server: { onRequest } }: MenuState): MenuRow[] {
  const section = 'Ask';
  const value = (server: string | undefined): string => server ?? 'no model yet';
  return [
    ...(languageId === undefined
      ? []
      : [
          {
            id: 'edit',
            section,
            icon: 'edit',
            label: 'Edit …',
            value: value(onRequest.edit),
            action: { kind: 'command', command: 'sotto.edit' },
          } as const,
        ]),
    {
      id: 'chat',
      section,
      icon: 'comment-discussion',
      label: 'Chat',
      value: value(onRequest.chat),
      action: { kind: 'command', command: 'sotto.openChat' },
    },
  ];
}

function thisFile(state: MenuState): MenuRow[] {
  const { settings, languageId, refusal, snoozeMinutesLeft } = state;
  const section = 'This file';
  const rows: MenuRow[] = [onOff(section, 'enabled', 'sparkle', 'Suggestions', settings.enabled)];
  if (languageId !== undefined) {
    rows.push({
      ...language(section, languageId, state),
      ...(refusal === undefined ? {} : { detail: `Not in this file: ${refusal}` }),
    });
  }
  rows.push(
    snoozeMinutesLeft === undefined
      ? {
          id: 'snooze',
          section,
          icon: 'bell-slash',
          label: 'Snooze',
          value: 'not snoozing',
          action: {
            kind: 'choose',
            title: 'Be quiet for …',
            choices: SNOOZES.map(([minutes, label]) => ({
              label,
              isCurrent: false,
              action: { kind: 'snooze', minutes },
            })),
          },
        }
      : {
          id: 'snooze',
          section,
          icon: 'bell',
          label: 'Resume',
          value: `snoozing, ${count(snoozeMinutesLeft, 'minute')} left`,
          action: { kind: 'snooze', minutes: 0 },
        },
  );
  return rows;
}

export const SNOOZES: readonly (readonly [minutes: number, label: string])[] = [
  [5, '5 minutes'],
  [15, '15 minutes'],
  [60, '1 hour'],
  [240, '4 hours'],
];

function howEager({ settings, hiddenShare }: MenuState): MenuRow[] {
  const section = 'How eager';
  const automatic = settings['completion.trigger'] === 'automatic';
  const { choices } = settingDefinitions['completion.mode'];
  return [
    {
      id: 'mode',
      section,
      icon: 'dashboard',
      label: 'Mode',
      value: valueText('completion.mode', settings['completion.mode']),
      setting: 'completion.mode',
      action: choose(
        'completion.mode',
        'Mode',
        settings,
        Object.entries(choices).map(([value, detail]) => ({
          value,
          label: valueText('completion.mode', value),
          detail,
        })),
      ),
    },
    {
      id: 'trigger',
      section,
      icon: 'keyboard',
      label: 'While typing',
      value: automatic ? 'on' : 'off, only when asked',
      setting: 'completion.trigger',
      action: {
        kind: 'set',
        name: 'completion.trigger',
        value: automatic ? 'manual' : 'automatic',
        label: automatic ? 'While typing: on → off' : 'While typing: off → on',
      },
    },
    {
      id: 'hide',
      section,
      icon: 'eye-closed',
      label: 'Hide at most',
      value: valueText('gate.hideAtMost', settings['gate.hideAtMost']),
      // The figure first: the list cuts what is long.
      detail: `So far: ${hiddenShare}. Of what a model server suggests.`,
      setting: 'gate.hideAtMost',
      action: choose(
        'gate.hideAtMost',
        'Hide at most',
        settings,
        ['auto', 1, 2, 5, 10, 20].map((value) => ({ value, label: valueText('gate.hideAtMost', value) })),
        'per cent',
      ),
    },
    {
      id: 'delay',
      section,
      icon: 'watch',
      label: 'Delay',
      value: valueText('completion.delayMs', settings['completion.delayMs']),
      setting: 'completion.delayMs',
      action: choose(
        'completion.delayMs',
        'Delay',
        settings,
        ['auto', 75, 150, 300, 600].map((value) => ({ value, label: valueText('completion.delayMs', value) })),
        'milliseconds',
      ),
    },
    {
      id: 'lines',
      section,
      icon: 'list-flat',
      label: 'Lines at most',
      value: valueText('completion.maxLines', settings['completion.maxLines']),
      setting: 'completion.maxLines',
      action: choose(
        'completion.maxLines',
        'Lines at most',
        settings,
        [0, 1, 3, 5, 10].map((value) => ({ value, label: valueText('completion.maxLines', value) })),
        'lines',
      ),
    },
  ];
}

function where(state: MenuState): MenuRow[] {
  const section = 'Where';
  const { settings, languageId } = state;
  return [
    onOff(section, 'completion.inComments', 'comment', 'In comments', settings['completion.inComments']),
    onOff(section, 'completion.inStrings', 'quote', 'In strings', settings['completion.inStrings']),
    // In a Markdown file the row of its language says the same.
    ...(languageId === 'markdown' ? [] : [{ ...language(section, 'markdown', state), icon: 'markdown' }]),
  ];
}

function model({ server }: MenuState): MenuRow[] {
  const section = 'Model';
  const command = (id: string, icon: string, label: string): MenuRow => {
    return { id, section, icon, label, action: { kind: 'command', command: `sotto.${id}` } };
  };
  const value = server.url === undefined ? 'the embedded engine' : (server.model ?? server.url);
  return [
    { ...command('setUpServer', 'server', 'Completions come from'), value, detail: whatLeaves(server) },
    ...(server.url === undefined
      ? []
      : [
          command('testConnection', 'debug-disconnect', 'Test the connection'),
          command('showPrompt', 'eye', 'Show what was sent'),
        ]),
  ];
}

function help({ undoable, origin }: MenuState): MenuRow[] {
  const section = 'Help';
  const changed = MENU_SETTINGS.filter((name) => origin(name) === 'person');
  const command = (name: string, icon: string, label: string): MenuRow => {
    return { id: name, section, icon, label, action: { kind: 'command', command: name } };
  };
  return [
    ...(undoable === undefined
      ? []
      : [{ id: 'undo', section, icon: 'discard', label: 'Undo', value: undoable, action: { kind: 'undo' } } as const]),
    ...(changed.length === 0
      ? []
      : [
          {
            id: 'reset',
            section,
            icon: 'clear-all',
            label: 'Reset to defaults',
            value: `${count(changed.length, 'setting')} changed`,
            action: { kind: 'reset', names: changed, label: `Reset of ${count(changed.length, 'setting')}` },
          } as const,
        ]),
    command('sotto.openSettings', 'gear', 'All settings'),
    command('sotto.getStarted', 'book', 'Get started'),
    command('sotto.showLog', 'output', 'Show log'),
    command('sotto.reindex', 'refresh', 'Index the workspace anew'),
    command('sotto.machine', 'pulse', 'Why is my machine busy?'),
    command('sotto.record', 'record', 'Record this session …'),
  ];
}

/** What *Reset to defaults* takes back: all that a row of the menu changes, the server apart. */
const MENU_SETTINGS: readonly SettingName[] = [
  'enabled',
  'languages',
  'completion.mode',
  'completion.trigger',
  'completion.delayMs',
  'completion.maxLines',
  'gate.hideAtMost',
  'completion.inComments',
  'completion.inStrings',
];

type BooleanSetting = 'enabled' | 'completion.inComments' | 'completion.inStrings';

function onOff(section: MenuRow['section'], name: BooleanSetting, icon: string, label: string, on: boolean): MenuRow {
  const change = `${label}: ${onOrOff(on)} → ${onOrOff(!on)}`;
  const action = { kind: 'set', name, value: !on, label: change } as const;
  return { id: name, section, icon, label, value: onOrOff(on), setting: name, action };
}

function language(section: MenuRow['section'], languageId: string, { settings, languageName }: MenuState): MenuRow {
  const on = languageEnabled(settings, languageId);
  const label = `In ${languageName(languageId)} files`;
  const change = `${label}: ${onOrOff(on)} → ${onOrOff(!on)}`;
  const action = { kind: 'language', languageId, on: !on, label: change } as const;
  return { id: `language.${languageId}`, section, icon: 'code', label, value: onOrOff(on), action };
}

/** A list of values, the current one marked; with a unit, any other can be typed. */
function choose(
  name: SettingName,
  title: string,
  settings: Settings,
  values: readonly { readonly value: unknown; readonly label: string; readonly detail?: string }[],
  unit?: string,
): MenuAction {
  const current = settings[name];
  const now = valueText(name, current);
  const choices = values.map(({ value, label, detail }): MenuChoice => {
    const standard = value === defaultSettings[name] ? ' (default)' : '';
    const action = { kind: 'set', name, value, label: `${title}: ${now} → ${label}` } as const;
    return {
      label: label + standard,
      isCurrent: value === current,
      action,
      ...(detail === undefined ? {} : { detail }),
    };
  });
  const another = { label: 'Another number …', isCurrent: false } as const;
  return {
    kind: 'choose',
    title,
    choices: unit === undefined ? choices : [...choices, { ...another, action: { kind: 'ask', name, title, unit } }],
  };
}

export function valueText(name: SettingName, value: unknown): string {
  if (name === 'completion.delayMs') return value === 'auto' ? 'auto' : `${String(value)} ms`;
  if (name === 'gate.hideAtMost') return value === 'auto' ? 'as the mode says' : `${String(value)} %`;
  if (name === 'completion.mode') return capitalised(String(value));
  if (name === 'completion.maxLines') return value === 0 ? 'no limit' : count(Number(value), 'line');
  return typeof value === 'boolean' ? onOrOff(value) : String(value);
}

const onOrOff = (on: boolean): string => (on ? 'on' : 'off');
const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
