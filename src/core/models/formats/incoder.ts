import { token, type FimFormat } from './fim-format.ts';

/** InCoder: the hole is masked, and a second mask in front of the answer says which hole is filled. */
export const incoder: FimFormat = {
  name: 'incoder',
  matches: (name) => /incoder/.test(name),
  layout: ['prefix', token('<|mask:0|>'), 'suffix', token('<|mask:1|>'), token('<|mask:0|>')],
  stop: ['<|endofmask|>', '<|mask:1|>', '<|mask:0|>', '<|endoftext|>'],
};
