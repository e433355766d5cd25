import type * as vscode from 'vscode';
import type { ContextItem } from '../../core/chat/context-item.ts';
import type { ProjectRules } from '../project-rules.ts';

/** The rules for what the editor shows, to be accepted or not. */
export interface RulesFollower extends vscode.Disposable {
  items(): readonly ContextItem[];
  /** Looks for those of another document, once something has asked for rules at all. */
  about(uri: vscode.Uri | undefined): void;
  start(): void;
}

export function followRules(rules: ProjectRules, onItems: () => void): RulesFollower {
  let items: readonly ContextItem[] = [];
  let uri: vscode.Uri | undefined;
  let isWanted = false;
  let lastLook = 0;

  async function look(): Promise<void> {
    if (!isWanted) return;
    const mine = ++lastLook;
    const of = uri;
    // Where the chat is never opened nothing of it is loaded.
    const [offered, { rulesItem }] = await Promise.all([rules.offered(of), import('./rules-item.ts')]);
    if (mine !== lastLook) return;
    items = offered.map((each) => rulesItem(each, of, rules));
    onItems();
  }

  const subscription = rules.onDidChange(() => void look());
  return {
    items: () => items,
    about(next) {
      if (next?.toString() === uri?.toString()) return;
      uri = next;
      void look();
    },
    start() {
      if (isWanted) return;
      isWanted = true;
      void look();
    },
    dispose: () => subscription.dispose(),
  };
}
