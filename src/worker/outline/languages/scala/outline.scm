(class_definition name: (_) @name body: (_)? @body) @class
(object_definition name: (_) @name body: (_)? @body) @class
(trait_definition name: (_) @name body: (_)? @body) @interface
(enum_definition name: (_) @name body: (_) @body) @enum
(function_definition name: (_) @name body: (_) @body) @function
(function_declaration name: (_) @name) @function
(val_definition pattern: (identifier) @name value: (_)? @value) @constant
(var_definition pattern: (identifier) @name value: (_)? @value) @constant
(type_definition name: (_) @name) @type
(package_clause name: (_) @namespace)
(extends_clause [(type_identifier) (generic_type)] @base)

(call_expression function: [(identifier) @call (field_expression field: (identifier) @call)])
(instance_expression (type_identifier) @call)
(type_identifier) @type-name
