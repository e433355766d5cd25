import * as vscode from 'vscode';

/** What the walkthrough ticks off. `package.json` names them as `onContext:sotto.firstStep.accepted` and so on. */
export type FirstStep = 'accepted' | 'askedWhy' | 'openedMenu' | 'connected';

/**
 * Leads to the walkthrough without getting in the way: VS Code itself opens it after the installation, if the person has
 * it do so, and the status bar's tooltip names it until the menu or the walkthrough was opened once. No notification.
 */
export interface FirstSteps extends vscode.Disposable {
  isNew(): boolean;
  did(step: FirstStep): void;
  readonly onDidChange: vscode.Event<void>;
}

const DONE = 'firstSteps.done';
const GREETED = 'firstSteps.greeted';

/** VS Code reads the walkthroughs of all extensions when the first one is opened, and has no event for it. */
const REGISTERED_AFTER_MS = 1_000;

export function createFirstSteps(memory: vscode.Memento): FirstSteps {
  const changed = new vscode.EventEmitter<void>();
  let ticking: NodeJS.Timeout | undefined;

  function greet(): void {
    if (memory.get(GREETED) === true) return;
    void memory.update(GREETED, true);
    changed.fire();
  }

  async function getStarted(): Promise<void> {
    greet();
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', 'sotto.sotto#getStarted', false);
    // What was done before is ticked off as well; nobody listened then.
    clearTimeout(ticking);
    ticking = setTimeout(() => memory.get<readonly FirstStep[]>(DONE, []).forEach(tick), REGISTERED_AFTER_MS);
  }

  const command = vscode.commands.registerCommand('sotto.getStarted', getStarted);
  return {
    isNew: () => memory.get(GREETED) !== true,
    did(step) {
      if (step === 'openedMenu') greet();
      const done = memory.get<readonly FirstStep[]>(DONE, []);
      if (done.includes(step)) return;
      void memory.update(DONE, [...done, step]);
      tick(step);
    },
    onDidChange: changed.event,
    dispose() {
      clearTimeout(ticking);
      command.dispose();
      changed.dispose();
    },
  };
}

/** For a moment only: a step whose condition holds already when VS Code reads the walkthrough is never ticked (1.139). */
function tick(step: FirstStep): void {
  void vscode.commands.executeCommand('setContext', `sotto.firstStep.${step}`, true);
  void vscode.commands.executeCommand('setContext', `sotto.firstStep.${step}`, false);
}
