import path from 'node:path';
import * as vscode from 'vscode';
import { hiddenShareInWords, hiddenShareOf } from './core/gate/hold-bound.ts';
import { createRequestHistory, type RequestRecord } from './core/completion/request-history.ts';
import { createCandidates } from './core/completion/candidates.ts';
import { createOfferAgain } from './core/completion/offer-again.ts';
import { warmUp } from './core/completion/warm-up.ts';
import { createSotto } from './node/create-pipeline.ts';
import { engineSyntax } from './node/engine-syntax.ts';
import { registerChat, type RegisteredChat } from './vscode/chat/register-chat.ts';
import { createChatServers } from './vscode/chat-servers.ts';
import { registerCommands } from './vscode/commands.ts';
import { askAheadAtCursor } from './vscode/ask-ahead.ts';
import { registerContextCommand } from './vscode/context-command.ts';
import { registerCompletionProvider } from './vscode/completion-provider.ts';
import { isOurs, trackDocuments } from './vscode/documents.ts';
import { createEdits, type Edits } from './vscode/edit/create-edits.ts';
import type { ProcessReport } from './node/machine-report.ts';
import { systemClock } from './node/system-clock.ts';
import { createFirstSteps } from './vscode/first-steps.ts';
import { channelLog } from './vscode/log.ts';
import { followHidden } from './vscode/hidden-suggestion.ts';
import { createImportsOnAccept } from './vscode/imports-on-accept.ts';
import { createKeys } from './vscode/keys.ts';
import { machineReport, registerMachineCommand } from './vscode/machine-command.ts';
import { followOutcomes, type Outcomes } from './vscode/outcomes.ts';
import { otherProviderActive } from './vscode/other-providers.ts';
import { createRecorder } from './vscode/recorder.ts';
import { createProjectRules } from './vscode/project-rules.ts';
import { createSentRequests } from './vscode/sent-requests.ts';
import { registerServerCommands } from './vscode/server-commands.ts';
import { prepareOnIdle } from './vscode/prepare-on-idle.ts';
import { showLateAnswers } from './vscode/show-late-answers.ts';
import { createServers } from './vscode/servers.ts';
import { createSettingChanges } from './vscode/setting-changes.ts';
import { watchSettings } from './vscode/settings.ts';
import { createStatusBar } from './vscode/status-bar.ts';
import { createSwitches } from './vscode/switches.ts';
import { watchFiles } from './vscode/watch-files.ts';

/** What tests in the real editor look at; not an API for other extensions. */
export interface SottoApi {
  readonly activationMs: number;
  requests(): readonly RequestRecord[];
  outcomes(): ReturnType<Outcomes['list']>;
  /** What stands of accepted text, told up to now, or up to so much later as if it were then. */
  survived(aheadMs?: number): ReturnType<Outcomes['survived']>;
  processes(): { readonly engine: number | undefined; readonly indexer: number | undefined; readonly restarts: number };
  /** What *Why Is My Machine Busy?* shows. */
  machine(): Promise<readonly ProcessReport[]>;
  /** The sign that a suggestion is held back is up. */
  isHiding(): boolean;
  /** What accepting what is drawn imports besides, a line each. */
  announcedImports(): readonly string[];
  /** How much the gate has learned from, never of what; the file that it is kept in. */
  learned(): { readonly outcomes: number; readonly ofServers: number; readonly file: string };
  /** As the command does, without asking. */
  forgetLearned(): Promise<void>;
  /** Files in the index; `undefined` before the first one is ready. */
  indexedFiles(): number | undefined;
  readonly proposeEdit: Edits['proposeEdit'];
  readonly chat: Omit<RegisteredChat, 'dispose'>;
}

/** What must be on disk when the window closes. VS Code waits for `deactivate` alone, to which it passes nothing. */
let saveLearned = async (): Promise<void> => {};

export function deactivate(): Promise<void> {
  return saveLearned();
}

/** The composition root: builds the parts and registers the adapters. Nothing else sees everything. */
export function activate(context: vscode.ExtensionContext): SottoApi {
  const started = performance.now();
  const now = (): number => systemClock.now();
  const channel = vscode.window.createOutputChannel('Sotto', { log: true });
  const log = channelLog(channel);
  const settings = watchSettings();
  const changes = createSettingChanges();
  const firstSteps = createFirstSteps(context.globalState);
  const switches = createSwitches(settings, changes, now);
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
  const hidden = followHidden({
    // It was wanted, which is more than acceptance would say of it: nobody had pressed it on the person.
    onAskedFor: (id) => sotto.askedFor(id),
    announces: () => settings.current()['gate.announceHidden'],
    now,
  });
  const imports = createImportsOnAccept({
    ask: (params, timeoutMs) => sotto.indexer.call('imports', params, { timeoutMs }),
    isOn: () => settings.current()['completion.addImports'],
    willEdit: (document, edit) => outcomes.willEdit(document, edit),
    clock: systemClock,
    log,
  });
  const statusBar = createStatusBar(settings, switches, servers, firstSteps, hidden, imports, now);
  // The person's own, in every workspace, and in none of them.
  const gateFile = path.join(context.globalStorageUri.fsPath, 'gate.json');
  const sotto = createSotto({
    dist: context.asAbsolutePath('dist'),
    storage: (context.storageUri ?? context.globalStorageUri).fsPath,
    gateFile,
    roots: workspaceRoots,
    settings: () => settings.current(),
    snoozedUntil: () => switches.snoozedUntil(),
    documents: () => documents.list(),
    log,
    now,
    serverSource: () => servers.source(),
    serverAnswers: () => servers.ready()?.answers,
    serverKind: () => servers.kind(),
    modelName: () => servers.setting()?.model,
    onServer(state) {
      servers.report(state);
      if (state === 'answered') firstSteps.did('connected');
    },
    onIndexed({ files }) {
      indexedFiles = files;
      statusBar.indexed(files);
    },
    onIndexActivity: (activity) => statusBar.indexing(activity),
    onProblem: (message) => void vscode.window.showWarningMessage(message),
  });
  saveLearned = () => sotto.learned.save();
  // Before what tells it something: it hears of a change first, then of what the change settled.
  const recorder = createRecorder({
    folder: path.join(context.globalStorageUri.fsPath, 'recordings'),
    clock: systemClock,
    roots: workspaceRoots,
    log,
  });
  const outcomes = followOutcomes({
    product: sotto,
    session: recorder,
    log,
    clock: systemClock,
    otherProviderActive,
    onSettled: (id) => imports.settled(id),
  });
  const rules = createProjectRules(context.workspaceState);
  const edits = createEdits({
    servers: chatServers,
    settings,
    rules,
    // Nobody types against this question, so the tree may take its time.
    syntax: engineSyntax(sotto.engine, () => EDIT_SYNTAX_WITHIN_MS),
    log,
    storage: context.workspaceState,
    snippets: ({ document, lines }) =>
      sotto.context.snippetsAt(
        document.uri.toString(),
        lines ? document.offsetAt(new vscode.Position(lines.end, 0)) : document.getText().length,
      ),
  });
  const chat = registerChat({
    servers: chatServers,
    settings,
    sent,
    rules,
    indexer: sotto.indexer,
    proposeEdit: edits.proposeEdit,
    log,
    dist: vscode.Uri.joinPath(context.extensionUri, 'dist'),
    folder: path.join((context.storageUri ?? context.globalStorageUri).fsPath, 'chats'),
    memory: context.workspaceState,
  });
  const acceptedCommand = 'sotto.accepted';
  const offerAgain = createOfferAgain();

  context.subscriptions.push(
    channel,
    settings,
    firstSteps,
    switches,
    servers,
    chatServers,
    rules,
    edits,
    chat,
    hidden,
    imports,
    statusBar,
    documents,
    sotto,
    recorder,
    outcomes,
    registerCompletionProvider({
      sotto,
      documents,
      outcomes,
      requests,
      hidden,
      imports,
      offerAgain,
      candidates: createCandidates(),
      session: recorder,
      log,
      now,
      acceptedCommand,
    }),
    prepareOnIdle({ sotto, documents, server: () => servers.ready(), now }),
    showLateAnswers({ offerAgain, servers, settings }),
    registerCommands({
      settings,
      changes,
      switches,
      servers,
      requests,
      firstSteps,
      now,
      showLog: () => channel.show(),
      reindex: () => sotto.index(),
      isHiding: () => hidden.isHiding(),
      importsOf: (id) => imports.announced(id),
      forgetLearned: () => sotto.learned.reset(),
      hiddenShare: () => hiddenShareInWords(hiddenShareOf(sotto.learned.state().control)),
    }),
    registerServerCommands({ servers, chatServers, keys, settings, sent }),
    registerMachineCommand({ sotto, servers, requests, now }),
    registerContextCommand({
      explainContext: (document, offset) => sotto.context.explainAt(document.uri.toString(), offset),
    }),
    vscode.commands.registerCommand(acceptedCommand, async (id: number) => {
      outcomes.accepted(id);
      firstSteps.did('accepted');
      const adding = imports.accepted(id);
      // It moves the place that is asked for.
      if (imports.announced(id).length > 0) await adding;
      askAheadAtCursor(sotto, documents, now);
      await adding;
    }),
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

  const warmingUp = setTimeout(() => warmUp(sotto.pipeline, open?.languageId ?? 'typescript', now()), WARM_UP_AFTER_MS);
  context.subscriptions.push({ dispose: () => clearTimeout(warmingUp) });

  const activationMs = performance.now() - started;
  log.info('activated', { ms: Math.round(activationMs) });
  return {
    activationMs,
    requests: () => requests.list(),
    outcomes: () => outcomes.list(),
    survived(aheadMs = 0) {
      outcomes.checkSurvival(now() + aheadMs);
      return outcomes.survived();
    },
    processes: () => ({
      engine: sotto.engine.pid,
      indexer: sotto.indexer.pid,
      restarts: sotto.engine.restarts + sotto.indexer.restarts,
    }),
    machine: async () => (await machineReport({ sotto, now })).processes,
    isHiding: () => hidden.isHiding(),
    announcedImports: () => imports.announced(),
    learned() {
      const { person, control } = sotto.learned.state();
      return { outcomes: person.count, ofServers: control.labelled, file: gateFile };
    },
    forgetLearned: () => sotto.learned.reset(),
    indexedFiles: () => indexedFiles,
    proposeEdit: edits.proposeEdit,
    chat,
  };
}

const EDIT_SYNTAX_WITHIN_MS = 500;
/** The window is up then, and mostly nobody types yet. */
const WARM_UP_AFTER_MS = 1_500;

function workspaceRoots(): string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
}
