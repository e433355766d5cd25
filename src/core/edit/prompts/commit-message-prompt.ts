import type { ChatMessage } from '../../models/chat.ts';
import { fenced, system, user } from './edit-prompt.ts';

/** *Commit message*: in the voice of the messages that are there. */
export function commitMessagePrompt(diff: string, recentMessages: readonly string[]): readonly ChatMessage[] {
  const voice =
    recentMessages.length > 0 ? [`The last messages:\n\n${recentMessages.map((each) => `- ${each}`).join('\n')}`] : [];
  return [system(COMMIT), user([...voice, `The change:\n\n${fenced(diff, 'diff')}`])];
}

/** What a model wrote, without the fence or quotes that it may put around it. */
export function readCommitMessage(answer: string): string {
  const fence = /^\s*(`{3,})\w*\n([^]*?)\n\1\s*$/.exec(answer);
  const text = (fence?.[2] ?? answer).trim();
  return /^(["'`])([^]*)\1$/.exec(text)?.[2]?.trim() ?? text;
}

export const COMMIT = `You write the message for a commit. The first line says what changes and why, in the imperative, in at most 72
characters, in the style of the messages before it; after a blank line only what a reader needs besides. Plain text, nothing else.`;
