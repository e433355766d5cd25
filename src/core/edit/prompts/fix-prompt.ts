import { blocksPrompt, type EditPrompt, type PromptInput } from './edit-prompt.ts';

/** A message of a compiler or a linter. */
export interface Problem {
  /** Zero-based. */
  readonly line: number;
  readonly message: string;
  readonly source?: string;
}

/** *Fix*: the problems that the editor shows, and nothing besides them. */
export function fixPrompt(input: PromptInput, problems: readonly Problem[]): EditPrompt {
  const lines = input.text.split('\n');
  const list = problems.map(({ line, message, source }) => {
    const by = source === undefined ? '' : ` (${source})`;
    return `- line ${line + 1}, \`${(lines[line] ?? '').trim()}\`: ${message}${by}`;
  });
  return blocksPrompt(input, `${FIX_TASK}\n\n${list.join('\n')}`);
}

export const FIX_TASK = 'Fix these problems with the smallest change that is right:';
