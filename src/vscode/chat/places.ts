import path from 'node:path';
import * as vscode from 'vscode';
import { judgeLink } from '../../core/chat/link.ts';
import { readPlace } from '../../core/chat/read-place.ts';
import { displayName, judgeTarget } from '../edit/judge-target.ts';
import type { Index } from './ask-index.ts';

interface Found {
  readonly uri: vscode.Uri;
  readonly line: number;
  /** Of several, what tells them apart. */
  readonly label: string;
}

/** Shows a place that an answer names, if there is one in this workspace; asks where there are several. */
export async function openPlace(text: string, index: Index): Promise<void> {
  const found = await findPlaces(text, index);
  const chosen =
    found.length > 1
      ? await vscode.window.showQuickPick(found, { title: 'Sotto: which of these?', matchOnDescription: true })
      : found[0];
  if (found.length === 0) {
    void vscode.window.showInformationMessage(`Sotto: there is no ${oneLine(text)} in this workspace.`);
  }
  if (chosen === undefined) return;
  const at = new vscode.Position(chosen.line, 0);
  await vscode.window.showTextDocument(chosen.uri, { selection: new vscode.Range(at, at), preview: true });
}

async function findPlaces(text: string, index: Index): Promise<readonly Found[]> {
  const place = readPlace(text);
  if (place === undefined) return [];
  if (place.kind === 'file') {
    const files = await findFiles(place.path, index);
    return files.map((uri) => ({ uri, line: place.line ?? 0, label: displayName(uri) }));
  }
  const definitions = await index.definitions(place.name).catch(() => []);
  return definitions.map(({ path: file, definition }) => ({
    uri: vscode.Uri.file(file),
    line: definition.line,
    label: `${shortPath(file)}:${definition.line + 1}`,
  }));
}

/**
 * The workspace's files that a path may mean: the one at that path, links followed and still inside, or else all of the
 * index whose paths end like that.
 */
export async function findFiles(named: string, index: Index): Promise<readonly vscode.Uri[]> {
  for (const uri of candidates(named)) {
    if (judgeTarget(uri, 'edit').kind !== 'refuse' && (await isFile(uri))) return [uri];
  }
  const tail = `/${named.replace(/^(?:\.{0,2}\/)+/, '')}`;
  const name = tail.slice(tail.lastIndexOf('/') + 1);
  const { files } = await index.search({ query: name, limit: MOST_ALIKE }).catch(() => ({ files: [] }));
  return files.filter((file) => file.endsWith(tail)).map((file) => vscode.Uri.file(file));
}

const MOST_ALIKE = 50;

/** Relative to each folder of the workspace; in one with several, a path may begin with a folder's name. */
function candidates(named: string): readonly vscode.Uri[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (path.isAbsolute(named)) return [vscode.Uri.file(named)];
  return folders.flatMap((folder) => {
    const start = `${folder.name}/`;
    const below = named.startsWith(start) ? [named.slice(start.length)] : [];
    return [named, ...below].map((each) => vscode.Uri.joinPath(folder.uri, each));
  });
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  const stat = await vscode.workspace.fs.stat(uri).then(
    (found) => found,
    () => undefined,
  );
  return stat !== undefined && (stat.type & vscode.FileType.File) !== 0;
}

/** A path of the index as people know it. */
export function shortPath(file: string): string {
  return displayName(vscode.Uri.file(file));
}

/** Opens a link of an answer, after the person has seen where it really leads. */
export async function openLink(href: string): Promise<void> {
  const link = judgeLink(href);
  if (link.kind === 'refused') {
    void vscode.window.showWarningMessage(`Sotto: this link is not opened. ${link.reason}`);
    return;
  }
  const open = `Open ${link.host}`;
  const question = `A model's answer leads to ${link.host}.`;
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail: link.url }, open);
  if (chosen === open) await vscode.env.openExternal(vscode.Uri.parse(link.url, true));
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').slice(0, 100);
}
