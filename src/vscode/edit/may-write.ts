import * as vscode from 'vscode';
import { displayName, judgeTarget } from './judge-target.ts';
import type { Proposal } from './proposal.ts';

/** Judges the place, asks where it must, and judges it again right before the write: a question takes time. */
export async function mayWrite(proposal: Proposal): Promise<boolean> {
  const { target, isNew } = proposal;
  const operation = isNew ? 'create' : 'edit';
  const name = displayName(target);
  const first = judgeTarget(target, operation);
  if (first.kind === 'refuse') return say(first.sentence);
  if (first.kind === 'confirm' && !proposal.confirmed) {
    const yes = `Change ${name.split('/').at(-1)}`;
    if ((await vscode.window.showWarningMessage(first.question, { modal: true }, yes)) !== yes) return false;
    proposal.confirmed = true;
  }
  const now = judgeTarget(target, operation);
  if (now.kind === 'refuse') return say(now.sentence);
  // What was looked at, and perhaps confirmed, is what is written: no link may have been put there meanwhile.
  if (now.real !== proposal.real) return say(`${name} leads to another file by now, so nothing was written.`);
  if (target.scheme !== 'file') return true;
  const exists = await isThere(target);
  if (isNew && exists) return say(`${name} is there by now, so it was not created. The proposal is kept.`);
  if (!isNew && !exists) return say(`${name} was deleted meanwhile, so nothing was written. The proposal is kept.`);
  return true;
}

/** The file that a target leads to; `undefined` where it is on no disk, or must not be changed. */
export function realTarget(target: vscode.Uri, isNew: boolean): string | undefined {
  const verdict = judgeTarget(target, isNew ? 'create' : 'edit');
  return verdict.kind === 'refuse' ? undefined : verdict.real;
}

/** Nothing was done, and why. */
export function say(sentence: string): false {
  void vscode.window.showWarningMessage(`Sotto: ${sentence}`);
  return false;
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
