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

(package_clause (package_identifier) @namespace)
(field_declaration !name type: (_) @base)
(interface_type (type_elem (_) @base))

(call_expression function: [
  (identifier) @call
  (selector_expression field: (field_identifier) @call)
  (index_expression operand: (identifier) @call)
])
(type_identifier) @type-name
