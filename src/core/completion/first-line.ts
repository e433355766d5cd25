/** Blank lines before it belong to it: a suggestion may begin below the cursor's line. */
export function firstLine(text: string): string {
  return /^\s*[^\n]*/.exec(text)?.[0] ?? '';
}
