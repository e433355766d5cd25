import { commitMessageCommand } from './commit-message.ts';
import { documentCommand } from './document-command.ts';
import { type EditCommandOptions, editCommand } from './edit-command.ts';
import { explainCommand } from './explain-command.ts';
import { fixCommand } from './fix-command.ts';
import { reviewChangesCommand } from './review-changes.ts';
import { testsCommand } from './tests-command.ts';

export { fixProblems } from './fix-command.ts';

type Run = (given: readonly unknown[], tools: EditCommandOptions) => Promise<unknown>;

/** What asks a model for a change or about code, by the command's name after `sotto.`. */
export const editCommands = {
  edit: ([given], tools) => editCommand(given, tools),
  fix: ([uri, line], tools) => fixCommand(uri, line, tools),
  document: (_, tools) => documentCommand(tools),
  generateTests: (_, tools) => testsCommand(tools),
  explain: (_, tools) => explainCommand(tools),
  reviewChanges: ([hint], tools) => reviewChangesCommand(hint, tools),
  commitMessage: ([hint], tools) => commitMessageCommand(hint, tools),
} satisfies Readonly<Record<string, Run>>;
