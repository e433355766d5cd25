import type { OutlineLanguage } from '../outline-language.ts';

export const java: OutlineLanguage = {
  lineComment: '//',
  query: `
(class_declaration name: (_) @name body: (_) @body) @class
(record_declaration name: (_) @name body: (_) @body) @class
(interface_declaration name: (_) @name body: (_) @body) @interface
(annotation_type_declaration name: (_) @name body: (_) @body) @interface
(enum_declaration name: (_) @name body: (_) @body) @enum
(method_declaration name: (_) @name body: (_)? @body) @method
(constructor_declaration name: (_) @name body: (_) @body) @method
(field_declaration declarator: (variable_declarator name: (_) @name value: (_)? @value)) @field
(constant_declaration declarator: (variable_declarator name: (_) @name value: (_)? @value)) @field
(enum_constant name: (_) @name body: (_)? @body) @field

(import_declaration (scoped_identifier) @source) @import
`,
  isExported: ({ signature }) => !/\bprivate\b/.test(signature),
  readImport({ statement, source }) {
    if (/\.\s*\*\s*;?$/.test(statement)) return [{ source, names: [{ name: '*', local: '*' }] }];
    const name = source.slice(source.lastIndexOf('.') + 1);
    return [{ source, names: [{ name, local: name }] }];
  },
};
