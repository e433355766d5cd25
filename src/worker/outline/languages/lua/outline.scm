(function_declaration name: (_) @name body: (_)? @body) @function
(assignment_statement (variable_list name: (_) @name)
  (expression_list value: (function_definition body: (_)? @body))) @function
(assignment_statement (variable_list name: (identifier) @name) (expression_list value: (_) @value)) @constant

(function_call name: [
  (identifier) @call
  (dot_index_expression field: (identifier) @call)
  (method_index_expression method: (identifier) @call)
])
