(declaration type: (_) @type declarator: (init_declarator
  declarator: (reference_declarator (identifier) @local) value: (_) @value))
(parameter_declaration type: (_) @type declarator: (reference_declarator (identifier) @local))
(optional_parameter_declaration type: (_) @type declarator: (identifier) @local)
(for_range_loop type: (_) @type declarator: [(identifier) @each (_ (identifier) @each)] right: (_) @value)
