import type { OutlineLanguage } from '../../outline-language.ts';

export const java: OutlineLanguage = {
  lineComment: '//',
  typePlace: 'before',
  isExported: ({ signature }) => !/\bprivate\b/.test(signature),
  readImport({ statement, source }) {
    if (/\.\s*\*\s*;?$/.test(statement)) return [{ source, names: [{ name: '*', local: '*' }] }];
    const name = source.slice(source.lastIndexOf('.') + 1);
    return [{ source, names: [{ name, local: name }] }];
  },
};
