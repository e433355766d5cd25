import { token, type FimFormat } from './fim-format.ts';

/** GLM-4.5 and later. CodeGeeX4 has the same tokens inside a chat turn of its own, and is asked as a chat model. */
export const glm: FimFormat = {
  name: 'glm',
  matches: (name) => /\bglm-?(4\.[5-9]|[5-9])/.test(name),
  layout: [token('<|code_prefix|>'), 'prefix', token('<|code_suffix|>'), 'suffix', token('<|code_middle|>')],
  stop: ['<|endoftext|>', '<|user|>', '<|assistant|>', '<|code_prefix|>', '<|code_suffix|>', '<|code_middle|>'],
};
