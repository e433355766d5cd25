import { source } from '../prompt.ts';
import { token, type FimFormat } from './fim-format.ts';

/** Codestral, where it runs on a server of one's own: suffix first, and no token for the middle. */
export const codestral: FimFormat = {
  name: 'codestral',
  matches: (name) => /codestral/.test(name) && !/mamba/.test(name),
  layout: [token('[SUFFIX]'), 'suffix', token('[PREFIX]'), 'prefix'],
  stop: ['</s>', '[PREFIX]', '[SUFFIX]', '\n+++++ '],
  context: ({ path, snippets }) =>
    snippets.length === 0
      ? {}
      : {
          inPrefix: [
            ...snippets.map((snippet) => source(`+++++ ${snippet.path}\n${snippet.text.trimEnd()}\n\n`)),
            source(`+++++ ${path}\n`),
          ],
        },
};
