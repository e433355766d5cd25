import * as vscode from 'vscode';
import { generateTestsPrompt, type TestFile } from '../../core/edit/prompts/generate-tests-prompt.ts';
import { testPlace } from '../../core/edit/test-place.ts';
import { editRequest, type EditTarget, inputFor, targetsIn } from './edit-target.ts';
import type { FixOptions } from './fix-command.ts';
import { displayName } from './judge-target.ts';
import { proposeByModel } from './propose-by-model.ts';

/** More paths tell nothing more of how tests lie here. */
const MOST_FILES = 5_000;
const EXCLUDE = '**/{node_modules,dist,build,out,target,vendor,.git,.venv,venv,__pycache__}/**';

/** *Generate Tests*: where and how the project has its others. A new file is there once its proposal is accepted. */
export async function testsCommand(options: FixOptions): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const folder = editor && vscode.workspace.getWorkspaceFolder(editor.document.uri);
  if (!editor || !folder) {
    void vscode.window.showInformationMessage('Sotto: tests are written for a file of an opened folder.');
    return;
  }
  await generate(targetsIn(editor)[0]!, folder, options);
}

async function generate(target: EditTarget, folder: vscode.WorkspaceFolder, options: FixOptions): Promise<void> {
  const { document } = target;
  const relative = (uri: vscode.Uri): string => vscode.workspace.asRelativePath(uri, false);
  const pattern = new vscode.RelativePattern(folder, `**/*.{${extensionsLike(document.uri.path)}}`);
  const files = (await vscode.workspace.findFiles(pattern, EXCLUDE, MOST_FILES)).map(relative);
  const place = testPlace(relative(document.uri), files);
  if (!place) {
    void vscode.window.showInformationMessage(
      `Sotto: it knows no place for the tests of ${displayName(document.uri)}.`,
    );
    return;
  }
  const uri = vscode.Uri.joinPath(folder.uri, place.path);
  const read = async (path: string): Promise<TestFile> => {
    const opened = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, path));
    return { path, text: opened.getText().replaceAll('\r\n', '\n') };
  };
  const tests = place.exists ? await read(place.path) : { path: place.path, text: '' };
  const sibling = place.sibling === undefined ? undefined : await read(place.sibling);
  const selected = await inputFor(target, options);
  const { selectedLines: _, ...whole } = selected;
  const input = target.scope === 'selection' ? selected : whole;
  const prompt = generateTestsPrompt(input, tests, sibling && shortened(sibling));
  const opened = place.exists ? await vscode.workspace.openTextDocument(uri) : undefined;
  const title = `tests of ${document.uri.path.split('/').at(-1)}`;
  await proposeByModel(
    {
      target: uri,
      title,
      messages: prompt.messages,
      request: {
        ...editRequest(target, prompt, 'write tests'),
        path: place.path,
        text: opened?.getText() ?? '',
      },
      isNew: !place.exists,
      anew: () => generate(target, folder, options),
    },
    options,
  );
}

/** `ts` and its like count as one language: tests of a `.tsx` are often `.ts`. */
function extensionsLike(path: string): string {
  const extension = /\.(\w+)$/.exec(path)?.[1] ?? '*';
  return /^[cm]?[jt]sx?$/.test(extension) ? 'ts,tsx,js,jsx,mts,cts,mjs,cjs' : extension;
}

/** An example shows its style in its first lines. */
function shortened({ path, text }: TestFile): TestFile {
  const lines = text.split('\n');
  return { path, text: lines.slice(0, 120).join('\n') };
}
