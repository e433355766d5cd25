import type { OutlineLanguage } from '../outline-language.ts';

export const csharp: OutlineLanguage = {
  lineComment: '//',
  query: `
(namespace_declaration name: (_) @name body: (_) @body) @module
(class_declaration name: (_) @name body: (_) @body) @class
(struct_declaration name: (_) @name body: (_) @body) @class
(record_declaration name: (_) @name body: (_)? @body) @class
(interface_declaration name: (_) @name body: (_) @body) @interface
(enum_declaration name: (_) @name body: (_) @body) @enum
(delegate_declaration name: (_) @name) @type
(method_declaration name: (_) @name body: (_)? @body) @method
(constructor_declaration name: (_) @name body: (_) @body) @method
(property_declaration name: (_) @name accessors: (_)? @body value: (_)? @body) @field
(field_declaration (variable_declaration (variable_declarator name: (_) @name))) @field
(event_field_declaration (variable_declaration (variable_declarator name: (_) @name))) @field
(enum_member_declaration name: (_) @name) @field

(using_directive [(identifier) (qualified_name)] @source) @import
`,
  // Members are private unless they say otherwise; in interfaces and enums they are public; types are internal.
  isExported: ({ kind, signature }, parent) =>
    (kind !== 'method' && kind !== 'field') ||
    parent?.kind === 'interface' ||
    parent?.kind === 'enum' ||
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
