/** Zero-based; `character` counts UTF-16 units. `vscode.Position` fits this as it is. */
export interface Position {
  readonly line: number;
  readonly character: number;
}
