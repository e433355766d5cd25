import { token, type FimFormat } from './fim-format.ts';

export const granite4: FimFormat = {
  name: 'granite-4',
  matches: (name) => /granite-?4/.test(name),
  layout: [token('<|fim_prefix|>'), 'prefix', token('<|fim_suffix|>'), 'suffix', token('<|fim_middle|>')],
  stop: ['<|end_of_text|>', '<|fim_prefix|>', '<|fim_middle|>', '<|fim_suffix|>', '<|fim_pad|>'],
};
