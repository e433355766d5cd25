/** V8 copies what is shorter; a longer part of a string keeps the whole of it alive. */
const COPIED_BELOW = 13;

/** The same string with a memory of its own, for a part of a text that is kept longer than the text. */
export function ownString(part: string): string {
  return part.length < COPIED_BELOW ? part : (JSON.parse(JSON.stringify(part)) as string);
}
