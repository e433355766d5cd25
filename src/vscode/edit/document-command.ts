import * as vscode from 'vscode';
import { definitionRange } from '../../core/edit/definition.ts';
import { docSkeleton } from '../../core/edit/doc-skeleton.ts';
import { documentPrompt } from '../../core/edit/prompts/document-prompt.ts';
import { languageSyntax } from '../../core/syntax/languages.ts';
import { editRequest, type EditTarget, inputFor, targetsIn, toRange } from './edit-target.ts';
import type { FixOptions } from './fix-command.ts';
import { proposeByModel } from './propose-by-model.ts';

/** *Document*: the selection, or the definition at the cursor. Without a model, a comment with places to fill in. */
export async function documentCommand(options: FixOptions): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return;
  const [target] = targetsIn(editor);
  if (!target) return;
  if (options.servers.access('edit').kind === 'ready') await byModel(target, options);
  else await bySkeleton(target, options);
}

async function byModel(target: EditTarget, options: FixOptions): Promise<void> {
  const { document, lines } = target;
  const prompt = documentPrompt(await inputFor(target, options));
  await proposeByModel(
    {
      target: document.uri,
      title: `document ${target.label}`,
      messages: prompt.messages,
      request: editRequest(target, prompt, 'add documentation comments'),
      ...(lines ? { range: toRange(document, lines) } : {}),
      anew: () => byModel(target, options),
    },
    options,
  );
}

/** From the signatures alone, as a proposal like any other. */
async function bySkeleton({ document, lines }: EditTarget, { proposals }: FixOptions): Promise<void> {
  const eol = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  const old = document.getText().split(/\r?\n/);
  const language = languageSyntax(document.languageId);
  const heads = headsIn(old, lines?.start ?? 0, lines?.end ?? old.length, (line) => {
    return definitionRange(old, line, language) !== undefined;
  });
  const skeletons = heads.flatMap((head) => docSkeleton(old, head, document.languageId) ?? []);
  if (skeletons.length === 0) {
    void vscode.window.showInformationMessage(
      'Sotto: there is no definition here that it can document without a model; sotto.servers names none for edits.',
    );
    return;
  }
  const now = [...old];
  for (const { line, lines: added } of skeletons.toReversed()) now.splice(line, 0, ...added);
  const proposal = await proposals.begin({
    target: document.uri,
    title: 'comments to fill in',
    text: document.getText(),
    languageId: document.languageId,
  });
  await proposals.offer(proposal, now.join(eol));
}

/** Definitions that nothing is said about yet. */
function headsIn(
  lines: readonly string[],
  from: number,
  to: number,
  isHead: (line: number) => boolean,
): readonly number[] {
  const heads: number[] = [];
  for (let line = from; line < to; line++) {
    const above = (lines[line - 1] ?? '').trim();
    if (/\*\/$|^(?:\/\/|#(?!\[)|\*)/.test(above) || !isHead(line)) continue;
    if (/^\s*(?:"""|''')/.test(lines[line + 1] ?? '')) continue;
    heads.push(line);
  }
  return heads;
}
