import { hashOf } from '../base/fnv.ts';

/** What a text is known again by without being kept: its length, and 32 bits of its characters. */
export function textKey(text: string): number {
  return text.length * 2 ** 32 + hashOf(text);
}
