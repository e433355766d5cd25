import type { OutlineLanguage, ReadImport } from '../../outline-language.ts';

export const rust: OutlineLanguage = {
  lineComment: '//',
  typePlace: 'after',
  // What a trait asks for, and what an `impl Trait for` gives, is as visible as the trait; so are an enum's variants.
  isExported: ({ signature }, parent) =>
    /^pub\b/.test(signature) ||
    parent?.kind === 'interface' ||
    parent?.kind === 'enum' ||
    (parent?.kind === 'scope' && / for /.test(parent.signature)),
  readImport({ statement, source }) {
    if (statement.endsWith(';') && /\bmod\s/.test(statement.slice(0, -source.length))) {
      return [{ source: `self::${source}`, names: [{ name: '*', local: source }] }];
    }
    return source.length > MAX_USE_LENGTH ? [] : flattenUse(source);
  },
};

/** Nobody writes longer or deeper ones; a file that does is not worth the time. */
const MAX_USE_LENGTH = 4_000;
const MAX_USE_DEPTH = 8;

/** `a::{b, c::d as e}` → `b` from `a`, `d` from `a::c` called `e`; `self` in braces is the module itself. */
function flattenUse(tree: string, depth = 0): readonly ReadImport[] {
  const open = tree.indexOf('{');
  if (open >= 0 && tree.trimEnd().endsWith('}')) {
    if (depth === MAX_USE_DEPTH) return [];
    const prefix = tree.slice(0, open).trim();
    const parts = splitOutsideBraces(tree.slice(open + 1, tree.lastIndexOf('}')));
    return parts.flatMap((part) => flattenUse(prefix + part.trim(), depth + 1));
  }
  const [path = '', alias] = tree.trim().split(/\s+as\s+/);
  const segments = path
    .replaceAll(/\s+/g, '')
    .split('::')
    .filter((segment) => segment !== '');
  if (segments.length > 1 && segments.at(-1) === 'self') segments.pop();
  const name = segments.pop();
  return name === undefined ? [] : [{ source: segments.join('::'), names: [{ name, local: alias ?? name }] }];
}

function splitOutsideBraces(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '{') depth++;
    else if (character === '}') depth--;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)].filter((part) => part.trim() !== '');
}
