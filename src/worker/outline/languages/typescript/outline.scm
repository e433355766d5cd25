; What TypeScript and TSX have besides JavaScript.

(function_signature name: (_) @name) @function
(abstract_class_declaration name: (_) @name body: (_) @body) @class
(interface_declaration name: (_) @name body: (_) @body) @interface
(type_alias_declaration name: (_) @name) @type
(enum_declaration name: (_) @name body: (_) @body) @enum
(internal_module name: (_) @name body: (_) @body) @module
(module name: (_) @name body: (_) @body) @module
(method_signature name: (_) @name) @method
(abstract_method_signature name: (_) @name) @method
(public_field_definition name: (_) @name value: (arrow_function body: (_) @body)) @method
(public_field_definition name: (_) @name value: (_)? @value) @field
(property_signature name: (_) @name) @field
(enum_body name: (property_identifier) @name @field)
(enum_assignment name: (_) @name) @field
(ambient_declaration) @wrapper

(required_parameter (accessibility_modifier) pattern: (identifier) @name) @own
(extends_clause value: (_) @base)
(extends_clause value: (identifier) @type-name)
(implements_clause (_) @base)
(extends_type_clause type: (_) @base)
(decorator [(identifier) @call (call_expression function: (identifier) @call)])
(type_identifier) @type-name
