import * as vscode from 'vscode';
import type { Log } from '../core/base/log.ts';
import { type CompletionSource, SourceUnavailable } from '../core/completion/provide-completion.ts';
import { isLoopback } from '../core/models/server-kind.ts';
import { originOf, serverFor, type ServerRole, type ServerSetting } from '../core/settings/servers.ts';
import type { ServerState, ServerView } from '../core/settings/what-leaves.ts';
import type { CompletionServer } from '../node/model-servers.ts';
import type { Keys } from './keys.ts';
import { currentPlace } from './place.ts';
import type { SentRequests } from './sent-requests.ts';
import type { SettingsReader } from './settings.ts';

/** The model server that the person set for completions at this place, if any. */
export interface Servers extends vscode.Disposable {
  /** Made ready when it is first set; `undefined` until then, and where nothing may be asked. */
  source(): CompletionSource | undefined;
  /** The same with what else it can do. */
  ready(): CompletionServer | undefined;
  report(state: 'answered' | SourceUnavailable): void;
  view(): ServerView;
  setting(): ServerSetting | undefined;
  /** Where it runs, as far as its address tells. */
  kind(): 'loopback' | 'metered';
  /** Asks the server what it can do. The person acts, so this asks in untrusted workspaces too. */
  test(signal: AbortSignal): Promise<string>;
  /** After a key was entered or forgotten. */
  reload(): void;
  /** Of all that was sent, kept or not. */
  sentCount(): number;
  readonly onDidChange: vscode.Event<void>;
}

export function createServers(
  settings: SettingsReader,
  keys: Keys,
  roots: () => readonly string[],
  sent: SentRequests,
  log: Log,
): Servers {
  const changed = new vscode.EventEmitter<void>();
  const place = currentPlace();
  let current: { readonly setting: ServerSetting; readonly ready: Promise<CompletionServer> } | undefined;
  let server: CompletionServer | undefined;
  let state: ServerState = 'none';
  let problem: string | undefined;

  const setting = (): ServerSetting | undefined => serverFor(settings.current().servers, place.keys, 'completion');

  function load(): void {
    const wanted = setting();
    server = undefined;
    problem = undefined;
    current = wanted === undefined ? undefined : { setting: wanted, ready: create(wanted) };
    state = wanted === undefined ? 'none' : vscode.workspace.isTrusted ? 'unknown' : 'untrusted';
    const loading = current;
    loading?.ready.then(
      (made) => {
        if (current !== loading) return;
        server = made;
        changed.fire();
      },
      (error: unknown) => log.warn('server.not-ready', { message: String(error) }),
    );
    changed.fire();
  }

  async function create(wanted: ServerSetting): Promise<CompletionServer> {
    // Loaded with the first server, not with the extension: most of it is the client.
    const { createCompletionServer } = await import('../node/model-servers.ts');
    return createCompletionServer({
      server: wanted,
      key: await keys.read(originOf(wanted)),
      machine: place.machine,
      // VS Code's own, which knows the proxy and the certificates that are set in it.
      fetch: globalThis.fetch,
      roots,
      onSent: (request) => sent.add(request),
    });
  }

  function update(next: ServerState, message?: string): void {
    if (state === next && problem === message) return;
    state = next;
    problem = message;
    changed.fire();
  }

  const subscriptions = [
    changed,
    settings.onDidChange(() => {
      if (JSON.stringify(setting()) !== JSON.stringify(current?.setting)) load();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(load),
  ];
  load();

  return {
    source: () => (vscode.workspace.isTrusted ? server?.source : undefined),
    ready: () => (vscode.workspace.isTrusted ? server : undefined),
    report(answer) {
      if (answer === 'answered') update('up');
      else {
        if (state !== 'down') log.warn('server.down', { message: answer.message });
        update('down', answer.message);
      }
    },
    view() {
      const urlFor = (role: ServerRole) => serverFor(settings.current().servers, place.keys, role)?.url;
      const onRequest = { edit: urlFor('edit'), chat: urlFor('chat') };
      return { state, url: setting()?.url, model: setting()?.model, problem, onRequest };
    },
    setting,
    kind() {
      const url = setting()?.url;
      return url !== undefined && isLoopback(new URL(url).hostname) ? 'loopback' : 'metered';
    },
    async test(signal) {
      if (current === undefined) throw new SourceUnavailable('No model server is set for this place.');
      const said = await (await current.ready).test(signal);
      update('up');
      return said;
    },
    reload: load,
    sentCount: () => sent.count(),
    onDidChange: changed.event,
    dispose: () => subscriptions.forEach((subscription) => subscription.dispose()),
  };
}
