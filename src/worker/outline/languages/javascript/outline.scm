; CommonJS, and what only JavaScript calls so.

(field_definition property: (_) @name value: (_)? @value) @field
(assignment_expression left: (member_expression object: (identifier) @_exports property: (_) @name)
  right: (function_expression body: (_) @body) (#eq? @_exports "exports")) @function
(assignment_expression left: (member_expression object: (identifier) @_exports property: (_) @name)
  right: (_) @value (#eq? @_exports "exports")) @constant
(assignment_expression left: (member_expression object: (identifier) @_module)
  right: [(identifier) @export (object (shorthand_property_identifier) @export)] (#eq? @_module "module"))
(variable_declarator name: [(identifier) @all (object_pattern (shorthand_property_identifier_pattern) @imported)]
  value: (call_expression function: (identifier) @_require arguments: (arguments . (_) @source))
  (#eq? @_require "require")) @import

(class_heritage [(identifier) (member_expression)] @base)
(class_heritage (identifier) @type-name)
(jsx_opening_element name: (identifier) @call)
(jsx_self_closing_element name: (identifier) @call)
