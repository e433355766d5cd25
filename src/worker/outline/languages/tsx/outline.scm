; What TSX has besides TypeScript.

(jsx_opening_element name: (identifier) @call)
(jsx_self_closing_element name: (identifier) @call)
