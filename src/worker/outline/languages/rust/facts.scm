(let_declaration pattern: (identifier) @local type: (_)? @type value: (_)? @value)
(let_declaration pattern: [
  (tuple_pattern (identifier) @part)
  (tuple_struct_pattern (identifier) @part .)
] value: (_) @value)
(let_condition pattern: (tuple_struct_pattern (identifier) @part .) value: (_) @value)
(for_expression pattern: (identifier) @each value: (_) @value)
(parameter pattern: (identifier) @local type: (_) @type)
(closure_parameters (identifier) @local)
(assignment_expression left: (_) @write)
(compound_assignment_expr left: (_) @write)
(identifier) @read
