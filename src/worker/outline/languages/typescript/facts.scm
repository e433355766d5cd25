(variable_declarator name: (identifier) @local type: (type_annotation (_) @type) value: (_)? @value)
(required_parameter pattern: (identifier) @local type: (type_annotation (_) @type)?)
(optional_parameter pattern: (identifier) @local type: (type_annotation (_) @type)?)
