/** FNV-1a of 32 bits, with whole numbers where it has bytes: quick, and no defence against who looks for collisions. */
export const FNV_START = 0x811c9dc5;
const PRIME = 0x01000193;

export function mix(hash: number, value: number): number {
  return Math.imul(hash ^ value, PRIME) >>> 0;
}

/** Of a text's UTF-16 units. */
export function hashOf(text: string): number {
  let hash = FNV_START;
  // The sign is taken at the end: whole texts come here, and small integers are quicker to go on from.
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash >>> 0;
}
