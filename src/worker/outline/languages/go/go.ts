import type { OutlineLanguage } from '../../outline-language.ts';

const KEYWORD: Readonly<Record<string, string>> = {
  class: 'type',
  interface: 'type',
  type: 'type',
  constant: 'const',
  variable: 'var',
};

export const go: OutlineLanguage = {
  lineComment: '//',
  typePlace: 'after',
  isExported: ({ name }) => /^\p{Lu}/u.test(name),
  readImport({ source, alias }) {
    if (alias === '_') return [{ source, names: [] }];
    // A major version at the end of the path (…/v2) is not the package's name.
    const last = source
      .replace(/\/v\d+$/, '')
      .split('/')
      .at(-1)!;
    return [{ source, names: [{ name: '*', local: alias === '.' ? '*' : (alias ?? last) }] }];
  },
  completeSignature(signature, capture) {
    const keyword = KEYWORD[capture];
    return keyword === undefined ? signature : `${keyword} ${signature}`;
  },
};
