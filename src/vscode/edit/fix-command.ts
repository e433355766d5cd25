import * as vscode from 'vscode';
import { fixPrompt } from '../../core/edit/prompts/fix-prompt.ts';
import { type EditTarget, editRequest, inputFor, type InputSources } from './edit-target.ts';
import type { Proposal } from './proposal.ts';
import { type ProposeOptions, proposeByModel } from './propose-by-model.ts';

export interface FixOptions extends ProposeOptions, InputSources {}

/** *Fix*: the problems that the editor shows at the cursor, or those that a light bulb was opened on. */
export async function fixCommand(given: unknown, line: unknown, options: FixOptions): Promise<void> {
  const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
  if (!uri) return;
  const at = typeof line === 'number' ? line : (vscode.window.activeTextEditor?.selection.active.line ?? 0);
  const problems = problemsNear(uri, at);
  if (problems.length === 0) {
    void vscode.window.showInformationMessage('Sotto: the editor shows no problem at the cursor.');
    return;
  }
  await fixProblems(uri, problems, options);
}

export async function fixProblems(
  uri: vscode.Uri,
  problems: readonly vscode.Diagnostic[],
  options: FixOptions,
): Promise<Proposal | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  const target: EditTarget = { document, scope: 'file', lines: undefined, label: 'the file' };
  const prompt = fixPrompt(
    await inputFor(target, options),
    problems.map(({ range, message, source }) => ({
      line: range.start.line,
      message,
      ...(source === undefined ? {} : { source }),
    })),
  );
  const title = problems.length === 1 ? `fix “${shorten(problems[0]!.message)}”` : `fix ${problems.length} problems`;
  return proposeByModel(
    {
      target: uri,
      title,
      messages: prompt.messages,
      request: editRequest(target, prompt, title),
      range: problems[0]!.range,
      anew: () => fixProblems(uri, problems, options),
    },
    options,
  );
}

/** On the line, else on the nearest one that has any. */
function problemsNear(uri: vscode.Uri, line: number): readonly vscode.Diagnostic[] {
  const all = vscode.languages.getDiagnostics(uri);
  const here = all.filter(({ range }) => range.start.line <= line && range.end.line >= line);
  if (here.length > 0) return here;
  const distance = ({ range }: vscode.Diagnostic): number => Math.abs(range.start.line - line);
  return all.toSorted((a, b) => distance(a) - distance(b)).slice(0, 1);
}

const shorten = (text: string): string => {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
};
