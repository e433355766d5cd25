import * as vscode from 'vscode';
import { cursorPlace } from '../core/completion/cursor-place.ts';
import type { CursorPlace } from '../core/completion/request.ts';
import { LARGEST_DOCUMENT } from '../core/completion/trigger.ts';
import { languageSyntax } from '../core/syntax/languages.ts';
import { LineStates } from '../core/syntax/line-states.ts';
import type { ChangeDocumentParams, OpenDocumentParams } from '../node/protocol.ts';

/** Who must know of the documents; the engine keeps its own copy of each from then on. */
export interface DocumentListener {
  openDocument(document: OpenDocumentParams): void;
  changeDocument(change: ChangeDocumentParams): void;
  closeDocument(uri: string): void;
}

/** The documents that help was asked for, or that are in view: VS Code opens many more in the background. */
export interface Documents extends vscode.Disposable {
  /** Makes the document known, if it is not too large; it counts as the most recently used one then. */
  use(document: vscode.TextDocument): void;
  /** As they are now, most recently used first. */
  list(): readonly OpenDocumentParams[];
  place(document: vscode.TextDocument, position: vscode.Position): CursorPlace;
}

interface Tracked {
  readonly document: vscode.TextDocument;
  readonly lines: LineStates;
  eol: vscode.EndOfLine;
}

export function trackDocuments(listener: DocumentListener): Documents {
  // In order of use: a map keeps it, the last one is the most recent.
  const tracked = new Map<string, Tracked>();
  const subscriptions = [
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const known = tracked.get(document.uri.toString());
      if (known === undefined) return;
      if (known.eol !== document.eol) {
        // Every offset has moved, and no content change says so.
        known.eol = document.eol;
        listener.openDocument(describe(document));
        return;
      }
      if (contentChanges.length === 0) return;
      for (const { range, text } of contentChanges) {
        const removed = range.end.line - range.start.line + 1;
        known.lines.applyEdit(range.start.line, removed, text.split(/\r\n|\r|\n/).length);
      }
      const edits = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
        offset: rangeOffset,
        deleteCount: rangeLength,
        insertText: text,
      }));
      listener.changeDocument({ uri: document.uri.toString(), version: document.version, edits });
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (tracked.delete(document.uri.toString())) listener.closeDocument(document.uri.toString());
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor !== undefined && isOurs(editor.document)) documents.use(editor.document);
    }),
  ];

  const documents: Documents = {
    use(document) {
      const uri = document.uri.toString();
      const known = tracked.get(uri);
      if (known === undefined && documentLength(document) > LARGEST_DOCUMENT) return;
      tracked.delete(uri);
      tracked.set(uri, known ?? track(document));
      if (known === undefined) listener.openDocument(describe(document));
    },
    list: () => [...tracked.values()].reverse().map(({ document }) => describe(document)),
    place(document, position) {
      const language = languageSyntax(document.languageId);
      if (language.kind === 'prose') return 'prose';
      const lines = tracked.get(document.uri.toString())?.lines;
      // Too large to be looked at; the trigger says so.
      if (lines === undefined) return 'code';
      return cursorPlace(position, language, lines, (line) => document.lineAt(line).text);
    },
    dispose: () => subscriptions.forEach((subscription) => subscription.dispose()),
  };
  return documents;
}

/** Output channels, search results, diffs' virtual sides and the like are read, not written. */
export function isOurs(document: vscode.TextDocument): boolean {
  return ['file', 'untitled', 'vscode-notebook-cell', 'vscode-vfs', 'vscode-userdata', 'vscode-remote'].includes(
    document.uri.scheme,
  );
}

function track(document: vscode.TextDocument): Tracked {
  return { document, lines: new LineStates(languageSyntax(document.languageId)), eol: document.eol };
}

function describe(document: vscode.TextDocument): OpenDocumentParams {
  return {
    uri: document.uri.toString(),
    path: pathOf(document),
    languageId: document.languageId,
    version: document.version,
    // Made only for who reads it: often it is the list alone that is wanted.
    get text() {
      return document.getText();
    },
  };
}

/** In UTF-16 units, without making the whole text. */
export function documentLength(document: vscode.TextDocument): number {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end);
}

/** Absolute, with `/`, for what is on disk, and the bare name for what is not. */
export function pathOf(document: vscode.TextDocument): string {
  const { scheme, fsPath, path } = document.uri;
  return scheme === 'file' ? fsPath.replaceAll('\\', '/') : path.slice(path.lastIndexOf('/') + 1);
}
