import { type OutlineLanguage, readNamedImport } from '../outline-language.ts';

/** What JavaScript and TypeScript share. No pattern is rooted at `program`: those take long to compile. */
export const SCRIPT_QUERY = `
(function_declaration name: (_) @name body: (_) @body) @function
(generator_function_declaration name: (_) @name body: (_) @body) @function
(class_declaration name: (_) @name body: (_) @body) @class
(lexical_declaration (variable_declarator name: (identifier) @name
  value: [(arrow_function body: (_) @body) (function_expression body: (_) @body)])) @function
(lexical_declaration (variable_declarator name: (identifier) @name value: (_)? @value)) @constant
(variable_declaration (variable_declarator name: (identifier) @name value: (_)? @value)) @constant
(method_definition name: (_) @name body: (_) @body) @method
(assignment_expression left: (member_expression object: (this) property: (_) @name) right: (_) @value) @own
(arrow_function) @local
(function_expression) @local
(export_statement) @wrapper
(export_statement (export_clause (export_specifier name: (_) @export !alias)) !source)
(export_statement value: (identifier) @export)

(import_statement (import_clause [
  (identifier) @default
  (namespace_import (identifier) @all)
  (named_imports (import_specifier name: (_) @imported alias: (_)? @alias))
])? source: (_) @source) @import
(export_statement [
  "*" @all
  (namespace_export (_) @all)
  (export_clause (export_specifier name: (_) @imported alias: (_)? @alias))
] source: (_) @source) @import
`;

const COMMON_JS = `
(field_definition property: (_) @name value: (_)? @value) @field
(assignment_expression left: (member_expression object: (identifier) @_exports property: (_) @name)
  right: (function_expression body: (_) @body) (#eq? @_exports "exports")) @function
(assignment_expression left: (member_expression object: (identifier) @_exports property: (_) @name)
  right: (_) @value (#eq? @_exports "exports")) @constant
(assignment_expression left: (member_expression object: (identifier) @_module)
  right: [(identifier) @export (object (shorthand_property_identifier) @export)] (#eq? @_module "module"))
(variable_declarator name: [(identifier) @all (object_pattern (shorthand_property_identifier_pattern) @imported)]
  value: (call_expression function: (identifier) @_require arguments: (arguments . (_) @source))
  (#eq? @_require "require")) @import
`;

/** JavaScript and JSX. */
export const javascript: OutlineLanguage = {
  lineComment: '//',
  query: SCRIPT_QUERY + COMMON_JS,
  isExported({ name, signature }, parent) {
    if (parent === undefined || parent.kind === 'module') return signature.startsWith('exports.');
    return !name.startsWith('#') && !/\b(?:private|protected)\b/.test(signature);
  },
  readImport: readNamedImport,
};
