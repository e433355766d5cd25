import type { ChatMessage } from '../../models/chat.ts';
import { background, fenced, type PromptInput, selectedText, shownFile, system, user } from './edit-prompt.ts';

/** *Explain*: prose, for a colleague who has not seen the code. */
export function explainPrompt(input: PromptInput): readonly ChatMessage[] {
  const what = input.selectedLines
    ? `Explain this part of it:\n\n${fenced(selectedText(input), input.languageId)}`
    : 'Explain what it does.';
  return [system(EXPLAIN), user([...background(input), shownFile(input), what])];
}

export const EXPLAIN = `You explain code to a colleague. Say first in a sentence what it is for, then how it works, then what is
surprising or easy to get wrong. Name things as the code does. Where you can't know something from what is shown, say so.`;
