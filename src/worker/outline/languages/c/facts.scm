(declaration type: (_) @type declarator: [
  (identifier) @local
  (pointer_declarator declarator: (identifier) @local)
  (array_declarator declarator: (identifier) @local)
  (init_declarator declarator: (identifier) @local value: (_) @value)
  (init_declarator declarator: (pointer_declarator declarator: (identifier) @local) value: (_) @value)
])
(parameter_declaration type: (_) @type declarator: [
  (identifier) @local
  (pointer_declarator declarator: (identifier) @local)
])
(assignment_expression left: (_) @write)
(update_expression argument: (_) @write)
(identifier) @read
