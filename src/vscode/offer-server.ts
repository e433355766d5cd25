import * as vscode from 'vscode';
import type { ChatAccess, ChatRole } from './chat-servers.ts';
import type { SettingsReader } from './settings.ts';
import { storeServers } from './store-servers.ts';

const WHAT: Readonly<Record<ChatRole, string>> = { edit: 'edits', chat: 'the chat' };

/**
 * Says which setting is missing, and offers what helps. Nothing goes to a server that was not set for this: one that is
 * set for completions is only offered. Resolves to true where a server is set by then.
 */
export async function offerServer(
  access: Exclude<ChatAccess, { kind: 'ready' }>,
  role: ChatRole,
  settings: SettingsReader,
): Promise<boolean> {
  if (access.kind === 'untrusted') {
    const trust = 'Manage Trust';
    const sentence = `Sotto: nothing is sent to ${access.setting.url} until you trust this workspace.`;
    if ((await vscode.window.showInformationMessage(sentence, trust)) === trust) {
      await vscode.commands.executeCommand('workbench.trust.manage');
    }
    return false;
  }
  const same = 'Use the Same Server';
  const setUp = 'Set Up a Server';
  const open = 'Open Setting';
  const { completion } = access;
  const sentence =
    completion === undefined
      ? `Sotto: this needs a model, and the setting sotto.servers names none for ${WHAT[role]}.`
      : `Sotto: ${completion.url} is set for completions only; sotto.servers names no server for ${WHAT[role]}.`;
  const buttons = completion === undefined ? [setUp, open] : [same, setUp, open];
  const chosen = await vscode.window.showInformationMessage(sentence, ...buttons);
  if (chosen === same) await storeServers(settings, ['edit', 'chat'], completion);
  else if (chosen === setUp) await vscode.commands.executeCommand('sotto.setUpServer');
  else if (chosen === open) await vscode.commands.executeCommand('workbench.action.openSettings', 'sotto.servers');
  return chosen === same;
}
