import * as vscode from 'vscode';
import { explain } from '../core/completion/explain.ts';
import type { RequestHistory } from '../core/completion/request-history.ts';
import type { FirstSteps } from './first-steps.ts';
import { type MenuOptions, showMenu } from './menu.ts';
import { SNOOZES } from './menu-rows.ts';
import type { Switches } from './switches.ts';

export interface CommandsOptions extends MenuOptions {
  readonly firstSteps: FirstSteps;
  showLog(): void;
  reindex(): void;
}

/** The commands of the palette ("Sotto: …"); the menu behind the status-bar item is one of them. */
export function registerCommands(options: CommandsOptions): vscode.Disposable {
  const { switches, requests, firstSteps } = options;
  const commands: Readonly<Record<string, () => unknown>> = {
    'sotto.menu': () => {
      firstSteps.did('openedMenu');
      showMenu(options);
    },
    'sotto.toggle': () => switches.toggle(),
    'sotto.toggleLanguage': () => {
      const languageId = vscode.window.activeTextEditor?.document.languageId;
      return languageId === undefined
        ? vscode.window.showInformationMessage('Sotto: open a file first; its language is the one that is switched.')
        : switches.toggleLanguage(languageId);
    },
    'sotto.snooze': () => (switches.snoozedUntil() === undefined ? askHowLong(switches) : switches.snooze(0)),
    'sotto.why': () => {
      firstSteps.did('askedWhy');
      return showWhy(requests, options.showLog);
    },
    'sotto.openSettings': () => vscode.commands.executeCommand('workbench.action.openSettings', '@ext:sotto.sotto'),
    'sotto.reindex': () => options.reindex(),
    'sotto.showLog': () => options.showLog(),
  };
  const registered = Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run));
  return vscode.Disposable.from(...registered);
}

async function askHowLong(switches: Switches): Promise<void> {
  const choices = SNOOZES.map(([minutes, label]) => ({ label, minutes }));
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
