/** What can begin a message, with the sentence that the menu shows. */
export const slashCommands = {
  explain: 'Explain the selection, or the current file',
  doc: 'Write documentation for the selection',
  tests: 'Write tests for the selection, or the current file',
  fix: 'Fix the problems in the selection, or in the current file',
  review: 'Review the changes that are not committed yet',
  commit: 'Write a message for the changes that are not committed yet',
  search: 'Find a name in this workspace, without a model',
  clear: 'Begin a new chat',
  help: 'Say what can be asked',
} as const;

export type SlashCommand = keyof typeof slashCommands;

export type SlashMessage =
  | { readonly kind: 'command'; readonly command: SlashCommand; readonly rest: string }
  /** It begins like a command, but there is none of that name. */
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: 'text' };

/** A path or a division at the beginning of a message is no command: those have no second sign in the word. */
export function readSlash(message: string): SlashMessage {
  const match = /^\/([a-z]+)(?=\s|$)([^]*)$/.exec(message.trimStart());
  if (match === null) return { kind: 'text' };
  const [, name = '', rest = ''] = match;
  if (!Object.hasOwn(slashCommands, name)) return { kind: 'unknown', name };
  return { kind: 'command', command: name as SlashCommand, rest: rest.trim() };
}
