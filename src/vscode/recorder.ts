import path from 'node:path';
import * as vscode from 'vscode';
import type { Clock } from '../core/base/clock.ts';
import type { Log } from '../core/base/log.ts';
import { createRecording, type Recording } from '../core/completion/recording.ts';
import type { SessionSink, ToldEvent } from '../core/completion/session-sink.ts';
import type { SessionEvent, SessionHeader } from '../core/completion/session.ts';
import { LARGEST_DOCUMENT } from '../core/completion/trigger.ts';
import { sessionLine } from '../core/completion/write-session.ts';
import { isPrivateFile } from '../core/safety/private-file.ts';
import { type BatchFile, type Shortfall, startBatchFile } from '../node/batch-file.ts';
import { isInside } from '../node/is-inside.ts';
import { isLeftOut } from '../node/left-out.ts';
import { documentLength, isOurs } from './documents.ts';

/** Writes down what happens, while the person wants it, to a file on this machine that nothing of Sotto sends anywhere. */
export interface Recorder extends SessionSink, vscode.Disposable {}

export interface RecorderOptions {
  /** Absolute, outside any workspace. */
  readonly folder: string;
  readonly clock: Clock;
  roots(): readonly string[];
  readonly log: Log;
}

/** Nobody looks after it: it must not fill a disk. */
const LARGEST_BYTES = 50 * 1024 * 1024;

interface Running {
  readonly file: string;
  readonly recording: Recording;
  readonly withText: boolean;
  readonly lines: BatchFile<SessionHeader | SessionEvent>;
  readonly sign: vscode.StatusBarItem;
  /** Line ends of the documents that were told of, or are about to be. */
  readonly met: Map<string, vscode.EndOfLine>;
}

export function createRecorder({ folder, clock, roots, log }: RecorderOptions): Recorder {
  let running: Running | undefined;
  let isStarting = false;

  function tell(event: ToldEvent): void {
    const row = running?.recording.record(event, clock.now());
    if (row !== undefined) running?.lines.add(row);
  }

  /** Tells of a document before anything else of it; with its text only where that may be kept. */
  function meet(document: vscode.TextDocument): void {
    const current = running;
    const uri = document.uri.toString();
    if (current === undefined || current.met.has(uri) || !isOurs(document)) return;
    current.met.set(uri, document.eol);
    if (!current.withText) {
      tell(openedEvent(document, roots()));
      return;
    }
    void mayKeepText(document, roots()).then((may) => {
      // What happened to it meanwhile is in its text by now.
      if (running !== current || document.isClosed || !current.met.has(uri)) return;
      tell({ ...openedEvent(document, roots()), ...(may ? { text: document.getText() } : {}) });
    });
  }

  function close(document: vscode.TextDocument): void {
    const uri = document.uri.toString();
    if (running?.met.delete(uri)) tell({ kind: 'closed', uri });
  }

  /** The palette asks what is to be kept; a key binding or a test may say it, `with-text` or `without-text`. */
  async function start(choice?: unknown): Promise<string | undefined> {
    if (running !== undefined || isStarting) return running?.file;
    isStarting = true;
    try {
      const withText = choice === 'with-text' || choice === 'without-text' ? choice === 'with-text' : await askWhat();
      return withText === undefined ? undefined : await startRecording(withText);
    } finally {
      isStarting = false;
    }
  }

  async function startRecording(withText: boolean): Promise<string | undefined> {
    const file = path.join(folder, `session-${new Date().toISOString().replace(/[:.]/g, '-')}.jsonl`);
    const recording = createRecording(withText, clock.now());
    try {
      const lines = await startBatchFile<SessionHeader | SessionEvent>(file, recording.header, {
        toLine: sessionLine,
        clock,
        largestBytes: LARGEST_BYTES,
        onEnded: () => void stop(),
      });
      running = { file, recording, withText, lines, sign: showSign(withText), met: new Map() };
    } catch (error) {
      void vscode.window.showErrorMessage(
        `Sotto: nothing is recorded, since the file cannot be written: ${String(error)}`,
      );
      return undefined;
    }
    log.info('recording.started', { withText });
    void vscode.commands.executeCommand('setContext', 'sotto.recording', true);
    for (const { document } of vscode.window.visibleTextEditors) meet(document);
    return file;
  }

  async function stop(): Promise<string | undefined> {
    if (running === undefined) return undefined;
    const { file, lines, sign } = running;
    running = undefined;
    sign.dispose();
    void vscode.commands.executeCommand('setContext', 'sotto.recording', false);
    const shortfall = await lines.end();
    log.info('recording.stopped', {});
    const what = shortfall === undefined ? 'The recording' : `${whyShort(shortfall)} What was recorded before`;
    void offerToReveal(`Sotto: ${what} is kept on this machine, at ${file}.`, file);
    return file;
  }

  const subscriptions = [
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (running === undefined) return;
      const uri = document.uri.toString();
      const lineEnds = running.met.get(uri);
      // The first that is seen of it, or a change of its line ends: its text as it is now says it all.
      if (lineEnds !== undefined && lineEnds !== document.eol) close(document);
      if (!running.met.has(uri)) {
        meet(document);
        return;
      }
      if (contentChanges.length === 0) return;
      const edits = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
        offset: rangeOffset,
        deleteCount: rangeLength,
        insertLength: text.length,
        insertText: text,
      }));
      tell({ kind: 'changed', uri, version: document.version, edits });
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      const [cursor] = selections;
      if (running === undefined || cursor === undefined) return;
      const { document } = textEditor;
      tell({ kind: 'cursor-moved', uri: document.uri.toString(), offset: document.offsetAt(cursor.active) });
    }),
    vscode.window.onDidChangeVisibleTextEditors((editors) => editors.forEach(({ document }) => meet(document))),
    vscode.workspace.onDidCloseTextDocument(close),
    vscode.commands.registerCommand('sotto.record', start),
    vscode.commands.registerCommand('sotto.stopRecording', stop),
  ];

  return {
    tell,
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      running?.sign.dispose();
      running?.lines.dispose();
    },
  };
}

function openedEvent(document: vscode.TextDocument, roots: readonly string[]): Extract<ToldEvent, { kind: 'opened' }> {
  const { uri, languageId, version } = document;
  return {
    kind: 'opened',
    uri: uri.toString(),
    path: relativePath(uri, roots),
    languageId,
    version,
    length: documentLength(document),
  };
}

function relativePath({ scheme, fsPath, path: uriPath }: vscode.Uri, roots: readonly string[]): string {
  const root = scheme === 'file' ? roots.find((folder) => isInside(folder, fsPath)) : undefined;
  if (root === undefined) return uriPath.slice(uriPath.lastIndexOf('/') + 1);
  return path.relative(root, fsPath).replaceAll('\\', '/');
}

/** Of new documents, and of those files of the workspace that Sotto reads itself. */
async function mayKeepText(document: vscode.TextDocument, roots: readonly string[]): Promise<boolean> {
  const { scheme, fsPath, path: uriPath } = document.uri;
  if (isPrivateFile(uriPath) || documentLength(document) > LARGEST_DOCUMENT) return false;
  if (scheme === 'untitled') return true;
  return scheme === 'file' && !(await isLeftOut(fsPath, roots));
}

/** Whether with text; `undefined` where the person thinks better of it. */
async function askWhat(): Promise<boolean | undefined> {
  const chosen = await vscode.window.showQuickPick(
    [
      { label: 'Without text', detail: 'Times, lengths and outcomes.', withText: false },
      {
        label: 'With text',
        detail: 'Everything you type in the recorded files: stays on this machine.',
        withText: true,
      },
    ],
    { title: 'Sotto: record this session', placeHolder: 'It ends with Stop Recording, or with this window' },
  );
  return chosen?.withText;
}

function showSign(withText: boolean): vscode.StatusBarItem {
  const sign = vscode.window.createStatusBarItem('sotto.recording', vscode.StatusBarAlignment.Right, 101);
  sign.name = 'Sotto: Recording';
  sign.text = '$(record) Recording';
  sign.tooltip = `Sotto records this session, ${withText ? 'with text' : 'without text'}. Click to stop.`;
  sign.command = 'sotto.stopRecording';
  sign.accessibilityInformation = { label: sign.tooltip, role: 'button' };
  sign.show();
  return sign;
}

function whyShort(shortfall: Shortfall): string {
  return shortfall === 'full'
    ? `recording ended, since the file reached ${LARGEST_BYTES / 1024 / 1024} MB.`
    : `recording ended, since the file cannot be written any more (${shortfall.message}).`;
}

async function offerToReveal(message: string, file: string): Promise<void> {
  const reveal = 'Reveal File';
  if ((await vscode.window.showInformationMessage(message, reveal)) !== reveal) return;
  await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(file));
}
