import { token, type FimFormat } from './fim-format.ts';

/** Granite Code and the Granite 3 models that fill in; no bars in the tokens, unlike in Granite 4. */
export const graniteCode: FimFormat = {
  name: 'granite-code',
  matches: (name) => /granite/.test(name) && !/granite-?4/.test(name) && /code|granite-?3\.3/.test(name),
  layout: [token('<fim_prefix>'), 'prefix', token('<fim_suffix>'), 'suffix', token('<fim_middle>')],
  stop: ['<|endoftext|>', '<|end_of_text|>', '<fim_prefix>', '<reponame>', '<fim_suffix>', '<fim_middle>', '<fim_pad>'],
};
