; What JavaScript and TypeScript share. No pattern is rooted at `program`: those take long to compile.

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

(call_expression function: [(identifier) @call (member_expression property: (_) @call)])
(new_expression constructor: [(identifier) @call (member_expression property: (_) @call)])
