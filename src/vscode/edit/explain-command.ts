import * as vscode from 'vscode';
import { explainPrompt } from '../../core/edit/prompts/explain-prompt.ts';
import { harmlessMarkdown } from '../../core/safety/harmless-markdown.ts';
import { isPrivateFile } from '../../core/safety/private-file.ts';
import { askModel } from './ask-model.ts';
import { baseName } from './diff-view.ts';
import { inputFor, targetsIn } from './edit-target.ts';
import type { FixOptions } from './fix-command.ts';

/** *Explain*: beside the code, as it comes, in VS Code's Markdown preview. */
export async function explainCommand(options: FixOptions): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const [target] = editor ? targetsIn(editor) : [];
  if (!target) return;
  const { document, label } = target;
  const name = baseName(document.uri);
  if (isPrivateFile(name)) {
    void vscode.window.showWarningMessage(
      `Sotto: ${name} holds credentials by its name, so it is not sent to a model.`,
    );
    return;
  }
  const { documents } = options;
  const head = `# ${harmlessMarkdown(label)}\n\n`;
  let page: vscode.Uri | undefined;
  const draw = async (text: string): Promise<void> => {
    const isFirst = page === undefined;
    page ??= documents.add(`Explanation of ${name}.md`, head);
    documents.set(page, head + harmlessMarkdown(text));
    if (isFirst) await vscode.commands.executeCommand('markdown.showPreviewToSide', page);
  };
  const answer = await askModel(
    {
      title: `explaining ${label}`,
      messages: explainPrompt(await inputFor(target, options)),
      onText: (text) => void draw(text),
    },
    options,
  );
  if (answer.kind === 'not-asked') return;
  if (answer.text.trim() !== '') await draw(answer.text);
  if (answer.kind === 'failed') void vscode.window.showWarningMessage(`Sotto: ${answer.sentence}`);
  else if (answer.text.trim() === '' && answer.kind !== 'cancelled') {
    void vscode.window.showWarningMessage('Sotto: the model answered with nothing.');
  }
}
