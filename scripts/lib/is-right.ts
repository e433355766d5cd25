/** Whether somebody who is about to write `truth` would take the suggestion: it is a beginning of it, in whole words. */
export function isRight(suggestion: string, truth: string): boolean {
  const text = suggestion.trimEnd();
  if (text.trim() === '' || !truth.startsWith(text)) return false;
  return !(/\w$/.test(text) && /^\w/.test(truth.slice(text.length)));
}
