import type { OutlineLanguage, ReadImport } from '../outline-language.ts';

export const rust: OutlineLanguage = {
  lineComment: '//',
  query: `
(function_item name: (_) @name body: (_) @body) @function
(function_signature_item name: (_) @name) @function
(struct_item name: (_) @name body: (field_declaration_list) @body) @class
(struct_item name: (_) @name) @class
(union_item name: (_) @name body: (_) @body) @class
(enum_item name: (_) @name body: (_) @body) @enum
(trait_item name: (_) @name body: (_) @body) @interface
(type_item name: (_) @name) @type
(associated_type name: (_) @name) @field
(const_item name: (_) @name value: (_)? @value) @constant
(static_item name: (_) @name value: (_)? @value) @constant
(mod_item name: (_) @name body: (_) @body) @module
(macro_definition name: (_) @name . (_) @body) @function
(field_declaration name: (_) @name) @field
(enum_variant name: (_) @name body: (field_declaration_list)? @body) @field
(impl_item type: [
  (type_identifier) @name
  (generic_type type: (type_identifier) @name)
  (scoped_type_identifier name: (_) @name)
] body: (_) @body) @scope

(use_declaration argument: (_) @source) @import
(mod_item name: (_) @source !body) @import
`,
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
