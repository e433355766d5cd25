import type { OutlineLanguage } from '../outline-language.ts';
import { c, C_QUERY } from './c.ts';

export const cpp: OutlineLanguage = {
  ...c,
  query: `
(namespace_definition name: (_) @name body: (_) @body) @module
(class_specifier name: (_) @name body: (_) @body) @class
(field_declaration_list (access_specifier) @access)
(field_declaration declarator: (_ (function_declarator declarator: (_) @name))) @method
(alias_declaration name: (_) @name) @type
(concept_definition name: (_) @name) @type
(lambda_expression) @local
${C_QUERY}`,
  defaultAccess({ kind, signature }) {
    if (kind !== 'class') return undefined;
    return signature.startsWith('class') ? 'private' : 'public';
  },
};
