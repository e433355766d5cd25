import { control, source } from '../prompt.ts';
import { token, type FimFormat } from './fim-format.ts';

/** CodeGemma 2B and 7B; the instruction-tuned ones were not taught to fill in. */
export const codegemma: FimFormat = {
  name: 'codegemma',
  matches: (name) => /codegemma/.test(name) && !/-(it|instruct)\b/.test(name),
  layout: [token('<|fim_prefix|>'), 'prefix', token('<|fim_suffix|>'), 'suffix', token('<|fim_middle|>')],
  stop: ['<|file_separator|>', '<eos>', '<|fim_prefix|>', '<end_of_turn>', '<|fim_suffix|>', '<|fim_middle|>'],
  context: ({ path, snippets }) =>
    snippets.length === 0
      ? {}
      : {
          before: [
            ...snippets.flatMap((snippet) => [
              source(`${snippet.path}\n${snippet.text.trimEnd()}\n`),
              control('<|file_separator|>'),
            ]),
            source(`${path}\n`),
          ],
        },
};
