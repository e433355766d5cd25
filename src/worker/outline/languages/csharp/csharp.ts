import type { OutlineLanguage } from '../../outline-language.ts';

export const csharp: OutlineLanguage = {
  lineComment: '//',
  typePlace: 'before',
  // Members are private unless they say otherwise; in interfaces, enums and a record's head they are public; types are
  // internal.
  isExported: ({ kind, signature }, parent) =>
    (kind !== 'method' && kind !== 'field') ||
    parent?.kind === 'interface' ||
    parent?.kind === 'enum' ||
    (kind === 'field' && parent !== undefined && /\brecord\b/.test(parent.signature)) ||
    /^(?:\[[^\]]*\]\s*)*(?:public|internal|protected)\b/.test(signature),
  readImport({ statement, source }) {
    const alias = /^using\s+(\w+)\s*=/.exec(statement)?.[1];
    if (alias === undefined) return [{ source, names: [{ name: '*', local: '*' }] }];
    if (source === alias) return [];
    const type = source.replace(/<.*$/s, '');
    const dot = type.lastIndexOf('.');
    return [{ source: type.slice(0, Math.max(dot, 0)), names: [{ name: type.slice(dot + 1), local: alias }] }];
  },
};
