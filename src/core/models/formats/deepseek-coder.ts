import { source } from '../prompt.ts';
import { token, type FimFormat } from './fim-format.ts';

/**
 * DeepSeek-Coder, versions 1 and 2. The bars are full-width (U+FF5C) and the blanks are U+2581: written with plain ones,
 * they are just text.
 */
export const deepseekCoder: FimFormat = {
  name: 'deepseek-coder',
  matches: (name) => /deepseek-?coder/.test(name),
  layout: [token('<｜fim▁begin｜>'), 'prefix', token('<｜fim▁hole｜>'), 'suffix', token('<｜fim▁end｜>')],
  stop: ['<｜end▁of▁sentence｜>', '<｜fim▁begin｜>', '<｜fim▁hole｜>', '<｜fim▁end｜>'],
  context: ({ path, snippets }) =>
    snippets.length === 0
      ? {}
      : {
          before: [
            ...snippets.map((snippet) => source(`#${snippet.path}\n${snippet.text.trimEnd()}\n`)),
            source(`#${path}\n`),
          ],
        },
};
