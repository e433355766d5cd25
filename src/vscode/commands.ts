import * as vscode from 'vscode';
import type { FirstSteps } from './first-steps.ts';
import { type MenuOptions, showMenu } from './menu.ts';
import { SNOOZES } from './menu-rows.ts';
import type { Switches } from './switches.ts';
import { showWhy } from './why.ts';

export interface CommandsOptions extends MenuOptions {
  readonly firstSteps: FirstSteps;
  showLog(): void;
  reindex(): void;
  isHiding(): boolean;
  importsOf(id: number): readonly string[];
  /** Forgets what the gate has learned of the person. */
  forgetLearned(): Promise<void>;
}

/** The commands of the palette ("Sotto: …"); the menu behind the status-bar item is one of them. */
export function registerCommands(options: CommandsOptions): vscode.Disposable {
  const { switches, firstSteps } = options;
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
      return showWhy(options);
    },
    'sotto.openSettings': () => vscode.commands.executeCommand('workbench.action.openSettings', '@ext:sotto.sotto'),
    'sotto.reindex': () => options.reindex(),
    'sotto.showLog': () => options.showLog(),
    'sotto.forgetLearned': () => forgetLearned(options),
  };
  const registered = Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run));
  return vscode.Disposable.from(...registered);
}

async function askHowLong(switches: Switches): Promise<void> {
  const choices = SNOOZES.map(([minutes, label]) => ({ label, minutes }));
  const chosen = await vscode.window.showQuickPick(choices, { title: 'Sotto: be quiet for …' });
  if (chosen !== undefined) switches.snooze(chosen.minutes);
}

async function forgetLearned({ forgetLearned: forget }: CommandsOptions): Promise<void> {
  const button = 'Forget';
  const chosen = await vscode.window.showWarningMessage(
    'Sotto: forget what was learned of which suggestions you take?',
    { modal: true, detail: 'It goes back to what it was shipped with. This cannot be undone.' },
    button,
  );
  if (chosen !== button) return;
  try {
    await forget();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      `Sotto: what was learned is not forgotten, its file is still there: ${problem}`,
    );
    return;
  }
  void vscode.window.showInformationMessage('Sotto: what was learned is forgotten.');
}
