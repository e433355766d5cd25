; What C and C++ share. `(_ (function_declarator …))` is a pointer or reference in between; names are taken as written
; (`Class::method`, `(*callback)`) and cut to the name itself afterwards, because a pattern for each form takes the query
; of C++ more than a second to compile.

(function_definition declarator: (function_declarator declarator: (_) @name) body: (_)? @body) @function
(function_definition declarator: (_ (function_declarator declarator: (_) @name)) body: (_)? @body) @function
(function_definition declarator: (pointer_declarator (pointer_declarator (function_declarator declarator: (_) @name)))
  body: (_)? @body) @function
(declaration declarator: (function_declarator declarator: (_) @name)) @function
(declaration declarator: (_ (function_declarator declarator: (_) @name))) @function
(declaration declarator: (init_declarator declarator: (_) @name value: (_) @value)) @constant
(declaration (storage_class_specifier) declarator: (identifier) @name) @constant
(type_definition type: (_ body: (_) @body) declarator: (_) @name) @type
(type_definition declarator: (_) @name) @type
(struct_specifier name: (_) @name body: (_) @body) @class
(union_specifier name: (_) @name body: (_) @body) @class
(enum_specifier name: (_) @name body: (_) @body) @enum
(enumerator name: (_) @name) @field
(field_declaration declarator: (function_declarator declarator: (_) @name)) @method
(field_declaration declarator: (_) @name) @field
(preproc_def name: (_) @name value: (_)) @constant
(preproc_function_def name: (_) @name) @function

(preproc_include path: (_) @source) @import

(call_expression function: (identifier) @call)
(call_expression function: (field_expression field: (field_identifier) @call))
(type_identifier) @type-name
