import * as vscode from 'vscode';
import { type AcceptedRules, withConsent } from '../core/rules/consent.ts';
import type { OfferedRules, SentRules } from '../core/rules/offer-rules.ts';
import { RULES_NAMES } from '../core/rules/rules-files.ts';
import { displayName } from './edit/judge-target.ts';

/** What the project says of its code, and what of it the person lets go along. Nothing of it in Restricted Mode. */
export interface ProjectRules extends vscode.Disposable {
  /** For a question about that document, read anew; most important first. */
  offered(uri: vscode.Uri | undefined): Promise<readonly OfferedRules[]>;
  /** Those that are accepted as they are on disk now. */
  accepted(uri: vscode.Uri | undefined): Promise<readonly SentRules[]>;
  /** Accepts them as they were when they were offered, or takes that back. Characters that nobody sees are told first. */
  setConsent(rules: OfferedRules, isGiven: boolean): Promise<void>;
  /** A file or what is accepted has changed. */
  readonly onDidChange: vscode.Event<void>;
}

const ACCEPTED = 'rules.accepted';

/** `memory`: the workspace's own. What is accepted in one is not accepted in another. */
export function createProjectRules(memory: vscode.Memento): ProjectRules {
  const changed = new vscode.EventEmitter<void>();
  const watcher = vscode.workspace.createFileSystemWatcher(`**/{${RULES_NAMES.join(',')}}`);
  const fire = (): void => changed.fire();
  const all = vscode.Disposable.from(
    changed,
    watcher,
    watcher.onDidChange(fire),
    watcher.onDidCreate(fire),
    watcher.onDidDelete(fire),
    vscode.workspace.onDidGrantWorkspaceTrust(fire),
  );

  async function offered(uri: vscode.Uri | undefined): Promise<readonly OfferedRules[]> {
    const place = vscode.workspace.isTrusted ? placeOf(uri) : undefined;
    if (place === undefined) return [];
    // With the first question, not with the extension: the tables that files are read by are long.
    const [{ readRulesFiles }, { offerRules }] = await Promise.all([
      import('../node/read-rules-files.ts'),
      import('../core/rules/offer-rules.ts'),
    ]);
    const nameOf = (file: string): string => displayName(vscode.Uri.file(file));
    const files = await readRulesFiles({ ...place, nameOf });
    return offerRules(files, place.file && nameOf(place.file), memory.get<AcceptedRules>(ACCEPTED, {}));
  }

  return {
    offered,
    async accepted(uri) {
      const given = (await offered(uri)).filter(({ consent }) => consent === 'given');
      return given.map(({ file: { name }, text }) => ({ name, text }));
    },
    async setConsent(rules, isGiven) {
      if (isGiven && rules.hidden.length > 0 && !(await confirmHidden(rules))) return;
      await memory.update(ACCEPTED, withConsent(memory.get<AcceptedRules>(ACCEPTED, {}), rules.file, isGiven));
      fire();
    },
    onDidChange: changed.event,
    dispose: () => all.dispose(),
  };
}

/** The folder of the document; without one that of the window, if it has only one. */
function placeOf(
  uri: vscode.Uri | undefined,
): { readonly folder: string; readonly file: string | undefined; readonly roots: readonly string[] } | undefined {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
  const roots = folders.map((folder) => folder.uri.fsPath);
  const isOnDisk = uri?.scheme === 'file' || uri?.scheme === 'vscode-notebook-cell';
  const file = isOnDisk ? vscode.Uri.file(uri.fsPath) : undefined;
  const folder = file ? vscode.workspace.getWorkspaceFolder(file) : folders.length === 1 ? folders[0] : undefined;
  return folder && { folder: folder.uri.fsPath, file: file?.fsPath, roots };
}

async function confirmHidden({ file, hidden }: OfferedRules): Promise<boolean> {
  const accept = 'Let It Go Along';
  const open = 'Open the File';
  const told = hidden.slice(0, MOST_TOLD).join(', ') + (hidden.length > MOST_TOLD ? ' and others' : '');
  const detail = `${told}. A text with such characters may say something else than it shows. What goes along has their names in place of them.`;
  const chosen = await vscode.window.showWarningMessage(
    `${file.name} holds characters that nobody sees.`,
    { modal: true, detail },
    // The first is what Enter does.
    open,
    accept,
  );
  if (chosen === open) await vscode.window.showTextDocument(vscode.Uri.parse(file.key));
  return chosen === accept;
}

const MOST_TOLD = 8;
