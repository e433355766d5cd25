(short_var_declaration left: (expression_list . (identifier) @local .) right: (expression_list . (_) @value .))
(short_var_declaration left: (expression_list (identifier) @part) right: (_) @value)
(var_spec name: (_) @local type: (_)? @type value: (_)? @value)
(range_clause left: (expression_list (identifier) @each) right: (_) @value)
(parameter_declaration name: (_) @local type: (_) @type)
(type_switch_statement alias: (expression_list (identifier) @local) value: (_) @value)
(assignment_statement left: (expression_list (_) @write))
(inc_statement (_) @write)
(identifier) @read
