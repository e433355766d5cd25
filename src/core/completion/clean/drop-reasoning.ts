import type { Cleaning, Nothing } from './cleaning.ts';

const NAMES = 'think|thinking|thought|thoughts|reasoning|reflection|scratchpad';
const OPENING = new RegExp(`^\\s*<(?:${NAMES})>`, 'i');
/** Not where it is quoted: then the file is about such tags. */
const CLOSING = new RegExp(`(?<!['"\`])</(?:${NAMES})>`, 'i');

/** What a reasoning model says to itself first; where it never comes to an end there is no answer. */
export function dropReasoning(text: string, _at: Cleaning): string | Nothing {
  const closing = CLOSING.exec(text);
  const opens = OPENING.test(text);
  if (closing === null) return opens ? { nothing: 'talk' } : text;
  // The opening tag may have been part of the prompt.
  if (!opens && text.slice(0, closing.index).includes(closing[0].replace('/', ''))) return text;
  return text.slice(closing.index + closing[0].length).replace(/^\n+/, '');
}
