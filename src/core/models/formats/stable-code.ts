import { token, type FimFormat } from './fim-format.ts';

/** Stable Code 3B. Its instruct version was not taught to fill in. */
export const stableCode: FimFormat = {
  name: 'stable-code',
  matches: (name) => /stable-?code/.test(name) && !/instruct/.test(name),
  layout: [token('<fim_prefix>'), 'prefix', token('<fim_suffix>'), 'suffix', token('<fim_middle>')],
  stop: ['<|endoftext|>', '<file_sep>', '<fim_prefix>', '</fim_middle>', '<fim_suffix>', '<fim_middle>', '</code>'],
};
