/**
 * What stands for a secret in a prompt. It's a plain identifier, so that it fits wherever the secret stood: between
 * quotes, behind `NAME=`, in a URL. The number tells two secrets of one kind apart.
 */
export function placeholderFor(kind: string, number: number): string {
  return `${MARK}_${kind.replaceAll('-', '_').toUpperCase()}_${number}`;
}

/** Has a model, or a person, a placeholder of ours in this text? Models change its number, and cut it short. */
export function containsPlaceholder(text: string): boolean {
  return text.includes(MARK);
}

/**
 * Where the first placeholder begins, so that a suggestion can be cut before it; also one that has only begun at the end
 * of a text that is still being streamed.
 */
export function findPlaceholder(text: string): number | undefined {
  const at = text.indexOf(MARK);
  if (at >= 0) return at;
  for (let length = Math.min(MARK.length - 1, text.length); length >= SHORTEST_BEGINNING; length--) {
    if (text.endsWith(MARK.slice(0, length))) return text.length - length;
  }
  return undefined;
}

/** What every placeholder begins with. */
export const MARK = 'SOTTO_REDACTED';

/** `SOTTO_R`: less could be somebody's own name. */
const SHORTEST_BEGINNING = 7;
