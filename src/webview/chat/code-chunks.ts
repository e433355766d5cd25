/** A chunk ends at a pause in the code once it has this many lines… */
const LINES = 40;
/** …and anyhow before it has more than these: colouring it takes a few milliseconds at most. */
const MOST_LINES = 100;
const MOST_CHARACTERS = 5_000;

/**
 * Splits code into stretches of whole lines that are coloured and drawn each on its own. When text is added at the end, all
 * but the last stay as they are. A comment or a string over many lines may be cut by it, and lose its colour from there on:
 * chunks end before a line at the margin that follows a blank one, where there is one.
 *
 * Joined they are the text, except that a line of more than 5,000 characters is drawn as several.
 */
export function codeChunks(text: string): readonly string[] {
  const chunks: string[] = [];
  let start = 0;
  let lines = 0;
  let afterBlank = false;
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const next = newline < 0 ? text.length : newline + 1;
    const isPause = lines >= LINES && afterBlank && /\S/.test(text[at] ?? '');
    const isFull = lines >= MOST_LINES || next - start > MOST_CHARACTERS;
    if (at > start && (isPause || isFull)) {
      chunks.push(text.slice(start, at));
      start = at;
      lines = 0;
    }
    for (; next - start > MOST_CHARACTERS && at === start; at = start) {
      start += MOST_CHARACTERS;
      chunks.push(text.slice(at, start));
    }
    afterBlank = next - at <= 2 && text.slice(at, next).trim() === '';
    at = next;
    lines++;
  }
  if (start < text.length) chunks.push(text.slice(start));
  return chunks;
}
