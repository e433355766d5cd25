import * as vscode from 'vscode';
import type { Snippet } from '../../core/context/snippet.ts';
import { editPrompt } from '../../core/edit/prompts/edit-prompt.ts';
import { readIntent } from '../../core/edit/without-model.ts';
import { askInstruction, type ContextItem, type Instruction } from './ask-instruction.ts';
import {
  editRequest,
  type EditTarget,
  type InputSources,
  promptInput,
  type Scope,
  targetsIn,
  toRange,
} from './edit-target.ts';
import { displayName } from './judge-target.ts';
import { type ProposeOptions, proposeByModel } from './propose-by-model.ts';
import { rulesRows } from './rules-rows.ts';
import type { RecentInstructions } from './recent-instructions.ts';
import { runIntent } from './run-intent.ts';
import { parseVirtualUri } from './virtual-documents.ts';

export interface EditCommandOptions extends ProposeOptions, InputSources {
  readonly recent: RecentInstructions;
}

/** What a keybinding may give along, so that an instruction can have a key of its own. */
export interface EditArguments {
  readonly instruction: string;
  readonly scope?: Scope;
}

/** *Edit…*: say it, see it, take what you want. */
export async function editCommand(given: unknown, options: EditCommandOptions): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void vscode.window.showInformationMessage('Sotto: open the file that should change first.');
    return;
  }
  if (parseVirtualUri(editor.document.uri)) {
    // On a proposal it means: something different.
    await vscode.commands.executeCommand('sotto.refine');
    return;
  }
  const targets = targetsIn(editor);
  const snippets = options.snippets(targets[0]!);
  const problems = problemsIn(targets[0]!);
  const asked = isArguments(given)
    ? fromArguments(given, targets)
    : await askInstruction({
        targets,
        context: Promise.all([snippets, rulesRows(targets[0]!, options.rules)]).then(([found, rows]) => [
          ...rows,
          ...contextItems(found, problems),
        ]),
        recent: options.recent.list(),
        forget: (instruction) => options.recent.forget(instruction),
      });
  if (!asked) return;
  options.recent.add(asked.text);
  const intent = readIntent(asked.text);
  // What the language does by itself is exact, and nothing has to be sent for it.
  if (intent && (await runIntent(intent, editor))) return;
  await ask(asked, await snippets, problems, options);
}

async function ask(
  { text, target, leftOut }: Instruction,
  snippets: readonly Snippet[],
  problems: readonly vscode.Diagnostic[],
  options: EditCommandOptions,
): Promise<void> {
  const along = snippets.filter(({ path }) => !leftOut.has(path));
  const told =
    problems.length > 0 && !leftOut.has(PROBLEMS) ? `${text}\n\nThe editor shows here:\n${listOf(problems)}` : text;
  // As they are accepted by now: the box may have changed it.
  const rules = await options.rules.accepted(target.document.uri);
  const prompt = editPrompt(promptInput(target, along, rules), told);
  const { document, lines } = target;
  await proposeByModel(
    {
      target: document.uri,
      title: text,
      messages: prompt.messages,
      request: editRequest(target, prompt, text),
      ...(lines ? { range: toRange(document, lines) } : {}),
      anew: () => ask({ text, target: followed(target), leftOut }, snippets, problems, options),
    },
    options,
  );
}

/** The same lines of a document that is another by now, as far as it still has them. */
function followed(target: EditTarget): EditTarget {
  const { lines, document } = target;
  if (!lines) return target;
  const end = Math.min(lines.end, document.lineCount);
  return { ...target, lines: { start: Math.min(lines.start, end - 1), end } };
}

const PROBLEMS = 'problems';

function contextItems(snippets: readonly Snippet[], problems: readonly vscode.Diagnostic[]): readonly ContextItem[] {
  const paths = [...new Set(snippets.map(({ path }) => path))];
  return [
    ...(problems.length === 0
      ? []
      : [{ id: PROBLEMS, label: `${problems.length} problems`, description: problems[0]!.message, icon: 'warning' }]),
    ...paths.map((path) => ({
      id: path,
      label: displayName(vscode.Uri.file(path)),
      description: 'signatures',
      icon: 'symbol-interface',
    })),
  ];
}

function problemsIn({ document, lines }: EditTarget): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ range, severity }) => {
    const isInside = !lines || (range.start.line < lines.end && range.end.line >= lines.start);
    return isInside && severity <= vscode.DiagnosticSeverity.Warning;
  });
}

function listOf(problems: readonly vscode.Diagnostic[]): string {
  return problems.map(({ range, message }) => `- line ${range.start.line + 1}: ${message}`).join('\n');
}

function isArguments(given: unknown): given is EditArguments {
  return typeof given === 'object' && given !== null && 'instruction' in given && typeof given.instruction === 'string';
}

function fromArguments({ instruction, scope }: EditArguments, targets: readonly EditTarget[]): Instruction {
  const target = targets.find((each) => each.scope === scope) ?? targets[0]!;
  return { text: instruction, target, leftOut: new Set() };
}
