import { control, source } from '../prompt.ts';
import { token, type FimFormat } from './fim-format.ts';

/**
 * Qwen2.5-Coder and Qwen3-Coder (arXiv 2409.12186). Plain Qwen models do not know these tokens, and CodeQwen1.5 has those
 * of StarCoder.
 */
export const qwenCoder: FimFormat = {
  name: 'qwen-coder',
  matches: (name) => /qwen.*coder/.test(name),
  layout: [token('<|fim_prefix|>'), 'prefix', token('<|fim_suffix|>'), 'suffix', token('<|fim_middle|>')],
  stop: [
    '<|endoftext|>',
    '<|file_sep|>',
    '<|fim_prefix|>',
    '<|im_end|>',
    '<|fim_middle|>',
    '<|fim_suffix|>',
    '<|fim_pad|>',
    '<|repo_name|>',
    '<|im_start|>',
  ],
  context: ({ repository, path, snippets }) =>
    snippets.length === 0
      ? {}
      : {
          before: [
            control('<|repo_name|>'),
            source(`${repository}\n`),
            ...snippets.flatMap((snippet) => [
              control('<|file_sep|>'),
              source(`${snippet.path}\n${snippet.text.trimEnd()}\n`),
            ]),
            control('<|file_sep|>'),
            source(`${path}\n`),
          ],
        },
};
