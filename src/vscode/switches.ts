import * as vscode from 'vscode';
import { languageEnabled } from '../core/settings/settings.ts';
import { languageName } from './language-name.ts';
import { languageChange, type SettingChanges } from './setting-changes.ts';
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

export function createSwitches(settings: SettingsReader, changes: SettingChanges, now: () => number): Switches {
  const changed = new vscode.EventEmitter<void>();
  let until: number | undefined;
  let wakeUp: NodeJS.Timeout | undefined;

  return {
    async toggle() {
      const on = !settings.current().enabled;
      await changes.apply(`Suggestions: ${on ? 'on' : 'off'}`, [{ name: 'enabled', value: () => on }]);
    },
    async toggleLanguage(languageId) {
      const on = !languageEnabled(settings.current(), languageId);
      await changes.apply(`In ${languageName(languageId)} files: ${on ? 'on' : 'off'}`, [
        languageChange(languageId, on),
      ]);
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
