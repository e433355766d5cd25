import * as vscode from 'vscode';
import { languageEnabled } from '../core/settings/settings.ts';
import type { SettingsReader } from './settings.ts';

/** The few things people turn on and off all day, with what has to be remembered for them. */
export interface Switches extends vscode.Disposable {
  toggle(): Promise<void>;
  toggleLanguage(languageId: string): Promise<void>;
  /** Quiet for so long; 0 ends it. */
  snooze(minutes: number): void;
  /** Time of `now()` until which it is quiet, if it is. */
  snoozedUntil(): number | undefined;
  readonly onDidChange: vscode.Event<void>;
}

export function createSwitches(settings: SettingsReader, now: () => number): Switches {
  const changed = new vscode.EventEmitter<void>();
  let until: number | undefined;
  let wakeUp: NodeJS.Timeout | undefined;

  return {
    async toggle() {
      await update('enabled', !settings.current().enabled);
    },
    async toggleLanguage(languageId) {
      const { languages } = settings.current();
      await update('languages', { ...languages, [languageId]: !languageEnabled(settings.current(), languageId) });
    },
    snooze(minutes) {
      clearTimeout(wakeUp);
      until = minutes === 0 ? undefined : now() + minutes * 60_000;
      if (minutes > 0) wakeUp = setTimeout(() => this.snooze(0), minutes * 60_000);
      changed.fire();
    },
    snoozedUntil: () => until,
    onDidChange: changed.event,
    dispose() {
      clearTimeout(wakeUp);
      changed.dispose();
    },
  };
}

/** Where it is set now, if anywhere, else for the person. */
async function update(name: string, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('sotto');
  const inWorkspace = configuration.inspect(name)?.workspaceValue !== undefined;
  await configuration.update(
    name,
    value,
    inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global,
  );
}
