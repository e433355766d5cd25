import type { OutlineLanguage } from '../../outline-language.ts';

export const c: OutlineLanguage = {
  lineComment: '//',
  typePlace: 'before',
  isExported: ({ signature }, parent) => parent !== undefined || !/^static\b/.test(signature),
  readImport: ({ source }) => [{ source: source.replaceAll('"', ''), names: [{ name: '*', local: '*' }] }],
  splitName: splitDeclarator,
};

/** `Class::method` → both; `(*callback)`, `&reference`, `list[10]` and `*f(int)` → the name. */
export function splitDeclarator(declarator: string): { readonly name: string; readonly parent?: string } {
  const written =
    /(?:[\w~]+(?:<[^<>()]*>)?::)*(?:operator(?:\(\)|[^\w\s(]+)|~?\w+)/.exec(declarator.slice(0, 200))?.[0] ??
    declarator;
  const parts = written.replaceAll(/<[^<>]*>/g, '').split('::');
  const name = parts.pop()!;
  const parent = parts.pop();
  return parent === undefined ? { name } : { name, parent };
}
