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

(namespace_declaration name: (_) @namespace)
(file_scoped_namespace_declaration name: (_) @namespace)
(base_list [(identifier) (qualified_name) (generic_name) (primary_constructor_base_type)] @base)
(record_declaration (parameter_list (parameter name: (_) @name) @field))

(invocation_expression function: [
  (identifier) @call
  (generic_name (identifier) @call)
  (member_access_expression name: [(identifier) @call (generic_name (identifier) @call)])
  (conditional_access_expression (member_binding_expression name: [(identifier) @call (generic_name (identifier) @call)]))
])
(object_creation_expression type: [(identifier) @call (generic_name (identifier) @call)])
(attribute name: (identifier) @type-name)
(_ type: (identifier) @type-name)
(_ returns: (identifier) @type-name)
(base_list (identifier) @type-name)
(type_argument_list (identifier) @type-name)
(generic_name (identifier) @type-name)
(nullable_type (identifier) @type-name)
(array_type (identifier) @type-name)
(cast_expression type: (identifier) @type-name)
