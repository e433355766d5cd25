import type { ChatMessage } from '../../models/chat.ts';
import { background, fenced, type PromptInput, system, user } from './edit-prompt.ts';

/** *Review changes*: findings on a diff, the file that it belongs to for context. */
export function reviewPrompt(input: PromptInput, diff: string): readonly ChatMessage[] {
  const file = `The file ${input.path} as it is now:\n\n${fenced(input.text, input.languageId)}`;
  return [system(REVIEW), user([...background(input), file, `What was changed:\n\n${fenced(diff, 'diff')}`])];
}

export const REVIEW = `You review a change. List what is wrong or risky in it, the gravest first, one line each:
LINE: what goes wrong, and when. Take only what you can show from the code: wrong results, errors that nobody handles, races, leaks,
broken callers, missing tests for new behaviour. No praise, no style. If there is nothing, answer "Nothing found."`;
