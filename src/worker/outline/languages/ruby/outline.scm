(module name: (_) @name body: (_)? @body) @module
(class name: (_) @name body: (_)? @body) @class
(method name: (_) @name body: (_)? @body) @function
(singleton_method name: (_) @name body: (_)? @body) @function
(assignment left: (constant) @name right: (_) @value) @constant
(superclass (_) @base)
(call method: (identifier) @_include arguments: (argument_list (constant) @base) (#eq? @_include "include"))

(call method: (identifier) @call)
(superclass (constant) @type-name)
