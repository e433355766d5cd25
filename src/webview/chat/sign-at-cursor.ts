export interface SignAtCursor {
  readonly sign: '@' | '/';
  /** The letters since. */
  readonly query: string;
  /** Where the sign stands. */
  readonly start: number;
}

/** `@` at the beginning of a word, `/` at the beginning of the message, with the cursor right after what follows it. */
export function signAtCursor(text: string, cursor: number): SignAtCursor | undefined {
  const before = text.slice(0, cursor);
  const command = /^\s*\/([a-z]*)$/i.exec(before)?.[1];
  if (command !== undefined) return { sign: '/', query: command, start: cursor - command.length - 1 };
  const mention = /(?:^|[\s(])@([^\s@]{0,100})$/.exec(before)?.[1];
  if (mention !== undefined) return { sign: '@', query: mention, start: cursor - mention.length - 1 };
  return undefined;
}
