import * as vscode from 'vscode';
import type { CodeOfAnswer } from '../../core/chat/create-chat.ts';
import { guessTargets, shareOfLines } from '../../core/chat/guess-target.ts';
import type { CodeAction } from '../../core/chat/protocol.ts';
import { applyAnswer } from '../../core/edit/apply-answer.ts';
import { describeRefusal } from '../../core/edit/describe-refusal.ts';
import { fenced } from '../../core/edit/prompts/edit-prompt.ts';
import { languageIdForPath } from '../../core/syntax/languages.ts';
import { pathOf } from '../documents.ts';
import type { Edits } from '../edit/create-edits.ts';
import { displayName } from '../edit/judge-target.ts';
import type { Index } from './ask-index.ts';
import { findFiles } from './places.ts';

export interface UseCodeOptions {
  readonly index: Index;
  readonly proposeEdit: Edits['proposeEdit'];
  /** Where the cursor is, or was before the chat got the focus. */
  editor(): vscode.TextEditor | undefined;
}

/** What the buttons of a code block do. None of them writes to a file: the last one opens a diff to decide on. */
export async function useCode(action: CodeAction, code: CodeOfAnswer, options: UseCodeOptions): Promise<void> {
  switch (action) {
    case 'copy':
      await vscode.env.clipboard.writeText(code.text);
      return;
    case 'insert':
      return insert(code, options.editor());
    case 'new-file': {
      const language = await languageOf(code);
      const document = await vscode.workspace.openTextDocument({ content: code.text, ...(language && { language }) });
      await vscode.window.showTextDocument(document);
      return;
    }
    case 'apply':
      return apply(code, options);
  }
}

async function insert({ text }: CodeOfAnswer, editor: vscode.TextEditor | undefined): Promise<void> {
  if (editor === undefined) return say('put the cursor into a file first.');
  await vscode.window.showTextDocument(editor.document, {
    selection: editor.selection,
    ...(editor.viewColumn && { viewColumn: editor.viewColumn }),
  });
  await editor.edit((edit) => editor.selections.forEach((selection) => edit.replace(selection, text)));
}

async function languageOf({ path, language }: CodeOfAnswer): Promise<string | undefined> {
  const byPath = path === undefined ? undefined : languageIdForPath(path);
  const wanted = byPath ?? languageIdForPath(`file.${language}`) ?? language;
  return (await vscode.languages.getLanguages()).includes(wanted) ? wanted : undefined;
}

async function apply(code: CodeOfAnswer, options: UseCodeOptions): Promise<void> {
  const target = await chooseTarget(code, options);
  if (target === undefined) return;
  const { uri, isNew } = target;
  const title = 'from the chat';
  if (isNew) {
    // The last line of a fence has no end of its own; that of a file has one.
    const newText = code.text.endsWith('\n') ? code.text : `${code.text}\n`;
    await options.proposeEdit({ uri, title, change: { newText } });
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const applied = applyAnswer(fenced(code.text, code.language), {
    path: displayName(uri),
    languageId: document.languageId,
    text: document.getText(),
    instruction: '',
    format: code.language === 'diff' || code.language === 'patch' ? 'diff' : 'code',
  });
  if (applied.kind === 'refused') return say(describeRefusal(applied, displayName(uri)));
  if (applied.text === document.getText()) return say(`${displayName(uri)} has this code already.`);
  await options.proposeEdit({ uri, title, change: { newText: applied.text } });
}

interface Target {
  readonly uri: vscode.Uri;
  readonly isNew: boolean;
}

/** By the path that the model names, where it is one file here; else the person chooses among what looks like it. */
async function chooseTarget(code: CodeOfAnswer, options: UseCodeOptions): Promise<Target | undefined> {
  const { path } = code;
  const named = path === undefined ? [] : await findFiles(path, options.index);
  if (named.length === 1) return { uri: named[0]!, isNew: false };
  const guessed = named.length > 1 ? named : await guess(code, options);
  const items = guessed.map((uri) => ({ label: displayName(uri), target: { uri, isNew: false } }));
  const uri = path === undefined || named.length > 0 ? undefined : newFileAt(path);
  const fresh =
    uri === undefined
      ? []
      : [{ label: `$(new-file) ${path}`, description: 'a new file', target: { uri, isNew: true } }];
  const all = [...fresh, ...items];
  if (all.length === 0) {
    void say('nothing tells which file this code is for. Open that file, or use “Insert at Cursor”.');
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(all, {
    title: 'Sotto: which file is this code for?',
    placeHolder: 'A diff opens; nothing is changed before you accept it',
  });
  return chosen?.target;
}

/** Where there are several folders, models are shown paths that begin with the name of one. */
function newFileAt(path: string): vscode.Uri | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const [first] = folders;
  const named = folders.length > 1 ? folders.find(({ name }) => path.startsWith(`${name}/`)) : undefined;
  if (named !== undefined) return vscode.Uri.joinPath(named.uri, path.slice(named.name.length + 1));
  return first && vscode.Uri.joinPath(first.uri, path);
}

async function guess(
  { text, language }: CodeOfAnswer,
  { index, editor }: UseCodeOptions,
): Promise<readonly vscode.Uri[]> {
  const open = editor()?.document;
  const languageId = languageIdForPath(`file.${language}`) ?? open?.languageId ?? language;
  const { definitions } = await index
    .outlineOf(`/code.${language}`, text, languageId)
    .catch(() => ({ definitions: [] }));
  const shared = new Map<string, Set<string>>();
  for (const { name, parent } of definitions.filter((each) => each.parent === undefined)) {
    const found = await index.definitions(parent === undefined ? name : `${parent}.${name}`).catch(() => []);
    for (const { path } of found) shared.set(path, (shared.get(path) ?? new Set()).add(name));
  }
  const here = open === undefined || open.uri.scheme !== 'file' ? undefined : pathOf(open);
  const paths = new Set([...shared.keys(), ...(here === undefined ? [] : [here])]);
  const candidates = [...paths].map((path) => ({
    path,
    shared: [...(shared.get(path) ?? [])],
    alike: path === here ? shareOfLines(text, open!.getText()) : 0,
    isOpen: path === here,
  }));
  const files = guessTargets(candidates).map(({ path }) => vscode.Uri.file(path));
  // What is not on disk is in no index.
  return open !== undefined && here === undefined ? [open.uri, ...files] : files;
}

async function say(sentence: string): Promise<void> {
  void vscode.window.showWarningMessage(`Sotto: ${sentence}`);
}
