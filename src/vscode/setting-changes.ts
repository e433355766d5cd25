import * as vscode from 'vscode';
import { createUndoHistory } from '../core/base/undo-history.ts';
import type { SettingName } from '../core/settings/settings.ts';
import { switchLanguage } from '../core/settings/switch-language.ts';

/** Who set the value that counts: nobody, the person, or the workspace, whose value then stands above the person's. */
export type Origin = 'default' | 'person' | 'workspace';

export interface SettingChange {
  readonly name: SettingName;
  /** The new value, given the one that is written at that place now; `undefined` leaves it to the default. */
  value(own: unknown): unknown;
}

/** Writes settings on behalf of the person, each where it has an effect, and takes it back again. */
export interface SettingChanges {
  origin(name: SettingName): Origin;
  /** `label` says in a few words what is changed. All are undone in one. */
  apply(label: string, changes: readonly SettingChange[]): Promise<void>;
  /** Label of what `undo` would take back. */
  undoable(): string | undefined;
  undo(): Promise<void>;
}

interface Written {
  readonly name: SettingName;
  readonly target: vscode.ConfigurationTarget;
  readonly before: unknown;
}

/** Further back, nobody remembers what it was. */
const UNDO_STEPS = 20;

export function createSettingChanges(): SettingChanges {
  const history = createUndoHistory<{ readonly label: string; readonly written: readonly Written[] }>(UNDO_STEPS);

  return {
    origin,
    async apply(label, changes) {
      const written: Written[] = [];
      try {
        for (const { name, value } of changes) {
          const target =
            origin(name) === 'workspace' ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
          const before = valueAt(name, target);
          await write(name, target, value(before));
          written.push({ name, target, before });
        }
      } finally {
        // What was written before another could not be is taken back like the rest.
        if (written.length > 0) history.add({ label, written });
      }
    },
    undoable: () => history.last()?.label,
    undo: () =>
      history.undo(async ({ written }) => {
        for (const { name, target, before } of written.toReversed()) await write(name, target, before);
      }),
  };
}

export function languageChange(languageId: string, on: boolean): SettingChange {
  return {
    name: 'languages',
    // Values that are no switches were told when the settings were read; they are left for the person to mend.
    value: (own) => switchLanguage(typeof own === 'object' && own !== null ? { ...own } : {}, languageId, on),
  };
}

function origin(name: SettingName): Origin {
  const found = inspect(name);
  if (found?.workspaceValue !== undefined) return 'workspace';
  return found?.globalValue === undefined ? 'default' : 'person';
}

function valueAt(name: SettingName, target: vscode.ConfigurationTarget): unknown {
  const found = inspect(name);
  return target === vscode.ConfigurationTarget.Workspace ? found?.workspaceValue : found?.globalValue;
}

function inspect(name: SettingName) {
  return vscode.workspace.getConfiguration('sotto').inspect<unknown>(name);
}

async function write(name: SettingName, target: vscode.ConfigurationTarget, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('sotto').update(name, value, target);
}
