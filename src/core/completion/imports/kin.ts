const SCRIPTS: ReadonlySet<string> = new Set(['typescript', 'typescriptreact', 'javascript', 'javascriptreact']);

/** Whether files of these languages may import from one another. */
export function isKin(a: string, b: string): boolean {
  return a === b || (SCRIPTS.has(a) && SCRIPTS.has(b));
}
