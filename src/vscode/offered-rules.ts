import * as vscode from 'vscode';
import { type AcceptedRules, withConsent } from '../core/rules/consent.ts';
import { type OfferedRules, offerRules } from '../core/rules/offer-rules.ts';
import { readRulesFiles } from '../node/read-rules-files.ts';
import { displayName } from './edit/judge-target.ts';

/** The rules for a question about that document, as they are on disk and as they stand with the person. */
export async function offeredRules(
  uri: vscode.Uri | undefined,
  accepted: AcceptedRules,
): Promise<readonly OfferedRules[]> {
  const place = placeOf(uri);
  if (place === undefined) return [];
  const nameOf = (file: string): string => displayName(vscode.Uri.file(file));
  const files = await readRulesFiles({ ...place, nameOf });
  return offerRules(files, place.file && nameOf(place.file), accepted);
}

/** What is accepted then; `undefined` where the person thought better of it, told what these rules hide. */
export async function acceptedWith(
  accepted: AcceptedRules,
  rules: OfferedRules,
  isGiven: boolean,
): Promise<AcceptedRules | undefined> {
  if (isGiven && rules.hidden.length > 0 && !(await confirmHidden(rules))) return undefined;
  return withConsent(accepted, rules.file, isGiven);
}

interface Place {
  readonly folder: string;
  readonly file: string | undefined;
  readonly roots: readonly string[];
}

/** The folder of the document; without one that of the window, if it has only one. */
function placeOf(uri: vscode.Uri | undefined): Place | undefined {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
  const roots = folders.map((folder) => folder.uri.fsPath);
  const isOnDisk = uri?.scheme === 'file' || uri?.scheme === 'vscode-notebook-cell';
  const file = isOnDisk ? vscode.Uri.file(uri.fsPath) : undefined;
  const folder = file ? vscode.workspace.getWorkspaceFolder(file) : folders.length === 1 ? folders[0] : undefined;
  return folder && { folder: folder.uri.fsPath, file: file?.fsPath, roots };
}

async function confirmHidden({ file, hidden }: OfferedRules): Promise<boolean> {
  const accept = 'Let It Go Along';
  const open = 'Open the File';
  const told = hidden.slice(0, MOST_TOLD).join(', ') + (hidden.length > MOST_TOLD ? ' and others' : '');
  const detail = `${told}. A text with such characters may say something else than it shows. What goes along has their names in place of them.`;
  const chosen = await vscode.window.showWarningMessage(
    `${file.name} holds characters that nobody sees.`,
    { modal: true, detail },
    // The first is what Enter does.
    open,
    accept,
  );
  if (chosen === open) await vscode.window.showTextDocument(vscode.Uri.parse(file.key));
  return chosen === accept;
}

const MOST_TOLD = 8;
