import * as vscode from 'vscode';
import { readSettings, settingDefinitions, type Settings } from '../core/settings/settings.ts';

export interface SettingsReader extends vscode.Disposable {
  /** A snapshot; a new one after each change. */
  current(): Settings;
  onDidChange(listener: () => void): vscode.Disposable;
}

/** Reads once and on change; a value that cannot be used is told once, and its default stands in for it. */
export function watchSettings(): SettingsReader {
  const changed = new vscode.EventEmitter<void>();
  const told = new Set<string>();
  let current = read();
  const subscription = vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration('sotto')) return;
    current = read();
    changed.fire();
  });

  function read(): Settings {
    const configuration = vscode.workspace.getConfiguration('sotto');
    const { settings, problems } = readSettings((name) =>
      // Not by `get`: what only the person may set is read only where only the person can write.
      settingDefinitions[name].scope === 'application'
        ? configuration.inspect(name)?.globalValue
        : configuration.get(name),
    );
    for (const problem of problems) {
      if (told.has(problem)) continue;
      told.add(problem);
      void offerToOpenSettings(problem);
    }
    return settings;
  }

  return {
    current: () => current,
    onDidChange: changed.event,
    dispose() {
      subscription.dispose();
      changed.dispose();
    },
  };
}

async function offerToOpenSettings(problem: string): Promise<void> {
  const open = 'Open Settings';
  if ((await vscode.window.showWarningMessage(problem, open)) === open) {
    await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:sotto.sotto');
  }
}
