import { control, source } from '../prompt.ts';
import { token, type FimFormat } from './fim-format.ts';

/** StarCoder and StarCoder2 (arXiv 2402.19173 §5.1), and CodeQwen1.5, which took over its tokens. */
export const starcoder: FimFormat = {
  name: 'starcoder',
  matches: (name) => /starcoder|codeqwen/.test(name),
  layout: [token('<fim_prefix>'), 'prefix', token('<fim_suffix>'), 'suffix', token('<fim_middle>')],
  stop: ['<|endoftext|>', '<file_sep>', '<fim_prefix>', '<repo_name>', '<fim_suffix>', '<fim_middle>'],
  context: ({ repository, path, snippets }) =>
    snippets.length === 0
      ? {}
      : {
          before: [
            control('<repo_name>'),
            source(repository),
            ...snippets.flatMap((snippet) => [
              control('<file_sep>'),
              source(`${snippet.path}\n${snippet.text.trimEnd()}\n`),
            ]),
            control('<file_sep>'),
          ],
          // The name of the file with the hole belongs to its prefix.
          inPrefix: [source(`${path}\n`)],
        },
};
