import path from 'node:path';
import * as vscode from 'vscode';
import type { ContextItem, ContextPart } from '../../core/chat/context-item.ts';
import { LARGEST_DOCUMENT } from '../../core/completion/trigger.ts';
import type { LocatedDefinition } from '../../core/repository/repository-outline.ts';
import { languageIdForPath } from '../../core/syntax/languages.ts';
import { readSource } from '../../node/read-source.ts';
import { documentLength } from '../documents.ts';
import { displayName } from '../edit/judge-target.ts';
import { mayNotSend } from './may-send.ts';

/** The open document; `centreLine` is where the person is in it. */
export function documentItem(document: vscode.TextDocument, centreLine: number): ContextItem {
  const { uri } = document;
  return { ...describe(uri), read: async () => (await refusal(uri)) ?? { ...textOf(document), centreLine } };
}

/** What is selected, as it was when it was selected. */
export function selectionItem({ document, selection }: vscode.TextEditor): ContextItem {
  const { uri } = document;
  const { start, end } = selection;
  const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
  const lines = last - start.line === 1 ? `${last}` : `${start.line + 1}–${last}`;
  const text = plain(document.getText(selection));
  const file = describe(uri);
  return {
    key: `selection:${uri.toString()}:${start.line}:${start.character}-${end.line}:${end.character}:${document.version}`,
    kind: 'selection',
    label: `${file.label}:${lines}`,
    detail: `What is selected in ${file.detail}`,
    name: `${file.name}:${lines.replace('–', '-')}`,
    read: async () => (await refusal(uri)) ?? { kind: 'text', text },
  };
}

/** A file of the index, as it is in an editor or else on disk. */
export function fileItem(file: string): ContextItem {
  const uri = vscode.Uri.file(file);
  return { ...describe(uri), read: () => readFile(uri) };
}

/** A definition, found again in the file as it is by then. */
export function symbolItem(
  { path: file, definition }: LocatedDefinition,
  outline: (file: string, text: string) => Promise<readonly LocatedDefinition['definition'][]>,
): ContextItem {
  const uri = vscode.Uri.file(file);
  const { name, parent, kind, line } = definition;
  const label = parent === undefined ? name : `${parent}.${name}`;
  return {
    key: `symbol:${file}:${label}:${kind}`,
    kind: 'symbol',
    label,
    detail: `${kind} in ${displayName(uri)}`,
    name: `${displayName(uri)}, ${label}`,
    async read() {
      const part = await readFile(uri);
      if (part.kind === 'refused') return part;
      const same = (await outline(file, part.text)).filter((each) => each.name === name && each.parent === parent);
      const found = same.toSorted((a, b) => Math.abs(a.line - line) - Math.abs(b.line - line))[0];
      if (found === undefined) return { kind: 'refused', reason: `${label} is no longer in ${displayName(uri)}.` };
      return {
        kind: 'text',
        text: part.text
          .split('\n')
          .slice(found.line, found.endLine + 1)
          .join('\n'),
      };
    },
  };
}

function describe(uri: vscode.Uri): Omit<ContextItem, 'read'> {
  const name = displayName(uri);
  return { key: `file:${uri.toString()}`, kind: 'file', label: path.posix.basename(name), detail: name, name };
}

async function readFile(uri: vscode.Uri): Promise<ContextPart> {
  const refused = await refusal(uri);
  if (refused !== undefined) return refused;
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return textOf(open);
  const source = await readSource(uri.fsPath, languageIdForPath(uri.path) ?? 'plaintext');
  if (source.kind === 'skipped') return { kind: 'refused', reason: UNREADABLE[source.reason] };
  return { kind: 'text', text: plain(source.text) };
}

async function refusal(uri: vscode.Uri): Promise<ContextPart | undefined> {
  const reason = await mayNotSend(uri);
  return reason === undefined ? undefined : { kind: 'refused', reason };
}

function textOf(document: vscode.TextDocument): ContextPart {
  if (documentLength(document) > LARGEST_DOCUMENT) return { kind: 'refused', reason: UNREADABLE['too-large'] };
  return { kind: 'text', text: plain(document.getText()) };
}

/** Models are shown `\n` alone. */
function plain(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

const UNREADABLE = {
  'too-large': 'It is too large.',
  binary: 'It is no text.',
  'not-utf8': 'It is not in UTF-8.',
  minified: 'It is minified.',
  'not-a-file': 'It is no file.',
  gone: 'It is no longer there.',
  unreadable: 'It cannot be read.',
} as const;
