import type { OutlineLanguage } from '../../outline-language.ts';
import { javascript } from '../javascript/javascript.ts';

/** TypeScript and TSX, whose grammars share their node names. */
export const typescript: OutlineLanguage = {
  ...javascript,
};
