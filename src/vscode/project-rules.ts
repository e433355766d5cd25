import * as vscode from 'vscode';
import type { AcceptedRules } from '../core/rules/consent.ts';
import type { OfferedRules, SentRules } from '../core/rules/offer-rules.ts';
import { RULES_NAMES } from '../core/rules/rules-names.ts';

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
  const known = (): AcceptedRules => memory.get(ACCEPTED, {});
  // With the first question, not with the extension: the tables that files are read by are long.
  const parts = () => import('./offered-rules.ts');

  async function offered(uri: vscode.Uri | undefined): Promise<readonly OfferedRules[]> {
    if (!vscode.workspace.isTrusted) return [];
    const { offeredRules } = await parts();
    return offeredRules(uri, known());
  }

  return {
    offered,
    async accepted(uri) {
      const given = (await offered(uri)).filter(({ consent }) => consent === 'given');
      return given.map(({ file: { name }, text }) => ({ name, text }));
    },
    async setConsent(rules, isGiven) {
      const { acceptedWith } = await parts();
      await memory.update(ACCEPTED, (await acceptedWith(known(), rules, isGiven)) ?? known());
      fire();
    },
    onDidChange: changed.event,
    dispose: () => all.dispose(),
  };
}
