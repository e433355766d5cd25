import * as vscode from 'vscode';
import type { ChatDesk } from '../../core/chat/create-chat.ts';
import type { ChatServers } from '../chat-servers.ts';
import { offerServer } from '../offer-server.ts';
import type { SettingsReader } from '../settings.ts';
import { changesItem, commitsItem } from './git-items.ts';
import { openLink, openPlace } from './places.ts';
import { problemItem } from './problem-item.ts';
import { suggestItems } from './suggest-items.ts';
import type { UseCodeOptions } from './use-code.ts';

export interface DeskOptions extends UseCodeOptions {
  readonly servers: ChatServers;
  readonly settings: SettingsReader;
}

/** What the editor does for the chat. */
export function createDesk(options: DeskOptions): ChatDesk {
  const { index, servers, settings, editor } = options;

  return {
    suggest: (query) => suggestItems(query, index),
    needed(kind) {
      switch (kind) {
        case 'problems':
          return problemItem(problemPlace(editor()));
        case 'changes':
          return changesItem();
        case 'commits':
          return commitsItem();
      }
    },
    useCode: async (action, code) => (await import('./use-code.ts')).useCode(action, code, options),
    openLink,
    openPlace: (place) => openPlace(place, index),
    async remedy(action) {
      switch (action) {
        case 'open-settings':
          await vscode.commands.executeCommand('workbench.action.openSettings', 'sotto.servers');
          return;
        case 'enter-key':
          await vscode.commands.executeCommand('sotto.enterKey');
          return;
        case 'set-up-server': {
          const access = servers.access('chat');
          if (access.kind === 'ready') await vscode.commands.executeCommand('sotto.setUpServer');
          else await offerServer(access, 'chat', settings);
        }
      }
    },
    async show(text) {
      const json = prettyJson(text);
      const content = json === undefined ? text : `// Exactly what is sent, the credentials apart.\n${json}\n`;
      const language = json === undefined ? 'plaintext' : 'jsonc';
      const document = await vscode.workspace.openTextDocument({ language, content });
      await vscode.window.showTextDocument(document, { preview: true });
    },
  };
}

function problemPlace(at: vscode.TextEditor | undefined): Parameters<typeof problemItem>[0] {
  if (at === undefined) return undefined;
  return { uri: at.document.uri, ...(at.selection.isEmpty ? {} : { range: at.selection }) };
}

function prettyJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return undefined;
  }
}
