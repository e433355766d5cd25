import type * as vscode from 'vscode';
import type { ContextItem } from '../../core/chat/context-item.ts';
import type { OfferedRules } from '../../core/rules/offer-rules.ts';
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
    const offered = await rules.offered(of);
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

function rulesItem(offered: OfferedRules, uri: vscode.Uri | undefined, rules: ProjectRules): ContextItem {
  const { file, consent, tokens, hidden } = offered;
  return {
    // Another text is another thing: a tick that was meant for what stood there before finds nothing.
    key: `rules:${file.key}:${file.hash}`,
    kind: 'rules',
    label: file.name,
    detail: hidden.length === 0 ? file.name : `${file.name} (${hidden.slice(0, 4).join(', ')})`,
    name: file.name,
    consent: {
      state: consent,
      tokens,
      isHiding: hidden.length > 0,
      set: (isGiven) => rules.setConsent(offered, isGiven),
    },
    async read() {
      const sent = (await rules.accepted(uri)).find(({ name }) => name === file.name);
      return sent === undefined
        ? { kind: 'refused', reason: 'It has changed since you ticked it.' }
        : { kind: 'text', text: sent.text };
    },
  };
}
