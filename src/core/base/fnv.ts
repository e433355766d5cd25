/** FNV-1a of 32 bits, with whole numbers where it has bytes: quick, and no defence against who looks for collisions. */
export const FNV_START = 0x811c9dc5;
const PRIME = 0x01000193;

export function mix(hash: number, value: number): number {
  return Math.imul(hash ^ value, PRIME) >>> 0;
}

/** The same where many are mixed one after the other: small integers are quicker to go on from, and the sign is taken at the end. */
export function mixSigned(hash: number, value: number): number {
  return Math.imul(hash ^ value, PRIME);
}

/** Of a text's UTF-16 units. */
export function hashOf(text: string): number {
  let hash = FNV_START;
  for (let at = 0; at < text.length; at++) hash = mixSigned(hash, text.charCodeAt(at));
  return hash >>> 0;
}
