import * as vscode from 'vscode';
import type { EditRequest } from '../../core/edit/edit-request.ts';
import { enclosingDefinition, type LineRange } from '../../core/edit/enclosing-definition.ts';
import type { EditPrompt, PromptInput } from '../../core/edit/prompts/edit-prompt.ts';
import type { Snippet } from '../../core/context/snippet.ts';
import type { SentRules } from '../../core/rules/offer-rules.ts';
import type { ProjectRules } from '../project-rules.ts';
import { baseName } from './diff-view.ts';
import { displayName } from './judge-target.ts';

/** What a command acts on: some lines of a document, or all of it. */
export interface EditTarget {
  readonly document: vscode.TextDocument;
  readonly scope: Scope;
  /** Whole lines; `undefined` for the file. */
  readonly lines: LineRange | undefined;
  /** In words, for the person: "function area", "lines 3 to 9", "the file". */
  readonly label: string;
}

export type Scope = 'selection' | 'definition' | 'file';

/** Every scope that there is here, the most special first. */
export function targetsIn(editor: vscode.TextEditor): readonly EditTarget[] {
  const { document, selection } = editor;
  const lines = document.getText().split(/\r?\n/);
  const found = enclosingDefinition(lines, selection.active.line, document.languageId);
  const targets: EditTarget[] = [];
  if (!selection.isEmpty) {
    const { start, end } = selection;
    const last = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
    const range = { start: start.line, end: last };
    targets.push({ document, scope: 'selection', lines: range, label: `the selection, ${inWords(range)}` });
  }
  if (found) {
    const { name, start, end } = found;
    targets.push({ document, scope: 'definition', lines: { start, end }, label: `${name}, ${inWords(found)}` });
  }
  targets.push({ document, scope: 'file', lines: undefined, label: `the file ${baseName(document.uri)}` });
  return targets;
}

function inWords({ start, end }: LineRange): string {
  return end - start === 1 ? `line ${start + 1}` : `lines ${start + 1} to ${end}`;
}

/** More of a file than that says little about the lines that were asked about, and fills a small model's context. */
const MOST_CHARS = 40_000;
const LINES_AROUND = 200;

export interface InputSources {
  /** What the repository says that matters to the target. */
  snippets(target: EditTarget): Promise<readonly Snippet[]>;
  readonly rules: ProjectRules;
}

/** `promptInput` with what there is for the target. */
export async function inputFor(target: EditTarget, { snippets, rules }: InputSources): Promise<PromptInput> {
  const [found, accepted] = await Promise.all([snippets(target), rules.accepted(target.document.uri)]);
  return promptInput(target, found, accepted);
}

/** What a prompt is made from. Models are shown `\n` alone, and of a large file what is around the lines. */
export function promptInput(
  { document, lines }: EditTarget,
  snippets: readonly Snippet[],
  rules: readonly SentRules[],
): PromptInput {
  const text = document.getText().replaceAll('\r\n', '\n');
  const from = lines && text.length > MOST_CHARS ? Math.max(0, lines.start - LINES_AROUND) : 0;
  const shown =
    lines && text.length > MOST_CHARS
      ? text
          .split('\n')
          .slice(from, lines.end + LINES_AROUND)
          .join('\n')
      : text;
  return {
    path: displayName(document.uri),
    languageId: document.languageId,
    text: shown,
    ...(lines ? { selectedLines: { start: lines.start - from, end: lines.end - from } } : {}),
    rules,
    snippets: snippets.map((snippet) => ({ ...snippet, path: displayName(vscode.Uri.file(snippet.path)) })),
  };
}

/** What the answer is read against. */
export function editRequest({ document, lines }: EditTarget, prompt: EditPrompt, instruction: string): EditRequest {
  return {
    path: displayName(document.uri),
    languageId: document.languageId,
    text: document.getText(),
    instruction,
    format: prompt.format,
    ...(prompt.scope ? { scope: prompt.scope } : {}),
    ...(lines && prompt.scope === 'selection' ? { selection: toRange(document, lines) } : {}),
  };
}

export function toRange(document: vscode.TextDocument, { start, end }: LineRange): vscode.Range {
  return end < document.lineCount
    ? new vscode.Range(start, 0, end, 0)
    : new vscode.Range(new vscode.Position(start, 0), document.lineAt(document.lineCount - 1).range.end);
}
