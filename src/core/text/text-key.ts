/** What a text is known again by without being kept: its length, and 32 bits of its characters (FNV-1a). */
export function textKey(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return text.length * 2 ** 32 + (hash >>> 0);
}
