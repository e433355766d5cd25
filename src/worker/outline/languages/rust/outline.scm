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

(impl_item trait: (_) @base)
(trait_item bounds: (trait_bounds (_) @base))

(call_expression function: [
  (identifier) @call
  (scoped_identifier name: (identifier) @call)
  (field_expression field: (field_identifier) @call)
  (generic_function function: [
    (identifier) @call
    (scoped_identifier name: (identifier) @call)
    (field_expression field: (field_identifier) @call)
  ])
])
(macro_invocation macro: (identifier) @call)
(type_identifier) @type-name
