import { blocksPrompt, type EditPrompt, type PromptInput, selectionPrompt } from './edit-prompt.ts';

/** *Document*: comments in the language's own form; the code stays as it is. */
export function documentPrompt(input: PromptInput): EditPrompt {
  const task = documentTask(input.languageId);
  return input.selectedLines
    ? selectionPrompt(input, `${task} Document the selected code.`)
    : blocksPrompt(input, `${task} Document what the file exports.`);
}

export function documentTask(languageId: string): string {
  const form = FORMS[languageId] ?? 'documentation comments in the form that this language uses';
  return `Write ${form}. Say what it is for, what goes in, what comes out and how it fails; not what the next line does. Change no code.`;
}

const FORMS: Readonly<Record<string, string>> = {
  typescript: 'TSDoc comments without types',
  typescriptreact: 'TSDoc comments without types',
  javascript: 'JSDoc comments with types',
  javascriptreact: 'JSDoc comments with types',
  python: 'docstrings (PEP 257)',
  java: 'Javadoc comments',
  go: 'Go doc comments, which begin with the name',
  rust: 'rustdoc comments (///)',
  csharp: 'XML documentation comments (///)',
  c: 'Doxygen comments (/** */)',
  cpp: 'Doxygen comments (/** */)',
};
