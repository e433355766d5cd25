import { token, type FimFormat } from './fim-format.ts';

/**
 * Code Llama: a space after `<PRE>`, one before `<SUF>` and `<MID>`, none after `<SUF>`. The 34B models and those for
 * Python alone were not taught to fill in.
 */
export const codellama: FimFormat = {
  name: 'codellama',
  matches: (name) => /code-?llama/.test(name) && !/34b|python/.test(name),
  layout: [token('<PRE> '), 'prefix', token(' <SUF>'), 'suffix', token(' <MID>')],
  stop: ['<EOT>', '</s>', '<PRE>', '<SUF>', '<MID>'],
};
