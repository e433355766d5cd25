import type { OutlineLanguage } from '../../outline-language.ts';
import { javascript } from '../javascript/javascript.ts';

/** TypeScript and TSX, whose grammars share their node names. */
export const typescript: OutlineLanguage = {
  ...javascript,
  /** `declare module 'x'`: what is imported from there is looked for by that name. */
  splitName: (captured) => ({ name: /^(['"])(.*)\1$/.exec(captured)?.[2] ?? captured }),
};
