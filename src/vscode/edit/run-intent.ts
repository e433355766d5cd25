import * as vscode from 'vscode';
import type { Intent } from '../../core/edit/without-model.ts';

/**
 * What the language's own extension can do, done by it: in its words and with its own preview. False where it offers no
 * such thing here, so that a model may be asked instead.
 */
export async function runIntent(intent: Intent, editor: vscode.TextEditor): Promise<boolean> {
  const { document, selection } = editor;
  switch (intent.kind) {
    case 'rename':
      return rename(editor, intent.from, intent.to);
    case 'extract':
      return extract(editor, intent.what, intent.name);
    case 'inline':
      return codeAction(editor, selection, vscode.CodeActionKind.RefactorInline);
    case 'organise-imports':
      return codeAction(editor, wholeOf(document), vscode.CodeActionKind.SourceOrganizeImports);
    case 'fix-all':
      return codeAction(editor, wholeOf(document), vscode.CodeActionKind.SourceFixAll);
    case 'format':
      await vscode.commands.executeCommand(
        selection.isEmpty ? 'editor.action.formatDocument' : 'editor.action.formatSelection',
      );
      return true;
  }
}

type Extracted = Extract<Intent, { readonly kind: 'extract' }>['what'];

/** What languages call it: some have variables, some constants, and what is asked for may be either. */
const EXTRACTIONS: Readonly<Record<Extracted, readonly string[]>> = {
  function: ['function', 'method'],
  variable: ['variable', 'constant'],
  constant: ['constant', 'variable'],
  type: ['type', 'interface'],
};

async function extract(editor: vscode.TextEditor, what: Extracted, name: string | undefined): Promise<boolean> {
  const before = wordsOf(editor.document);
  const [first, second] = EXTRACTIONS[what].map((each) => vscode.CodeActionKind.RefactorExtract.append(each));
  using change = nextChange(editor.document);
  const range = editor.selection;
  const done = codeAction(editor, range, first!).then((found) => found || codeAction(editor, range, second!));
  if (name === undefined) return done;
  // A language asks for a name in a box, and is not done before the box is closed.
  await Promise.race([done, change.happened]);
  const made = [...wordsOf(editor.document)].find((word) => !before.has(word));
  if (made !== undefined && made !== name) {
    await rename(editor, made, name);
    await vscode.commands.executeCommand('cancelRenameInput');
  }
  return done;
}

function wordsOf(document: vscode.TextDocument): Set<string> {
  return new Set(document.getText().match(/[\p{L}_$][\p{L}\w$]*/gu));
}

function nextChange(of: vscode.TextDocument): Disposable & { readonly happened: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const subscription = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (document === of && contentChanges.length > 0) resolve();
  });
  return { happened: promise, [Symbol.dispose]: () => subscription.dispose() };
}

async function rename(
  { document, selection }: vscode.TextEditor,
  from: string | undefined,
  to: string,
): Promise<boolean> {
  const position = from === undefined ? selection.active : placeOf(document, from, selection.active);
  if (!position) return false;
  try {
    const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      to,
    );
    if (!edit || edit.size === 0) return false;
    return await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  } catch {
    // The language has no such thing, or says that this here cannot be renamed.
    return false;
  }
}

/** The occurrence nearest to the cursor. */
function placeOf(document: vscode.TextDocument, name: string, cursor: vscode.Position): vscode.Position | undefined {
  const at = document.offsetAt(cursor);
  const word = new RegExp(`(?<![\\w$])${name.replaceAll('$', String.raw`\$`)}(?![\\w$])`, 'gu');
  const found = [...document.getText().matchAll(word)].map(({ index }) => index);
  const nearest = found.toSorted((a, b) => Math.abs(a - at) - Math.abs(b - at))[0];
  return nearest === undefined ? undefined : document.positionAt(nearest);
}

async function codeAction(
  { document }: vscode.TextEditor,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<boolean> {
  const offered = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind.value,
    10,
  );
  const action = offered.find(
    (each) => each.kind !== undefined && kind.contains(each.kind) && each.disabled === undefined,
  );
  if (!action) return false;
  if (action.edit && !(await vscode.workspace.applyEdit(action.edit, { isRefactoring: true }))) return false;
  if (action.command) await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  return true;
}

function wholeOf(document: vscode.TextDocument): vscode.Range {
  return new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
}
