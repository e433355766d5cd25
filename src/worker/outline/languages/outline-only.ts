import type { OutlineLanguage } from '../outline-language.ts';

/** Languages of which an outline is read and no imports: their names are found, and who calls them. */
function outlineOnly(own: Omit<OutlineLanguage, 'readImport' | 'typePlace'>): OutlineLanguage {
  return { typePlace: 'after', readImport: () => [], ...own };
}

const isNotPrivate: OutlineLanguage['isExported'] = ({ signature }) => !/\bprivate\b/.test(signature);

export const ruby = outlineOnly({ lineComment: '#', isExported: ({ name }) => !name.startsWith('_') });
export const php = outlineOnly({ lineComment: '//', isExported: isNotPrivate });
export const kotlin = outlineOnly({ lineComment: '//', isExported: isNotPrivate });
export const scala = outlineOnly({ lineComment: '//', isExported: isNotPrivate });
export const shellscript = outlineOnly({ lineComment: '#', isExported: () => true });
export const lua = outlineOnly({
  lineComment: '--',
  isExported: ({ signature }) => !/^local\b/.test(signature),
  splitName(captured) {
    const [name = captured, parent] = captured.split(/[.:]/).toReversed();
    return parent === undefined ? { name } : { name, parent };
  },
});
