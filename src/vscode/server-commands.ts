import * as vscode from 'vscode';
import { SourceUnavailable } from '../core/completion/provide-completion.ts';
import { isServerAddress, originOf, ROLES, serverFor, type ServerRole } from '../core/settings/servers.ts';
import type { ChatServers } from './chat-servers.ts';
import type { Keys } from './keys.ts';
import { currentPlace } from './place.ts';
import type { SentRequests } from './sent-requests.ts';
import type { Servers } from './servers.ts';
import type { SettingsReader } from './settings.ts';
import { storeServers } from './store-servers.ts';

interface Preset extends vscode.QuickPickItem {
  readonly url: string;
  readonly needsKey: boolean;
}

/** What people run, at the addresses that those servers choose themselves. */
const PRESETS: readonly Preset[] = [
  { label: 'llama.cpp', description: 'llama-server', url: 'http://127.0.0.1:8080/v1', needsKey: false },
  { label: 'Ollama', url: 'http://127.0.0.1:11434/v1', needsKey: false },
  { label: 'LM Studio', url: 'http://127.0.0.1:1234/v1', needsKey: false },
  { label: 'vLLM', url: 'http://127.0.0.1:8000/v1', needsKey: false },
  { label: 'Mistral', description: 'Codestral, in the cloud', url: 'https://api.mistral.ai/v1', needsKey: true },
  { label: 'DeepSeek', description: 'in the cloud', url: 'https://api.deepseek.com', needsKey: true },
  { label: 'OpenAI', description: 'in the cloud', url: 'https://api.openai.com/v1', needsKey: true },
  { label: 'Another server …', description: 'any OpenAI-compatible address', url: '', needsKey: false },
];

/** Loopback ports that model servers choose; asked only when the person says so. llama.cpp has changed its own once. */
const LOOPBACK_PORTS = [8080, 9931, 11434, 1234, 8000];

const FIND_TIMEOUT_MS = 1_500;
const TEST_TIMEOUT_MS = 30_000;

export interface ServerCommandsOptions {
  readonly servers: Servers;
  readonly chatServers: ChatServers;
  readonly keys: Keys;
  readonly settings: SettingsReader;
  readonly sent: SentRequests;
}

export function registerServerCommands(options: ServerCommandsOptions): vscode.Disposable {
  const commands: Readonly<Record<string, () => unknown>> = {
    'sotto.setUpServer': () => setUp(options),
    'sotto.testConnection': () => testConnection(options.servers),
    'sotto.enterKey': async () => enterKey(options, await chooseOrigin(options.settings)),
    'sotto.forgetKey': () => forgetKey(options),
    'sotto.showPrompt': () => showPrompts(options.sent),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run)),
  );
}

async function setUp(options: ServerCommandsOptions): Promise<void> {
  const { servers, settings } = options;
  const find: Preset = {
    label: '$(search) Look for one on this machine',
    description: `asks ports ${LOOPBACK_PORTS.join(', ')} of ${currentPlace().machine}`,
    url: 'find',
    needsKey: false,
  };
  const none: Preset = {
    label: '$(circle-slash) No server',
    description: 'the embedded engine alone; nothing leaves the machine',
    url: 'none',
    needsKey: false,
  };
  const chosen = await vscode.window.showQuickPick([find, ...PRESETS, none], {
    title: 'Sotto: which model server?',
    placeHolder: 'Code is sent to the server that you choose, and to no other',
  });
  if (chosen === undefined) return;
  if (chosen.url === 'none') return storeServers(settings, ['completion', 'edit', 'chat'], undefined);
  const url = chosen.url === 'find' ? await chooseFound() : await confirmAddress(chosen.url);
  if (url === undefined) return;
  const roles = await chooseRoles();
  if (roles === undefined || roles.length === 0) return;
  await storeServers(settings, roles, { url });
  if (chosen.needsKey) await enterKey(options, originOf({ url }));
  if (roles.includes('completion')) await testConnection(servers);
}

interface RoleItem extends vscode.QuickPickItem {
  readonly role: ServerRole;
}

/** What the server is for: all of it, unless the person takes something out. */
async function chooseRoles(): Promise<readonly ServerRole[] | undefined> {
  const items: readonly RoleItem[] = [
    { role: 'completion', label: 'Completions', description: 'while you type: code around the cursor', picked: true },
    { role: 'edit', label: 'Edits', description: 'when you ask: the file that you ask about', picked: true },
    { role: 'chat', label: 'Chat', description: 'when you ask: what the question shows', picked: true },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Sotto: what is this server for?',
    placeHolder: 'Nothing is sent to it for what is not ticked',
    canPickMany: true,
  });
  return chosen?.map(({ role }) => role);
}

async function confirmAddress(value: string): Promise<string | undefined> {
  const url = await vscode.window.showInputBox({
    title: 'Sotto: address of the server',
    value,
    prompt: `localhost means ${currentPlace().machine}.`,
    validateInput: (text) =>
      isServerAddress(text.trim()) ? undefined : 'This is no http or https address, such as http://127.0.0.1:8080/v1.',
  });
  return url?.trim();
}

async function chooseFound(): Promise<string | undefined> {
  const found = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Sotto: looking for model servers', cancellable: false },
    () => Promise.all(LOOPBACK_PORTS.map(answersAt)),
  );
  const urls = found.filter((url) => url !== undefined);
  if (urls.length > 0) return vscode.window.showQuickPick(urls, { title: 'Sotto: servers that answered' });
  void vscode.window.showInformationMessage(`Sotto: no model server answers on ${currentPlace().machine}.`);
  return undefined;
}

/** A list of models is what all of them have. */
async function answersAt(port: number): Promise<string | undefined> {
  const url = `http://127.0.0.1:${port}/v1`;
  try {
    const response = await fetch(`${url}/models`, { redirect: 'manual', signal: AbortSignal.timeout(FIND_TIMEOUT_MS) });
    await response.body?.cancel();
    return response.ok ? url : undefined;
  } catch {
    return undefined;
  }
}

async function enterKey(
  { servers, chatServers, keys }: ServerCommandsOptions,
  origin: string | undefined,
): Promise<void> {
  if (origin === undefined) return;
  const value = await vscode.window.showInputBox({
    title: `Sotto: key for ${origin}`,
    prompt: 'Kept in VS Code’s secret storage, and sent to this address only.',
    password: true,
    ignoreFocusOut: true,
  });
  if (value === undefined || value.trim() === '') return;
  await keys.write(origin, value.trim());
  servers.reload();
  chatServers.reload();
}

async function forgetKey({ servers, chatServers, keys, settings }: ServerCommandsOptions): Promise<void> {
  const origin = await chooseOrigin(settings);
  if (origin === undefined) return;
  await keys.forget(origin);
  servers.reload();
  chatServers.reload();
  void vscode.window.showInformationMessage(`Sotto: the key for ${origin} is forgotten.`);
}

/** Of the servers that are set at this place, whatever for. */
async function chooseOrigin(settings: SettingsReader): Promise<string | undefined> {
  const found = ROLES.map((role) => serverFor(settings.current().servers, currentPlace().keys, role));
  const origins = [...new Set(found.flatMap((server) => (server === undefined ? [] : [originOf(server)])))];
  if (origins.length === 0) sayNoServer();
  return origins.length > 1 ? vscode.window.showQuickPick(origins, { title: 'Sotto: for which server?' }) : origins[0];
}

async function testConnection(servers: Servers): Promise<void> {
  if (servers.setting() === undefined) return sayNoServer();
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Sotto: asking the server', cancellable: true },
    async (_, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort('superseded'));
      try {
        const said = await servers.test(AbortSignal.any([controller.signal, AbortSignal.timeout(TEST_TIMEOUT_MS)]));
        void vscode.window.showInformationMessage(`Sotto: ${said}`);
      } catch (error) {
        if (controller.signal.aborted) return;
        const message =
          error instanceof SourceUnavailable
            ? error.message
            : 'The server did not answer in time; see the setting sotto.servers.';
        void vscode.window.showErrorMessage(`Sotto: ${message}`);
      }
    },
  );
}

/** Every request that is still remembered, newest first, byte for byte as it left. */
async function showPrompts({ list }: SentRequests): Promise<void> {
  const sent = list().toReversed();
  if (sent.length === 0) {
    void vscode.window.showInformationMessage('Sotto: nothing has been sent in this window.');
    return;
  }
  const content = sent
    .map(
      ({ method, url, body }) =>
        `// ${method} ${url}\n// Exactly what was sent, the credentials apart.\n${pretty(body)}\n`,
    )
    .join('\n');
  const document = await vscode.workspace.openTextDocument({ language: 'jsonc', content });
  await vscode.window.showTextDocument(document, { preview: true });
}

function pretty(body: string | undefined): string {
  return body === undefined ? '// (no body)' : JSON.stringify(JSON.parse(body), undefined, 2);
}

function sayNoServer(): void {
  void vscode.window.showInformationMessage(
    'Sotto: no model server is set; completions come from the embedded engine.',
  );
}
