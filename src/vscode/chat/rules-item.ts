import type * as vscode from 'vscode';
import type { ContextItem } from '../../core/chat/context-item.ts';
import type { OfferedRules } from '../../core/rules/offer-rules.ts';
import type { ProjectRules } from '../project-rules.ts';

/** Rules that were offered for a question about that document, to be accepted or not. */
export function rulesItem(offered: OfferedRules, uri: vscode.Uri | undefined, rules: ProjectRules): ContextItem {
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
