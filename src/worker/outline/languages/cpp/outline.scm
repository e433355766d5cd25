; What C++ has besides C.

(namespace_definition name: (_) @name body: (_) @body) @module
(class_specifier name: (_) @name body: (_) @body) @class
(field_declaration_list (access_specifier) @access)
(field_declaration declarator: (_ (function_declarator declarator: (_) @name))) @method
(alias_declaration name: (_) @name) @type
(concept_definition name: (_) @name) @type
(lambda_expression) @local

(base_class_clause [(type_identifier) (qualified_identifier) (template_type)] @base)

(call_expression function: (qualified_identifier name: (identifier) @call))
(call_expression function: (qualified_identifier name: (qualified_identifier name: (identifier) @call)))
(template_function name: (identifier) @call)
(template_method name: (field_identifier) @call)
(new_expression type: (type_identifier) @call)
