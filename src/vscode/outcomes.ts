import * as vscode from 'vscode';
import type { Clock } from '../core/base/clock.ts';
import type { Log } from '../core/base/log.ts';
import { followDrawn, type SettledSuggestion, type TaughtProduct } from '../core/completion/follow-drawn.ts';
import type { CompletionRequest } from '../core/completion/request.ts';
import type { Suggestion } from '../core/completion/result.ts';
import type { SessionSink } from '../core/completion/session-sink.ts';
import type { Survived } from '../core/completion/survival.ts';
import type { TextEdit } from '../core/text/text-edit.ts';
import { isOurs } from './documents.ts';

/** Tells `core/completion/follow-drawn.ts` what happens in the editor, and hands on what became of each suggestion. */
export interface Outcomes extends vscode.Disposable {
  /** Returns the number under which it is followed: of what is drawn already, the rest is offered anew as it is typed. */
  offered(
    suggestion: Suggestion,
    document: vscode.TextDocument,
    request: CompletionRequest,
    others: readonly Suggestion[],
  ): number;
  accepted(id: number): void;
  dismissed(): void;
  /** The next change of the document is this one of ours, if it is this one: nobody typed it. */
  willEdit(document: vscode.TextDocument, edit: TextEdit): void;
  /** Oldest first. */
  list(): readonly SettledSuggestion[];
  survived(): readonly Survived[];
  /** Tells what survived until then, of the clock that was passed in, without waiting for it. */
  checkSurvival(time: number): void;
}

export interface OutcomesOptions {
  readonly product: TaughtProduct;
  readonly session: SessionSink;
  readonly log: Log;
  readonly clock: Clock;
  otherProviderActive(): boolean;
  onSettled(id: number): void;
}

const LONGEST = 500;

export function followOutcomes({
  product,
  session,
  log,
  clock,
  otherProviderActive,
  onSettled,
}: OutcomesOptions): Outcomes {
  let settledOnes: readonly SettledSuggestion[] = [];
  let survivedOnes: readonly Survived[] = [];
  const offering = contextKey('sotto.offering');
  let ownEdit: { readonly uri: string; readonly edit: TextEdit } | undefined;
  const lineEnds = new WeakMap<vscode.TextDocument, vscode.EndOfLine>();

  const drawn = followDrawn({
    product,
    clock,
    textAt,
    onSettled(settled) {
      const { id, outcome, certainty } = settled;
      const shownMs = Math.round(settled.shownMs);
      offering(false);
      onSettled(id);
      settledOnes = [...settledOnes, settled].slice(-LONGEST);
      session.tell({ kind: 'settled', suggestion: id, outcome, certainty, shownMs });
      log.info('outcome', { id, outcome, certainty, shownMs });
    },
    onSurvived(survived) {
      survivedOnes = [...survivedOnes, survived].slice(-LONGEST);
      session.tell({ kind: 'survived', suggestion: survived.id, afterMs: survived.afterMs, kept: survived.kept });
      log.info('survived', { ...survived });
    },
  });

  function isOwnEdit(uri: string, edits: readonly TextEdit[]): boolean {
    const [edit] = edits;
    const expected = ownEdit?.uri === uri ? ownEdit.edit : undefined;
    ownEdit = undefined;
    return edits.length === 1 && edit?.offset === expected?.offset && edit?.insertText === expected?.insertText;
  }

  const subscriptions = [
    drawn,
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges, reason }) => {
      if (!isOurs(document)) return;
      const uri = document.uri.toString();
      const known = lineEnds.get(document);
      if (known !== undefined && known !== document.eol) drawn.forget(uri);
      lineEnds.set(document, document.eol);
      const edits = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
        offset: rangeOffset,
        deleteCount: rangeLength,
        insertText: text.replace(/\r\n|\r|\n/g, lineEndOf(document)),
      }));
      const isAtHand = document === vscode.window.activeTextEditor?.document && !isOwnEdit(uri, edits);
      drawn.changed(uri, edits, reason !== undefined ? 'undone' : isAtHand ? 'unknown' : 'elsewhere');
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      if (textEditor !== vscode.window.activeTextEditor) return;
      const { document } = textEditor;
      const uri = document.uri.toString();
      const [cursor] = selections;
      if (cursor === undefined || selections.length > 1 || !cursor.isEmpty) drawn.left(uri);
      else drawn.moved(uri, document.offsetAt(cursor.active));
    }),
    vscode.window.onDidChangeActiveTextEditor(() => drawn.left()),
    vscode.workspace.onDidCloseTextDocument((document) => drawn.forget(document.uri.toString())),
  ];

  return {
    offered(suggestion, document, { offset, selectedItem }, others) {
      lineEnds.set(document, document.eol);
      const place = {
        uri: document.uri.toString(),
        offset,
        selectedItem,
        lineEnd: lineEndOf(document),
        otherProvider: otherProviderActive(),
      };
      const id = drawn.offered(suggestion, place, others);
      offering(true);
      return id;
    },
    accepted(id) {
      // A suggestion that is typed into is offered anew, with a new number, for what is left of it.
      if (!drawn.accepted()) log.trace('outcome.late-accept', { id });
    },
    dismissed: () => drawn.dismissed(),
    willEdit: (document, edit) => void (ownEdit = { uri: document.uri.toString(), edit }),
    list: () => settledOnes,
    survived: () => survivedOnes,
    checkSurvival: (time) => drawn.checkSurvival(time),
    dispose: () => subscriptions.forEach((subscription) => subscription.dispose()),
  };
}

function lineEndOf(document: vscode.TextDocument): '\n' | '\r\n' {
  return document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
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
