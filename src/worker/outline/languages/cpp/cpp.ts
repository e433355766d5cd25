import type { OutlineLanguage } from '../../outline-language.ts';
import { c } from '../c/c.ts';

export const cpp: OutlineLanguage = {
  ...c,
  defaultAccess({ kind, signature }) {
    if (kind !== 'class') return undefined;
    return signature.startsWith('class') ? 'private' : 'public';
  },
};
