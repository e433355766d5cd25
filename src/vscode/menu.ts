import * as vscode from 'vscode';
import { explain, explainReason } from '../core/completion/explain.ts';
import type { RequestHistory } from '../core/completion/request-history.ts';
import { LARGEST_DOCUMENT } from '../core/completion/trigger.ts';
import { isPrivateFile } from '../core/safety/private-file.ts';
import { problemWith, type SettingName } from '../core/settings/settings.ts';
import { documentLength, pathOf } from './documents.ts';
import { languageName } from './language-name.ts';
import { type MenuAction, type MenuChoice, type MenuRow, menuRows, type MenuState } from './menu-rows.ts';
import type { Servers } from './servers.ts';
import { languageChange, type SettingChange, type SettingChanges } from './setting-changes.ts';
import type { SettingsReader } from './settings.ts';
import type { Switches } from './switches.ts';

export interface MenuOptions {
  readonly settings: SettingsReader;
  readonly changes: SettingChanges;
  readonly switches: Switches;
  readonly servers: Servers;
  readonly requests: RequestHistory;
  /** How much of what would have been accepted was hidden, in words. */
  hiddenShare(): string;
  now(): number;
}

/** What the list shows: the menu itself, or in its place the values of one of its rows. */
type View =
  | { readonly kind: 'menu' }
  | {
      readonly kind: 'choices';
      readonly of: string;
      readonly title: string;
      readonly choices: readonly MenuChoice[];
      /** The person has been told that it is the workspace's value that changes. */
      readonly confirmed: boolean;
    };

interface Item extends vscode.QuickPickItem {
  /** A separator has neither. */
  readonly id?: string;
  readonly action?: MenuAction;
  readonly setting?: SettingName;
  readonly isCurrent?: boolean;
}

/**
 * The menu behind the status bar: one list that stays open while values are changed in it, and shows them as they are.
 * A row with several values opens them in the same place and comes back.
 */
export function showMenu(options: MenuOptions, startAt?: string): void {
  const { settings, changes, switches, servers } = options;
  const picker = vscode.window.createQuickPick<Item>();
  let view: View = { kind: 'menu' };

  function draw(activeId = picker.activeItems[0]?.id): void {
    picker.title = view.kind === 'menu' ? 'Sotto' : `Sotto: ${view.title}`;
    picker.buttons = view.kind === 'menu' ? undoButton(changes) : [vscode.QuickInputButtons.Back];
    const items = view.kind === 'menu' ? menuItems(readState(options)) : view.choices.map(choiceItem);
    picker.items = items;
    const active = items.find((item) => (item.id !== undefined && item.id === activeId) || item.isCurrent === true);
    if (active !== undefined) picker.activeItems = [active];
  }

  function show(next: View, activeId: string): void {
    view = next;
    picker.value = '';
    draw(activeId);
  }

  async function act(action: MenuAction, row: string, confirmed: boolean): Promise<void> {
    if (!confirmed && changesWorkspace(action, changes)) return show(confirmation(action, row), row);
    switch (action.kind) {
      case 'choose':
        return show({ ...action, kind: 'choices', of: row, confirmed }, row);
      case 'back':
        return show({ kind: 'menu' }, row);
      case 'snooze':
        switches.snooze(action.minutes);
        return show({ kind: 'menu' }, row);
      case 'command':
        picker.hide();
        await vscode.commands.executeCommand(action.command);
        return;
      case 'ask': {
        // The box takes the place of the list, which comes back afterwards.
        picker.hide();
        const value = await askNumber(action);
        const { name, title } = action;
        if (value !== undefined)
          await tryTo(() => changes.apply(`${title}: ${value} ${action.unit}`, [{ name, value: () => value }]));
        return showMenu(options, row);
      }
      case 'undo':
        await tryTo(() => changes.undo());
        return show({ kind: 'menu' }, row);
      case 'set':
      case 'language':
      case 'reset':
        await tryTo(() => changes.apply(action.label, settingChanges(action)));
        return show({ kind: 'menu' }, row);
    }
  }

  const subscriptions = [
    picker,
    settings.onDidChange(() => draw()),
    switches.onDidChange(() => draw()),
    servers.onDidChange(() => draw()),
    picker.onDidAccept(() => {
      const [item] = picker.activeItems;
      if (item?.action === undefined) return;
      if (view.kind === 'menu') void act(item.action, item.id ?? '', false);
      else void act(item.action, view.of, view.confirmed);
    }),
    picker.onDidTriggerItemButton(({ item: { id, setting } }) => {
      if (setting !== undefined)
        void act({ kind: 'reset', names: [setting], label: `Reset of sotto.${setting}` }, id ?? '', false);
    }),
    picker.onDidTriggerButton(() =>
      view.kind === 'menu'
        ? void act({ kind: 'undo' }, picker.activeItems[0]?.id ?? '', false)
        : show({ kind: 'menu' }, view.of),
    ),
    picker.onDidHide(() => subscriptions.forEach((subscription) => subscription.dispose())),
  ];
  picker.placeholder = 'Enter changes a value, Escape closes; type to find';
  picker.matchOnDescription = true;
  picker.keepScrollPosition = true;
  draw(startAt);
  picker.show();
}

function readState({ settings, changes, switches, servers, requests, hiddenShare, now }: MenuOptions): MenuState {
  const document = vscode.window.activeTextEditor?.document;
  const last = requests.list().at(-1);
  const until = switches.snoozedUntil();
  return {
    settings: settings.current(),
    languageId: document?.languageId,
    languageName,
    refusal: document === undefined ? undefined : refusal(document),
    why: last === undefined ? undefined : explain(last.result),
    snoozeMinutesLeft: until === undefined ? undefined : Math.ceil((until - now()) / 60_000),
    server: servers.view(),
    undoable: changes.undoable(),
    hiddenShare: hiddenShare(),
    origin: (name) => changes.origin(name),
  };
}

/** Why no switch of the menu makes Sotto offer anything in this file. */
function refusal(document: vscode.TextDocument): string | undefined {
  if (isPrivateFile(pathOf(document))) return explainReason('excluded-file');
  return documentLength(document) > LARGEST_DOCUMENT ? explainReason('too-large') : undefined;
}

function menuItems(state: MenuState): Item[] {
  const rows = menuRows(state);
  return rows.flatMap((row, index) => {
    const isFirst = row.section !== rows[index - 1]?.section;
    const separator: Item = { label: row.section, kind: vscode.QuickPickItemKind.Separator };
    return isFirst ? [separator, rowItem(row, state)] : [rowItem(row, state)];
  });
}

function rowItem({ id, icon, label, value, detail, action, setting }: MenuRow, { origin }: MenuState): Item {
  const from = setting === undefined ? 'default' : origin(setting);
  const reset = { iconPath: new vscode.ThemeIcon('discard'), tooltip: `Back to the default of sotto.${setting}` };
  return {
    id,
    label,
    // Not as `$(icon)` in the label, where a screen reader would read its name out.
    iconPath: new vscode.ThemeIcon(icon),
    ...(value === undefined ? {} : { description: from === 'workspace' ? `${value}, set by this workspace` : value }),
    ...(detail === undefined ? {} : { detail }),
    ...(setting === undefined ? {} : { setting }),
    ...(from === 'person' ? { buttons: [reset] } : {}),
    action,
  };
}

function choiceItem({ label, detail, isCurrent, action }: MenuChoice): Item {
  return {
    label,
    iconPath: new vscode.ThemeIcon(isCurrent ? 'check' : 'blank'),
    ...(isCurrent ? { description: 'now' } : {}),
    ...(detail === undefined ? {} : { detail }),
    isCurrent,
    action,
  };
}

function undoButton(changes: SettingChanges): vscode.QuickInputButton[] {
  const last = changes.undoable();
  return last === undefined ? [] : [{ iconPath: new vscode.ThemeIcon('discard'), tooltip: `Undo: ${last}` }];
}

type SettingAction = Extract<MenuAction, { kind: 'set' | 'language' | 'reset' }>;

function settingChanges(action: SettingAction): SettingChange[] {
  switch (action.kind) {
    case 'set':
      return [{ name: action.name, value: () => action.value }];
    case 'language':
      return [languageChange(action.languageId, action.on)];
    case 'reset':
      return action.names.map((name) => ({ name, value: () => undefined }));
  }
}

function changesWorkspace(action: MenuAction, changes: SettingChanges): boolean {
  return settingsOf(action).some((name) => changes.origin(name) === 'workspace');
}

/** Of a list of values it is the setting that they are for. */
function settingsOf(action: MenuAction): readonly SettingName[] {
  switch (action.kind) {
    case 'set':
    case 'ask':
      return [action.name];
    case 'language':
      return ['languages'];
    case 'reset':
      return action.names;
    case 'choose':
      return action.choices.flatMap((choice) => settingsOf(choice.action));
    case 'snooze':
    case 'undo':
    case 'back':
    case 'command':
      return [];
  }
}

/** What a workspace sets is in a file that is usually shared, and stands above the person's own value. */
function confirmation(action: MenuAction, of: string): View {
  const [name] = settingsOf(action);
  return {
    kind: 'choices',
    of,
    confirmed: true,
    title: 'set by this workspace',
    choices: [
      {
        label: 'Leave it as it is',
        detail: `This workspace sets sotto.${name} in its own settings; your own value has no effect here.`,
        isCurrent: false,
        action: { kind: 'back' },
      },
      { label: 'Change it in the settings of the workspace', isCurrent: false, action },
    ],
  };
}

async function askNumber({ name, title, unit }: Extract<MenuAction, { kind: 'ask' }>): Promise<number | undefined> {
  const parse = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));
  const typed = await vscode.window.showInputBox({
    title: `Sotto: ${title}`,
    prompt: `A number of ${unit}.`,
    validateInput(text) {
      const problem = problemWith(name, parse(text));
      return problem === undefined ? undefined : `This ${problem}.`;
    },
  });
  return typed === undefined ? undefined : parse(typed);
}

/** A settings file that cannot be written, read-only or with an error in it, is the person's to mend. */
async function tryTo(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`Sotto: the setting could not be changed. ${message}`);
  }
}
