/**
 * Where the key goes among keys in order, by code points or without regard to case; at their end where they are in no order.
 */
export function sortedPlace(keys: readonly string[], key: string): number {
  for (const fold of [(text: string) => text.toLowerCase(), (text: string) => text]) {
    const folded = keys.map(fold);
    if (!folded.every((each, index) => index === 0 || folded[index - 1]! <= each)) continue;
    const place = folded.findIndex((each) => each > fold(key));
    return place < 0 ? keys.length : place;
  }
  return keys.length;
}
