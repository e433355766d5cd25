import * as vscode from 'vscode';
import type { CompletionRequest } from '../core/completion/request.ts';
import type { CompletionResult } from '../core/completion/result.ts';

/** The suggestion that the gate held back last, while the cursor is still where it would have been drawn. */
export interface HiddenSuggestion extends vscode.Disposable {
  /** Of every request: what it ended in. */
  told(request: CompletionRequest, result: CompletionResult): void;
  /** A suggestion is held back right now. */
  isHiding(): boolean;
  readonly onDidChange: vscode.Event<void>;
}

export interface HiddenSuggestionOptions {
  /** The person asked to see it: it was wanted. */
  onAskedFor(id: number): void;
  /** For who cannot see the sign in the status bar. */
  announces(): boolean;
  now(): number;
}

interface Hidden extends Pick<CompletionRequest, 'uri' | 'version' | 'offset'> {
  readonly id: number;
}

/** A message for each key would be worse than none. */
const ANNOUNCE_EVERY_MS = 20_000;

/** Tells by a sign that something is held back, and shows it when asked to (*Show the Hidden Suggestion*). */
export function followHidden({ onAskedFor, announces, now }: HiddenSuggestionOptions): HiddenSuggestion {
  const changed = new vscode.EventEmitter<void>();
  let hidden: Hidden | undefined;
  let announced = Number.NEGATIVE_INFINITY;

  function hide(next: Hidden | undefined): void {
    const isNews = (next === undefined) !== (hidden === undefined);
    hidden = next;
    if (!isNews) return;
    void vscode.commands.executeCommand('setContext', 'sotto.hiding', next !== undefined);
    changed.fire();
  }

  async function show(): Promise<void> {
    const wanted = hidden;
    hide(undefined);
    if (wanted !== undefined) onAskedFor(wanted.id);
    // Asked for, the gate lets everything through.
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
  }

  async function announce(): Promise<void> {
    if (!announces() || now() - announced < ANNOUNCE_EVERY_MS) return;
    announced = now();
    const see = 'Show It';
    const chosen = await vscode.window.showInformationMessage('Sotto: a suggestion is held back here.', see);
    if (chosen === see) await show();
  }

  const subscriptions = [
    changed,
    vscode.commands.registerCommand('sotto.showHidden', show),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor: { document, selection } }) => {
      const moved = document.offsetAt(selection.active) !== hidden?.offset;
      if (moved && document.uri.toString() === hidden?.uri) hide(undefined);
    }),
    // An undo, a paste or a formatter need not be followed by a request that would tell.
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document.uri.toString() === hidden?.uri) hide(undefined);
    }),
    vscode.window.onDidChangeActiveTextEditor(() => hide(undefined)),
  ];
  return {
    told({ uri, version, offset }, result) {
      // The answer to an earlier key may come after that to a later one.
      if (hidden?.uri === uri && hidden.version > version) return;
      const id = result.kind === 'nothing' ? result.hidden : undefined;
      const next = id === undefined ? undefined : { id, uri, version, offset };
      hide(next !== undefined && isAtCursor(next) ? next : undefined);
      if (hidden !== undefined) void announce();
    },
    isHiding: () => hidden !== undefined,
    onDidChange: changed.event,
    dispose: () => subscriptions.forEach((subscription) => subscription.dispose()),
  };
}

/** VS Code does not take a question back when the cursor moves: by the time of the answer it may be elsewhere. */
function isAtCursor({ uri, version, offset }: Hidden): boolean {
  const editor = vscode.window.activeTextEditor;
  return (
    editor?.document.uri.toString() === uri &&
    editor.document.version === version &&
    editor.document.offsetAt(editor.selection.active) === offset
  );
}
