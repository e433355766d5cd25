import * as vscode from 'vscode';
import type { Log } from '../core/base/log.ts';
import type { History } from '../core/completion/history.ts';
import { type EditorEvent, type Outcome, settle, show, type Shown } from '../core/completion/outcome.ts';
import type { Suggestion } from '../core/completion/result.ts';

/** Follows the one suggestion that is presumably drawn, and hands on what became of it. */
export interface Outcomes extends vscode.Disposable {
  offered(suggestion: Suggestion, document: vscode.TextDocument, offset: number): void;
  accepted(id: number): void;
  dismissed(): void;
  /** Oldest first. */
  list(): readonly { readonly id: number; readonly outcome: Outcome }[];
}

export interface OutcomesOptions {
  readonly history: History;
  readonly log: Log;
  now(): number;
  onSettled(outcome: Outcome, id: number): void;
}

const LONGEST = 500;

export function followOutcomes({ history, log, now, onSettled }: OutcomesOptions): Outcomes {
  let shown: Shown | undefined;
  let settledOnes: { id: number; outcome: Outcome }[] = [];
  const offering = contextKey('sotto.offering');

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
    settledOnes = [...settledOnes, { id: before.id, outcome: next.outcome }].slice(-LONGEST);
    history.settled(next.outcome, before.insertText, now());
    log.info('outcome', { id: before.id, outcome: next.outcome, shownMs: Math.round(now() - before.time) });
    onSettled(next.outcome, before.id);
  }

  const subscriptions = [
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const uri = document.uri.toString();
      for (const { rangeOffset, rangeLength, text } of contentChanges) {
        // Offsets count a CRLF as two, suggestions hold `\n`: compare in the suggestion's terms.
        const insertText = text.replaceAll('\r\n', '\n');
        feed({ kind: 'changed', uri, offset: rangeOffset, deleteCount: rangeLength, insertText, time: now() });
      }
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      const cursor = selections[0]?.active;
      if (cursor === undefined || selections.length > 1) return;
      const { document } = textEditor;
      feed({ kind: 'cursor-moved', uri: document.uri.toString(), offset: document.offsetAt(cursor) });
    }),
    vscode.window.onDidChangeActiveTextEditor(() => {
      if (shown !== undefined) feed({ kind: 'left', uri: shown.uri });
    }),
    vscode.workspace.onDidCloseTextDocument((document) => feed({ kind: 'left', uri: document.uri.toString() })),
  ];

  return {
    offered(suggestion, document, offset) {
      const { id, insertText } = suggestion;
      const uri = document.uri.toString();
      feed({ kind: 'offered', uri, offset, insertText });
      if (shown !== undefined) return;
      shown = show({ id, uri, offset, insertText, time: now() });
      history.shown(shown.time);
      offering(true);
    },
    accepted: (id) => {
      // A suggestion that is typed into is offered anew, with a new number, for what is left of it.
      if (shown !== undefined) feed({ kind: 'accepted', id: shown.id });
      else log.trace('outcome.late-accept', { id });
    },
    dismissed: () => feed({ kind: 'dismissed' }),
    list: () => settledOnes,
    dispose: () => subscriptions.forEach((subscription) => subscription.dispose()),
  };
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
