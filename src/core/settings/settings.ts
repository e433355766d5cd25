import { problemWithServers, type ServersSetting } from './servers.ts';

/** Every setting once, in the order that a person finds it in. The manifest, its texts and docs/settings.md are generated. */

interface Common {
  /** One or two sentences for the settings editor, in Markdown. */
  readonly description: string;
  /** `application`: the person alone; `window`, `language-overridable`: a workspace may set it too (it can only narrow). */
  readonly scope: 'application' | 'window' | 'resource';
}

/** Numbers are whole. */
interface NumberRange {
  readonly minimum: number;
  readonly maximum: number;
}

export type SettingDefinition =
  | (Common & { readonly type: 'boolean'; readonly default: boolean })
  | (Common & NumberRange & { readonly type: 'number'; readonly default: number })
  | (Common & NumberRange & { readonly type: 'number-or-auto'; readonly default: number | 'auto' })
  | (Common & { readonly type: 'choice'; readonly default: string; readonly choices: Readonly<Record<string, string>> })
  | (Common & { readonly type: 'switches'; readonly default: Readonly<Record<string, boolean>> })
  | (Common & { readonly type: 'servers'; readonly default: ServersSetting });

export const settingDefinitions = {
  enabled: {
    type: 'boolean',
    default: true,
    scope: 'window',
    description: 'Offer inline completions. The menu in the status bar switches it, and most of what follows.',
  },
  languages: {
    type: 'switches',
    default: { '*': true, plaintext: false, markdown: false, scminput: false },
    scope: 'window',
    description: 'Languages to offer completions in, by VS Code language id; `*` stands for all that are not named.',
  },
  'completion.mode': {
    type: 'choice',
    default: 'balanced',
    choices: {
      eager: 'More suggestions: also those that you would take only now and then.',
      balanced: 'What you will probably take.',
      quiet: 'Fewer suggestions: only those that Sotto is surer of.',
    },
    scope: 'window',
    description: 'How readily Sotto shows a suggestion. What you ask for is always shown.',
  },
  'completion.trigger': {
    type: 'choice',
    default: 'automatic',
    choices: {
      automatic: 'While you type, and when you ask.',
      manual: 'Only when you ask (`Trigger Inline Suggestion`).',
    },
    scope: 'window',
    description: 'When to offer completions.',
  },
  'completion.delayMs': {
    type: 'number-or-auto',
    default: 'auto',
    minimum: 0,
    maximum: 600,
    scope: 'window',
    description:
      'Further milliseconds to wait after a keystroke; `auto` waits the longer (up to 300 ms) the less likely you will take what comes, and not at all for what the embedded engine is sure of. A server on this machine is asked at once and its answer shown later, another one is asked later. VS Code itself waits 50 ms before it asks, and stops waiting after 750 ms.',
  },
  'completion.maxLines': {
    type: 'number',
    default: 0,
    minimum: 0,
    maximum: 100,
    scope: 'window',
    description:
      'A suggestion has at most so many lines, empty ones apart; `0` sets no limit. A longer one is cut at the end of a statement or block where there is one, else at the last line allowed.',
  },
  'completion.addImports': {
    type: 'boolean',
    default: true,
    scope: 'window',
    description:
      'When a suggestion is accepted that names something of one other file of this workspace, import it, as the file writes its imports. The status bar and _Why?_ say so before. TypeScript, JavaScript, Python, Java, Go and Rust.',
  },
  'completion.replaceSuggestList': {
    type: 'boolean',
    default: false,
    scope: 'window',
    description:
      'Where a model server answered too late for a key, and VS Code has opened its list of suggestions instead, close that list and show the answer.',
  },
  'completion.inComments': {
    type: 'boolean',
    default: false,
    scope: 'window',
    description: 'Offer completions inside comments while you type.',
  },
  'completion.inStrings': {
    type: 'boolean',
    default: true,
    scope: 'window',
    description: 'Offer completions inside string literals while you type.',
  },
  'gate.hideAtMost': {
    type: 'number-or-auto',
    default: 'auto',
    minimum: 0,
    maximum: 50,
    scope: 'window',
    description:
      'Of the suggestions that you would have accepted, hide at most so many per cent; `auto` is 2 in mode Eager, 5 in Balanced, 15 in Quiet. It holds for suggestions of a model server; the embedded engine has a bound of its own in each mode.',
  },
  'gate.explore': {
    type: 'number',
    default: 5,
    minimum: 0,
    maximum: 50,
    scope: 'window',
    description:
      'Of the suggestions that would be hidden, so many per cent are shown all the same, at random: what is never shown teaches nothing. `0` shows none of them, and what is hidden stays an estimate.',
  },
  'gate.announceHidden': {
    type: 'boolean',
    default: false,
    scope: 'window',
    description:
      'Say in a message when a suggestion is held back, for screen readers: others see the sign in the status bar. At most three times a minute.',
  },
  servers: {
    type: 'servers',
    default: {},
    // A workspace must not choose where code and keys go: only the person's own settings count.
    scope: 'application',
    description:
      'Model servers, by the place that Sotto runs at (`local`, `wsl`, `ssh-remote`, `ssh-remote+host`) and by role. Without one, completions come from the embedded engine alone and nothing leaves the machine. A role that names no server has none: edits and chat never go to the one for completions. `Sotto: Set Up a Model Server` fills it in. Keys are not kept here.',
  },
  'keyboard.escapeTeaches': {
    type: 'boolean',
    default: true,
    scope: 'window',
    description: 'Escape on a suggestion of Sotto hides it, as always, and tells Sotto that you did not want it.',
  },
} as const satisfies Record<string, SettingDefinition>;

export type SettingName = keyof typeof settingDefinitions;

/** The part of the name before its first dot; the settings editor shows one section for each. */
export type SettingSection = SettingName extends infer Name
  ? Name extends `${infer Section}.${string}`
    ? Section
    : 'general'
  : never;

export const settingSections: Readonly<Record<SettingSection, string>> = {
  general: 'General',
  completion: 'Completions',
  gate: 'When to Show',
  keyboard: 'Keyboard',
};

export function sectionOf(name: SettingName): SettingSection {
  const dot = name.indexOf('.');
  // The type says the same of the same name.
  return (dot < 0 ? 'general' : name.slice(0, dot)) as SettingSection;
}

type ValueOf<D extends SettingDefinition> = D extends { type: 'boolean' }
  ? boolean
  : D extends { type: 'number' }
    ? number
    : D extends { type: 'number-or-auto' }
      ? number | 'auto'
      : D extends { type: 'choice'; choices: infer C }
        ? keyof C
        : D extends { type: 'servers' }
          ? ServersSetting
          : Readonly<Record<string, boolean>>;

/** A snapshot: code that is handed one never reads configuration itself. */
export type Settings = { readonly [Name in SettingName]: ValueOf<(typeof settingDefinitions)[Name]> };

export interface ReadSettings {
  readonly settings: Settings;
  /** One sentence for each value that could not be used; its default stands in for it. */
  readonly problems: readonly string[];
}

/** Checks raw values from outside (a settings file can hold anything) once; inside, the type is trusted. */
export function readSettings(read: (name: SettingName) => unknown): ReadSettings {
  const problems: string[] = [];
  const entries = Object.entries(settingDefinitions).map(([name, definition]) => {
    const raw = read(name as SettingName);
    if (raw === undefined) return [name, definition.default];
    const problem = check(definition, raw);
    if (problem === undefined) return [name, raw];
    problems.push(`sotto.${name} ${problem}; using ${JSON.stringify(definition.default)} instead.`);
    return [name, definition.default];
  });
  // Each value was checked against the definition that `Settings` is derived from.
  return { settings: Object.fromEntries(entries) as Settings, problems };
}

export const defaultSettings: Settings = readSettings(() => undefined).settings;

export function languageEnabled(settings: Settings, languageId: string): boolean {
  return settings.languages[languageId] ?? settings.languages['*'] ?? true;
}

/** What is wrong with the value, in words that follow the setting's name; `undefined` where it can be used. */
export function problemWith(name: SettingName, raw: unknown): string | undefined {
  return check(settingDefinitions[name], raw);
}

function check(definition: SettingDefinition, raw: unknown): string | undefined {
  switch (definition.type) {
    case 'boolean':
      return typeof raw === 'boolean' ? undefined : 'must be true or false';
    case 'number':
      return inRange(definition, raw) ? undefined : `must be a whole number ${from(definition)}`;
    case 'number-or-auto':
      return raw === 'auto' || inRange(definition, raw)
        ? undefined
        : `must be "auto" or a whole number ${from(definition)}`;
    case 'choice':
      return typeof raw === 'string' && Object.hasOwn(definition.choices, raw)
        ? undefined
        : `must be one of ${Object.keys(definition.choices).join(', ')}`;
    case 'servers':
      return problemWithServers(raw);
    case 'switches': {
      const fits =
        typeof raw === 'object' && raw !== null && Object.values(raw).every((value) => typeof value === 'boolean');
      return fits ? undefined : 'must map language ids to true or false';
    }
  }
}

function inRange({ minimum, maximum }: NumberRange, raw: unknown): boolean {
  return Number.isInteger(raw) && Number(raw) >= minimum && Number(raw) <= maximum;
}

const from = ({ minimum, maximum }: NumberRange): string => `from ${minimum} to ${maximum}`;
