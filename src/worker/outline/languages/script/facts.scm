(variable_declarator name: (identifier) @local value: (_)? @value)
(variable_declarator name: (object_pattern [
  (shorthand_property_identifier_pattern) @part
  (pair_pattern value: (identifier) @part)
]) value: (_) @value)
(variable_declarator name: (array_pattern (identifier) @part) value: (_) @value)
(for_in_statement left: (identifier) @each right: (_) @value)
(arrow_function parameter: (identifier) @local)
(catch_clause parameter: (identifier) @local)
(assignment_expression left: (_) @write)
(augmented_assignment_expression left: (_) @write)
(update_expression argument: (_) @write)
(identifier) @read
