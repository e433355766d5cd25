import * as vscode from 'vscode';
import { createRequestHistory, type RequestRecord } from './core/completion/request-history.ts';
import type { Snippet } from './core/context/snippet.ts';
import type { ContextKeeper } from './node/context-keeper.ts';
import { createSotto } from './node/create-pipeline.ts';
import { engineSyntax } from './node/engine-syntax.ts';
import { createChatServers } from './vscode/chat-servers.ts';
import { registerCommands } from './vscode/commands.ts';
import { registerCompletionProvider } from './vscode/completion-provider.ts';
import { isOurs, trackDocuments } from './vscode/documents.ts';
import { createEdits, type Edits } from './vscode/edit/create-edits.ts';
import { channelLog } from './vscode/log.ts';
import { createKeys } from './vscode/keys.ts';
import { followOutcomes, type Outcomes } from './vscode/outcomes.ts';
import { createSentRequests } from './vscode/sent-requests.ts';
import { registerServerCommands } from './vscode/server-commands.ts';
import { createServers } from './vscode/servers.ts';
import { watchSettings } from './vscode/settings.ts';
import { createStatusBar } from './vscode/status-bar.ts';
import { createSwitches } from './vscode/switches.ts';
import { watchFiles } from './vscode/watch-files.ts';

/** What tests in the real editor look at; not an API for other extensions. */
export interface SottoApi {
  readonly activationMs: number;
  requests(): readonly RequestRecord[];
  outcomes(): ReturnType<Outcomes['list']>;
  processes(): { readonly engine: number | undefined; readonly indexer: number | undefined; readonly restarts: number };
  /** Files in the index; `undefined` before the first one is ready. */
  indexedFiles(): number | undefined;
  readonly proposeEdit: Edits['proposeEdit'];
}

/** The composition root: builds the parts and registers the adapters. Nothing else sees everything. */
export function activate(context: vscode.ExtensionContext): SottoApi {
  const started = performance.now();
  const now = (): number => performance.now();
  const channel = vscode.window.createOutputChannel('Sotto', { log: true });
  const log = channelLog(channel);
  const settings = watchSettings();
  const switches = createSwitches(settings, now);
  const requests = createRequestHistory();
  let indexedFiles: number | undefined;

  const documents = trackDocuments({
    openDocument: (document) => sotto.openDocument(document),
    changeDocument: (change) => sotto.changeDocument(change),
    closeDocument: (uri) => sotto.closeDocument(uri),
  });
  const keys = createKeys(context.secrets);
  const sent = createSentRequests(log);
  const servers = createServers(settings, keys, workspaceRoots, sent, log);
  const chatServers = createChatServers(settings, keys, sent);
  const statusBar = createStatusBar(settings, switches, servers, now);
  const sotto = createSotto({
    dist: context.asAbsolutePath('dist'),
    storage: (context.storageUri ?? context.globalStorageUri).fsPath,
    roots: workspaceRoots,
    settings: () => settings.current(),
    snoozedUntil: () => switches.snoozedUntil(),
    documents: () => documents.list(),
    log,
    now,
    serverSource: () => servers.source(),
    onServer: (state) => servers.report(state),
    onIndexed({ files }) {
      indexedFiles = files;
      statusBar.indexed(files);
    },
    onProblem: (message) => void vscode.window.showWarningMessage(message),
  });
  const outcomes = followOutcomes({
    history: sotto.history,
    log,
    now,
    // What was turned down must not come back from the memory of what was suggested.
    onSettled: (outcome) => outcome === 'rejected' && sotto.reuse.forget(),
  });
  const edits = createEdits({
    servers: chatServers,
    settings,
    syntax: engineSyntax(sotto.engine),
    log,
    storage: context.workspaceState,
    snippets: (uri) => freshSnippets(sotto.context, uri.toString()),
  });
  const acceptedCommand = 'sotto.accepted';

  context.subscriptions.push(
    channel,
    settings,
    switches,
    servers,
    chatServers,
    edits,
    statusBar,
    documents,
    sotto,
    outcomes,
    registerCompletionProvider({
      sotto,
      documents,
      outcomes,
      requests,
      log,
      now,
      acceptedCommand,
      delayMs: () => settings.current()['completion.delayMs'],
    }),
    registerCommands({ settings, switches, requests, showLog: () => channel.show(), reindex: () => sotto.index() }),
    registerServerCommands({ servers, chatServers, keys, settings, sent }),
    vscode.commands.registerCommand(acceptedCommand, (id: number) => outcomes.accepted(id)),
    vscode.commands.registerCommand('sotto.dismiss', async () => {
      outcomes.dismissed();
      await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
    }),
    settings.onDidChange(() => sotto.reuse.forget()),
    vscode.workspace.onDidChangeWorkspaceFolders(() => sotto.index()),
    watchFiles((files) => sotto.filesChanged(files)),
  );
  const open = vscode.window.activeTextEditor?.document;
  if (open !== undefined && isOurs(open)) documents.use(open);

  const activationMs = performance.now() - started;
  log.info('activated', { ms: Math.round(activationMs) });
  return {
    activationMs,
    requests: () => requests.list(),
    outcomes: () => outcomes.list(),
    processes: () => ({
      engine: sotto.engine.pid,
      indexer: sotto.indexer.pid,
      restarts: sotto.engine.restarts + sotto.indexer.restarts,
    }),
    indexedFiles: () => indexedFiles,
    proposeEdit: edits.proposeEdit,
  };
}

/** A command can wait a little for the indexer, which a keystroke cannot. */
async function freshSnippets(context: ContextKeeper, uri: string): Promise<readonly Snippet[]> {
  const timeUp = new Promise((resolve) => setTimeout(resolve, SNIPPETS_WITHIN_MS));
  await Promise.race([context.refresh(uri).catch(() => undefined), timeUp]);
  return context.snippets(uri);
}

const SNIPPETS_WITHIN_MS = 1_000;

function workspaceRoots(): string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
}
