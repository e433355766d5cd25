import { type OutlineLanguage, readNamedImport } from '../../outline-language.ts';

export const python: OutlineLanguage = {
  lineComment: '#',
  typePlace: 'after',
  isExported: ({ name }) => !name.startsWith('_') || (name.startsWith('__') && name.endsWith('__')),
  readImport: readNamedImport,
};
