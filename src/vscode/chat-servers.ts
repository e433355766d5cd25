import * as vscode from 'vscode';
import { originOf, serverFor, type ServerRole, type ServerSetting } from '../core/settings/servers.ts';
import type { ChatServer } from '../node/chat-server.ts';
import type { Keys } from './keys.ts';
import { currentPlace } from './place.ts';
import type { SentRequests } from './sent-requests.ts';
import type { SettingsReader } from './settings.ts';

export type ChatRole = Extract<ServerRole, 'edit' | 'chat'>;

/** Whether a model may be asked for a role here, and if not, why. */
export type ChatAccess =
  | { readonly kind: 'ready'; readonly setting: ServerSetting; readonly server: Promise<ChatServer> }
  | { readonly kind: 'untrusted'; readonly setting: ServerSetting }
  /** `completion`: the server that is set for completions; it gets nothing of this before the person says so. */
  | { readonly kind: 'none'; readonly completion: ServerSetting | undefined };

/** The servers that are talked to, by role, made anew when settings or keys change. */
export interface ChatServers extends vscode.Disposable {
  access(role: ChatRole): ChatAccess;
  /** After a key was entered or forgotten. */
  reload(): void;
  readonly onDidChange: vscode.Event<void>;
}

export function createChatServers(settings: SettingsReader, keys: Keys, sent: SentRequests): ChatServers {
  const changed = new vscode.EventEmitter<void>();
  const place = currentPlace();
  const made = new Map<ChatRole, { readonly setting: ServerSetting; readonly server: Promise<ChatServer> }>();

  async function create(role: ChatRole, server: ServerSetting): Promise<ChatServer> {
    // Loaded with the first question, not with the extension: most of it is the client.
    const { createChatServer } = await import('../node/chat-server.ts');
    return createChatServer({
      role,
      server,
      key: await keys.read(originOf(server)),
      // VS Code's own, which knows the proxy and the certificates that are set in it.
      fetch: globalThis.fetch,
      onSent: (request) => sent.add(request),
    });
  }

  function forget(): void {
    made.clear();
    changed.fire();
  }

  const subscriptions = [changed, settings.onDidChange(forget), vscode.workspace.onDidGrantWorkspaceTrust(forget)];

  return {
    access(role) {
      const setting = serverFor(settings.current().servers, place.keys, role);
      if (setting === undefined) {
        return { kind: 'none', completion: serverFor(settings.current().servers, place.keys, 'completion') };
      }
      if (!vscode.workspace.isTrusted) return { kind: 'untrusted', setting };
      const known = made.get(role);
      if (known) return { kind: 'ready', ...known };
      const fresh = { setting, server: create(role, setting) };
      // Whoever asks hears of it.
      fresh.server.catch(() => undefined);
      made.set(role, fresh);
      return { kind: 'ready', ...fresh };
    },
    reload: forget,
    onDidChange: changed.event,
    dispose: () => subscriptions.forEach((subscription) => subscription.dispose()),
  };
}
