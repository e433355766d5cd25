import { type OutlineLanguage, readNamedImport } from '../../outline-language.ts';

/** JavaScript and JSX. */
export const javascript: OutlineLanguage = {
  lineComment: '//',
  typePlace: 'after',
  isExported({ name, signature }, parent) {
    if (parent === undefined || parent.kind === 'module') return signature.startsWith('exports.');
    return !name.startsWith('#') && !/\b(?:private|protected)\b/.test(signature);
  },
  readImport: readNamedImport,
};
