import * as vscode from 'vscode';
import { explain } from '../core/completion/explain.ts';
import type { RequestHistory } from '../core/completion/request-history.ts';
import { languageEnabled } from '../core/settings/settings.ts';
import type { SettingsReader } from './settings.ts';
import type { Switches } from './switches.ts';

export interface CommandsOptions {
  readonly settings: SettingsReader;
  readonly switches: Switches;
  readonly requests: RequestHistory;
  showLog(): void;
  reindex(): void;
}

/** The commands of the palette ("Sotto: …") and the menu behind the status-bar item. */
export function registerCommands(options: CommandsOptions): vscode.Disposable {
  const { switches, requests } = options;
  const commands: Readonly<Record<string, () => unknown>> = {
    'sotto.menu': () => showMenu(options),
    'sotto.toggle': () => switches.toggle(),
    'sotto.toggleLanguage': () => {
      const languageId = vscode.window.activeTextEditor?.document.languageId;
      return languageId === undefined
        ? vscode.window.showInformationMessage('Sotto: open a file first; its language is the one that is switched.')
        : switches.toggleLanguage(languageId);
    },
    'sotto.snooze': () => (switches.snoozedUntil() === undefined ? askHowLong(switches) : switches.snooze(0)),
    'sotto.why': () => showWhy(requests, options.showLog),
    'sotto.reindex': () => options.reindex(),
    'sotto.showLog': () => options.showLog(),
  };
  const registered = Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run));
  return vscode.Disposable.from(...registered);
}

interface MenuItem extends vscode.QuickPickItem {
  readonly command?: string;
}

async function showMenu({ settings, switches, requests }: CommandsOptions): Promise<void> {
  const languageId = vscode.window.activeTextEditor?.document.languageId;
  const { enabled } = settings.current();
  const last = requests.list().at(-1);
  const items: MenuItem[] = [
    { label: enabled ? '$(circle-slash) Turn off' : '$(sparkle) Turn on', command: 'sotto.toggle' },
    ...(languageId === undefined
      ? []
      : [
          {
            label: `$(code) Turn ${languageEnabled(settings.current(), languageId) ? 'off' : 'on'} for ${languageId}`,
            command: 'sotto.toggleLanguage',
          },
        ]),
    switches.snoozedUntil() === undefined
      ? { label: '$(bell-slash) Snooze …', command: 'sotto.snooze' }
      : { label: '$(bell) Resume now', command: 'sotto.snooze' },
    {
      label: '$(question) Why this, or why nothing?',
      detail: last === undefined ? 'Nothing has been asked for yet.' : explain(last.result),
      command: 'sotto.why',
    },
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: '$(server) Set up a model server …', command: 'sotto.setUpServer' },
    { label: '$(refresh) Index the workspace anew', command: 'sotto.reindex' },
    { label: '$(pulse) Why is my machine busy?', command: 'sotto.machine' },
    { label: '$(output) Show log', command: 'sotto.showLog' },
    { label: '$(gear) Settings', command: 'sotto.openSettings' },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Sotto',
    placeHolder: enabled ? 'Sotto is on' : 'Sotto is off',
  });
  if (chosen?.command === 'sotto.openSettings') {
    await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:sotto.sotto');
  } else if (chosen?.command !== undefined) {
    await vscode.commands.executeCommand(chosen.command);
  }
}

async function askHowLong(switches: Switches): Promise<void> {
  const choices = [5, 15, 60].map((minutes) => ({ label: `${minutes} minutes`, minutes }));
  const chosen = await vscode.window.showQuickPick(choices, { title: 'Sotto: be quiet for …' });
  if (chosen !== undefined) switches.snooze(chosen.minutes);
}

async function showWhy(requests: RequestHistory, showLog: () => void): Promise<void> {
  const last = requests.list().at(-1);
  if (last === undefined) {
    void vscode.window.showInformationMessage('Sotto: nothing has been asked for yet. Type in a source file.');
    return;
  }
  const log = 'Show Log';
  if ((await vscode.window.showInformationMessage(`Sotto: ${explain(last.result)}`, log)) === log) showLog();
}
