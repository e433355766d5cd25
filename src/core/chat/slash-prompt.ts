import { COMMIT } from '../edit/prompts/commit-message-prompt.ts';
import { documentTask } from '../edit/prompts/document-prompt.ts';
import { EXPLAIN } from '../edit/prompts/explain-prompt.ts';
import { FIX_TASK } from '../edit/prompts/fix-prompt.ts';
import { TESTS } from '../edit/prompts/generate-tests-prompt.ts';
import { REVIEW } from '../edit/prompts/review-prompt.ts';
import type { SlashCommand } from './slash-command.ts';

/** What a question cannot do without, shown or not. */
export type NeededContext = 'problems' | 'changes' | 'commits';

export interface SlashPrompt {
  /** Instead of what is said of chats in general. */
  readonly task?: string;
  readonly question: string;
  readonly needs: readonly NeededContext[];
}

export type AskingCommand = Exclude<SlashCommand, 'search' | 'clear' | 'help'>;

/** What a command asks a model: the words of the edit commands, and behind them what the person wrote after the command. */
export function slashPrompt(command: AskingCommand, rest: string): SlashPrompt {
  const { question, ...prompt } = prompts(command);
  return { ...prompt, question: rest === '' ? question : `${question}\n\n${rest}` };
}

function prompts(command: AskingCommand): SlashPrompt {
  switch (command) {
    case 'explain':
      return { task: EXPLAIN, question: 'Explain the selected code, or else the file.', needs: [] };
    case 'doc':
      return { question: `${documentTask('')} Document the selected code, or else what the file exports.`, needs: [] };
    case 'tests':
      return { task: TESTS, question: 'Write tests for the selected code, or else for the file.', needs: [] };
    case 'fix':
      return { question: FIX_TASK, needs: ['problems'] };
    case 'review':
      return { task: REVIEW, question: 'Review the changes.', needs: ['changes'] };
    case 'commit':
      return { task: COMMIT, question: 'Write the message for the changes.', needs: ['changes', 'commits'] };
  }
}
