import * as vscode from 'vscode';
import type { Clock } from '../core/base/clock.ts';
import type { Log } from '../core/base/log.ts';
import type { History } from '../core/completion/history.ts';
import { type EditorEvent, type Outcome, settle, show, type Shown } from '../core/completion/outcome.ts';
import type { CompletionRequest } from '../core/completion/request.ts';
import type { Suggestion } from '../core/completion/result.ts';
import type { SessionSink } from '../core/completion/session-sink.ts';
import type { Survived } from '../core/completion/survival.ts';
import type { Certainty } from '../core/gate/certainty.ts';
import { followSurvival } from './survival.ts';

/** Follows the one suggestion that is presumably drawn, and hands on what became of it. */
export interface Outcomes extends vscode.Disposable {
  /** Returns the number under which it is followed: of what is drawn already, the rest is offered anew as it is typed. */
  offered(suggestion: Suggestion, document: vscode.TextDocument, request: CompletionRequest): number;
  accepted(id: number): void;
  dismissed(): void;
  /** Oldest first. */
  list(): readonly SettledSuggestion[];
  survived(): readonly Survived[];
  /** Tells what survived until then, of the clock that was passed in, without waiting for it. */
  checkSurvival(time: number): void;
}

export interface SettledSuggestion {
  readonly id: number;
  readonly outcome: Outcome;
  readonly certainty: Certainty;
}

export interface OutcomesOptions {
  readonly history: History;
  readonly session: SessionSink;
  readonly log: Log;
  readonly clock: Clock;
  otherProviderActive(): boolean;
  onSettled(settled: SettledSuggestion): void;
  /** An acceptance was taken back at once. */
  onUndone(): void;
}

const LONGEST = 500;

export function followOutcomes(options: OutcomesOptions): Outcomes {
  const { history, session, log, clock } = options;
  const now = (): number => clock.now();
  let shown: Shown | undefined;
  let lastAccepted: Shown | undefined;
  let settledOnes: readonly SettledSuggestion[] = [];
  let survivedOnes: readonly Survived[] = [];
  const offering = contextKey('sotto.offering');
  const lineEnds = new WeakMap<vscode.TextDocument, vscode.EndOfLine>();

  const survival = followSurvival({
    clock,
    onSurvived(survived) {
      survivedOnes = [...survivedOnes, survived].slice(-LONGEST);
      session.tell({ kind: 'survived', suggestion: survived.id, afterMs: survived.afterMs, kept: survived.kept });
      log.info('survived', { ...survived });
    },
    onUndone(id) {
      if (lastAccepted?.id !== id) return;
      history.undone(lastAccepted.insertText.replaceAll('\r\n', '\n'));
      options.onUndone();
    },
  });

  function feed(event: EditorEvent): void {
    if (shown === undefined) return;
    const before = shown;
    const next = settle(shown, event);
    if (next.kind === 'still-shown') {
      shown = next.shown;
      return;
    }
    shown = undefined;
    offering(false);
    const { outcome, certainty, shownMs } = next;
    const { id } = before;
    settledOnes = [...settledOnes, { id, outcome, certainty }].slice(-LONGEST);
    history.settled(outcome, certainty, before.insertText.replaceAll('\r\n', '\n'), now());
    session.tell({ kind: 'settled', suggestion: id, outcome, certainty, shownMs: Math.round(shownMs) });
    log.info('outcome', { id, outcome, certainty, shownMs: Math.round(shownMs) });
    followAccepted(before, outcome, event);
    options.onSettled({ id, outcome, certainty });
  }

  function followAccepted(before: Shown, outcome: Outcome, event: EditorEvent): void {
    if (outcome !== 'accepted' && outcome !== 'partially-accepted') return;
    const { id, uri, offset, insertText, progress } = before;
    const text = outcome === 'accepted' ? insertText : insertText.slice(0, progress);
    lastAccepted = before;
    // A change is heard of after it happened: then the document is ahead of what is known here.
    if (event.kind === 'changed' || textAt(uri, offset, text.length) === text) {
      survival.follow({ id, uri, offset, text });
    }
  }

  const subscriptions = [
    survival,
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
      const uri = document.uri.toString();
      const known = lineEnds.get(document);
      if (known !== undefined && known !== document.eol) forget(uri);
      lineEnds.set(document, document.eol);
      for (const { rangeOffset, rangeLength, text } of contentChanges) {
        const edit = { offset: rangeOffset, deleteCount: rangeLength, insertText: withLineEnds(text, document) };
        feed({ kind: 'changed', uri, ...edit, time: now() });
        survival.changed(uri, { ...edit, byUndo: reason !== undefined });
      }
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      if (textEditor !== vscode.window.activeTextEditor) return;
      const { document } = textEditor;
      const uri = document.uri.toString();
      const [cursor] = selections;
      if (cursor === undefined || selections.length > 1 || !cursor.isEmpty) feed({ kind: 'left', uri, time: now() });
      else feed({ kind: 'cursor-moved', uri, offset: document.offsetAt(cursor.active), time: now() });
    }),
    vscode.window.onDidChangeActiveTextEditor(() => {
      if (shown !== undefined) feed({ kind: 'left', uri: shown.uri, time: now() });
    }),
    vscode.workspace.onDidCloseTextDocument((document) => forget(document.uri.toString())),
  ];

  function forget(uri: string): void {
    feed({ kind: 'left', uri, time: now() });
    survival.forget(uri);
  }

  return {
    offered(suggestion, document, { offset, selectedItem }) {
      const uri = document.uri.toString();
      const insertText = withLineEnds(suggestion.insertText, document);
      const suffix = textAt(uri, offset, suggestion.replaceSuffix) ?? '';
      lineEnds.set(document, document.eol);
      feed({ kind: 'offered', uri, offset, insertText, suffix, time: now() });
      if (shown !== undefined) return shown.id;
      const { id } = suggestion;
      const otherProvider = options.otherProviderActive();
      shown = show({ id, uri, offset, insertText, suffix, selectedItem, otherProvider, time: now() });
      history.shown(shown.time);
      offering(true);
      return id;
    },
    accepted: (id) => {
      // A suggestion that is typed into is offered anew, with a new number, for what is left of it.
      if (shown !== undefined) feed({ kind: 'accepted', id: shown.id, time: now() });
      else log.trace('outcome.late-accept', { id });
    },
    dismissed: () => feed({ kind: 'dismissed', time: now() }),
    list: () => settledOnes,
    survived: () => survivedOnes,
    checkSurvival: (time) => survival.check(time),
    dispose: () => subscriptions.forEach((subscription) => subscription.dispose()),
  };
}

/** Suggestions hold `\n`; offsets count a CRLF as two. */
function withLineEnds(text: string, document: vscode.TextDocument): string {
  const lineEnd = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  return text.replace(/\r\n|\r|\n/g, lineEnd);
}

function textAt(uri: string, offset: number, length: number): string | undefined {
  const document = vscode.workspace.textDocuments.find((candidate) => candidate.uri.toString() === uri);
  return document?.getText(new vscode.Range(document.positionAt(offset), document.positionAt(offset + length)));
}

/** Sets a context key for `when` clauses, only when it changes. */
function contextKey(name: string): (value: boolean) => void {
  let current = false;
  return (value) => {
    if (value === current) return;
    current = value;
    void vscode.commands.executeCommand('setContext', name, value);
  };
}
