import { token, type FimFormat } from './fim-format.ts';

/** Seed-Coder's base model: suffix first, after its model card (some clients have it the other way round). */
export const seedCoder: FimFormat = {
  name: 'seed-coder',
  matches: (name) => /seed-?coder/.test(name) && !/instruct|reasoning/.test(name),
  layout: [token('<[fim-suffix]>'), 'suffix', token('<[fim-prefix]>'), 'prefix', token('<[fim-middle]>')],
  stop: [
    '<[end▁of▁sentence]>',
    '<[fim-suffix]>',
    '<[fim-prefix]>',
    '<[fim-middle]>',
    '<[PAD▁TOKEN]>',
    '<[SEP▁TOKEN]>',
    '<[begin▁of▁sentence]>',
  ],
};
