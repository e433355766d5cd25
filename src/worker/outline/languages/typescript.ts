import type { OutlineLanguage } from '../outline-language.ts';
import { javascript, SCRIPT_QUERY } from './javascript.ts';

/** TypeScript and TSX, whose grammars share their node names. */
export const typescript: OutlineLanguage = {
  ...javascript,
  query: `
(function_signature name: (_) @name) @function
(abstract_class_declaration name: (_) @name body: (_) @body) @class
(interface_declaration name: (_) @name body: (_) @body) @interface
(type_alias_declaration name: (_) @name) @type
(enum_declaration name: (_) @name body: (_) @body) @enum
(internal_module name: (_) @name body: (_) @body) @module
(module name: (_) @name body: (_) @body) @module
(method_signature name: (_) @name) @method
(abstract_method_signature name: (_) @name) @method
(public_field_definition name: (_) @name value: (arrow_function body: (_) @body)) @method
(public_field_definition name: (_) @name value: (_)? @value) @field
(property_signature name: (_) @name) @field
(enum_body name: (property_identifier) @name @field)
(enum_assignment name: (_) @name) @field
(ambient_declaration) @wrapper
${SCRIPT_QUERY}`,
};
