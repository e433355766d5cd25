(function_definition name: (_) @name body: (_) @body) @function
(class_definition name: (_) @name body: (_) @body) @class
(expression_statement (assignment left: (identifier) @name right: (_)? @value) @constant)
(lambda) @local
(assignment left: (attribute object: (identifier) @_self attribute: (_) @name) right: (_)? @value (#eq? @_self "self")) @own

(import_statement name: (dotted_name) @source @all) @import
(import_statement name: (aliased_import name: (dotted_name) @source alias: (_) @all)) @import
(import_from_statement module_name: (_) @source name: (dotted_name) @imported) @import
(import_from_statement module_name: (_) @source
  name: (aliased_import name: (dotted_name) @imported alias: (_) @alias)) @import
(import_from_statement module_name: (_) @source (wildcard_import) @all) @import

(class_definition superclasses: (argument_list [(identifier) (attribute) (subscript)] @base))

(call function: [(identifier) @call (attribute attribute: (identifier) @call)])
(decorator [(identifier) @call (attribute attribute: (identifier) @call)])
(type [(identifier) @type-name (generic_type (identifier) @type-name) (attribute attribute: (identifier) @type-name)])
(class_definition superclasses: (argument_list [(identifier) @type-name (attribute attribute: (identifier) @type-name)]))
