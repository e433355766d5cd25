// The grammars that are shipped: the .wasm of the packages of tree-sitter and tree-sitter-grammars, by the name under dist/grammars.
export const GRAMMARS: readonly { readonly file: string; readonly source: string }[] = [
  { file: 'typescript.wasm', source: 'tree-sitter-typescript/tree-sitter-typescript.wasm' },
  { file: 'tsx.wasm', source: 'tree-sitter-typescript/tree-sitter-tsx.wasm' },
  { file: 'javascript.wasm', source: 'tree-sitter-javascript/tree-sitter-javascript.wasm' },
  { file: 'python.wasm', source: 'tree-sitter-python/tree-sitter-python.wasm' },
  { file: 'java.wasm', source: 'tree-sitter-java/tree-sitter-java.wasm' },
  { file: 'go.wasm', source: 'tree-sitter-go/tree-sitter-go.wasm' },
  { file: 'rust.wasm', source: 'tree-sitter-rust/tree-sitter-rust.wasm' },
  { file: 'c.wasm', source: 'tree-sitter-c/tree-sitter-c.wasm' },
  { file: 'cpp.wasm', source: 'tree-sitter-cpp/tree-sitter-cpp.wasm' },
  { file: 'csharp.wasm', source: 'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm' },
  { file: 'ruby.wasm', source: 'tree-sitter-ruby/tree-sitter-ruby.wasm' },
  { file: 'php.wasm', source: 'tree-sitter-php/tree-sitter-php.wasm' },
  { file: 'kotlin.wasm', source: '@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm' },
  { file: 'scala.wasm', source: 'tree-sitter-scala/tree-sitter-scala.wasm' },
  { file: 'lua.wasm', source: '@tree-sitter-grammars/tree-sitter-lua/tree-sitter-lua.wasm' },
  { file: 'bash.wasm', source: 'tree-sitter-bash/tree-sitter-bash.wasm' },
];
