import type { OutlineLanguage } from '../outline-language.ts';

const KEYWORD: Readonly<Record<string, string>> = {
  class: 'type',
  interface: 'type',
  type: 'type',
  constant: 'const',
  variable: 'var',
};

export const go: OutlineLanguage = {
  lineComment: '//',
  query: `
(function_declaration name: (_) @name body: (_)? @body) @function
(method_declaration receiver: (parameter_list (parameter_declaration type: [
  (type_identifier) @parent
  (generic_type type: (type_identifier) @parent)
  (pointer_type (type_identifier) @parent)
  (pointer_type (generic_type type: (type_identifier) @parent))
])) name: (_) @name body: (_)? @body) @method
(type_spec name: (_) @name type: (struct_type (field_declaration_list) @body)) @class
(type_spec name: (_) @name type: (interface_type "{" @body)) @interface
(type_spec name: (_) @name) @type
(type_alias name: (_) @name) @type
(field_declaration name: (_) @name) @field
(method_elem name: (_) @name) @method
(const_spec name: (_) @name value: (_)? @value) @constant
(var_spec name: (_) @name value: (_)? @value) @variable
(func_literal) @local

(import_spec name: (_)? @alias path: (_ (_) @source)) @import
`,
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
