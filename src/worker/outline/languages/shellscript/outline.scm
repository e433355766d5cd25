(function_definition name: (_) @name body: (_) @body) @function
(variable_assignment name: (_) @name value: (_)? @value) @constant

(command name: (command_name (word) @call))
