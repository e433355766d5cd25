import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import * as vscode from 'vscode';
import { judgePath, type PathFault, type PathOperation, type PathVerdict } from '../../core/safety/judge-path.ts';
import { type Sensitivity, sensitivityOf } from '../../core/safety/sensitive-file.ts';

export type TargetVerdict =
  /** `real`: the file, links followed, where there is one on disk. Asked again right before the write. */
  | { readonly kind: 'allow'; readonly real: string | undefined }
  | { readonly kind: 'confirm'; readonly real: string | undefined; readonly question: string }
  | { readonly kind: 'refuse'; readonly sentence: string };

/** Whether a proposal may change this document: by where it is, links followed, and by what acts on it. */
export function judgeTarget(uri: vscode.Uri, operation: PathOperation): TargetVerdict {
  const file = fileOf(uri);
  const name = displayName(uri);
  if (file.scheme === 'untitled') return { kind: 'allow', real: undefined };
  if (file.scheme !== 'file') {
    const folder = vscode.workspace.getWorkspaceFolder(file);
    if (!folder || vscode.workspace.fs.isWritableFileSystem(file.scheme) !== true) {
      return { kind: 'refuse', sentence: `${name} cannot be changed: it is not a file of this workspace.` };
    }
    const reason = sensitivityOf(path.posix.relative(folder.uri.path, file.path));
    return reason === undefined
      ? { kind: 'allow', real: undefined }
      : { kind: 'confirm', real: undefined, question: question(name, reason) };
  }
  const verdict = judgePath(file.fsPath, operation, {
    roots: rootsFor(file),
    caseInsensitive: process.platform === 'win32' || process.platform === 'darwin',
    linkAt: readLink,
    isFolder: (each) => fs.statSync(each, { throwIfNoEntry: false })?.isDirectory() === true,
  });
  return inWords(verdict, name);
}

function inWords(verdict: PathVerdict, name: string): TargetVerdict {
  switch (verdict.kind) {
    case 'allow':
      return { kind: 'allow', real: verdict.path };
    case 'confirm':
      return { kind: 'confirm', real: verdict.path, question: question(name, verdict.reason) };
    case 'refuse':
      return { kind: 'refuse', sentence: `${name} is left alone: ${FAULTS[verdict.reason]}.` };
  }
}

function question(name: string, reason: Sensitivity | 'ignored' | 'destructive'): string {
  return `Change ${name}? ${REASONS[reason]}`;
}

const REASONS: Readonly<Record<Sensitivity | 'ignored' | 'destructive', string>> = {
  'editor-or-agent': 'An editor or an agent reads it and acts on what it says.',
  git: 'Git runs what it says.',
  ci: 'A build server runs what it says.',
  'runs-code': 'A package manager, a build or a shell runs what it says.',
  secrets: 'By its name it holds credentials.',
  generated: 'It is written by a build or an install, and the next one undoes the change.',
  ignored: 'The project leaves it out of version control.',
  destructive: 'What is in it now goes away.',
};

const FAULTS: Readonly<Record<PathFault, string>> = {
  empty: 'it has no name',
  'too-long': 'its path is too long',
  'unsafe-characters': 'its path holds characters that nobody sees',
  'not-a-plain-path': 'its path is none of a plain file',
  'windows-name': 'Windows gives its name another meaning',
  'a-folder': 'it is a folder',
  outside: 'it lies outside of this workspace',
  'link-outside': 'a link leads from it out of this workspace',
  'link-loop': 'its links lead in circles',
};

/** In a window without a folder, what the person opened by itself is all there is to work on. */
function rootsFor(file: vscode.Uri): readonly string[] {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  return folders.length > 0 ? folders.map(({ uri }) => uri.fsPath) : [path.dirname(file.fsPath)];
}

function readLink(file: string): string | undefined {
  try {
    return fs.readlinkSync(file);
  } catch {
    // No link, or nothing there.
    return undefined;
  }
}

/** The notebook's file, for a cell. */
function fileOf(uri: vscode.Uri): vscode.Uri {
  if (uri.scheme !== 'vscode-notebook-cell') return uri;
  return notebookOf(uri)?.uri ?? uri.with({ scheme: 'file', fragment: '' });
}

export function notebookOf(uri: vscode.Uri): vscode.NotebookDocument | undefined {
  return vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document.uri.toString() === uri.toString()),
  );
}

/** As a person calls it: the path within the workspace, or the name. */
export function displayName(uri: vscode.Uri): string {
  return uri.scheme === 'untitled' || vscode.workspace.getWorkspaceFolder(uri) === undefined
    ? path.posix.basename(uri.path)
    : vscode.workspace.asRelativePath(uri);
}
