(class_declaration "interface" name: (_) @name (class_body)? @body) @interface
(class_declaration name: (_) @name [(class_body) (enum_class_body)]? @body) @class
(object_declaration name: (_) @name (class_body)? @body) @class
(function_declaration name: (_) @name (function_body)? @body) @function
(property_declaration (variable_declaration (identifier) @name)) @constant
(class_parameter ["val" "var"] (identifier) @name) @field
(enum_entry (identifier) @name) @field
(type_alias type: (_) @name) @type
(package_header (_) @namespace)
(delegation_specifier [(user_type) (constructor_invocation)] @base)

(call_expression . (identifier) @call)
(call_expression . (navigation_expression (identifier) @call .))
(user_type (identifier) @type-name)
