import {
  background,
  type EditPrompt,
  fenced,
  type PromptInput,
  selectedText,
  shownFile,
  system,
  user,
} from './edit-prompt.ts';

export interface TestFile {
  readonly path: string;
  /** What is in it already; empty for a new one. */
  readonly text: string;
}

/** *Generate tests*: the whole test file, whether it is new or grows. A sibling test says how tests look here. */
export function generateTestsPrompt(input: PromptInput, target: TestFile, sibling?: TestFile): EditPrompt {
  const parts = [
    ...background(input),
    ...(sibling
      ? [`A test file of this project, as an example of style:\n\n${fenced(sibling.text, input.languageId)}`]
      : []),
    shownFile(input),
    ...(input.selectedLines ? [`Test this part of it:\n\n${fenced(selectedText(input), input.languageId)}`] : []),
    target.text === ''
      ? `Write ${target.path}, which does not exist yet.`
      : `Add to ${target.path}, which is now:\n\n${fenced(target.text, input.languageId)}`,
  ];
  return { format: 'code', scope: 'file', messages: [system(TESTS), user(parts)] };
}

export const TESTS = `You write tests. Answer with one code fence that holds the whole test file, what was there before included, and
with nothing else. Use the test framework that the project uses. Name tests after behaviour; test edges and errors, not only the
usual case; test through what the file exports; no network, no clock, no waiting.`;
