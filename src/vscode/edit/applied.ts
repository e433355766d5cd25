import * as vscode from 'vscode';
import { displayName } from './judge-target.ts';
import type { Proposal } from './proposal.ts';
import type { VirtualDocuments } from './virtual-documents.ts';

/** *Review What Was Applied*: the text before against the document as it is, in VS Code's diff with its own arrows. */
export async function showApplied(proposal: Proposal | undefined, documents: VirtualDocuments): Promise<void> {
  if (!proposal || proposal.before === undefined) {
    void vscode.window.showInformationMessage('Sotto: nothing was applied in this window yet.');
    return;
  }
  const before = documents.add(proposal.target.path, proposal.before);
  const title = `${displayName(proposal.target)}: before “${proposal.title}” ↔ now`;
  await vscode.commands.executeCommand('vscode.diff', before, proposal.target, title);
}
