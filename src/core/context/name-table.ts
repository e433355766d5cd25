import { hashOf } from '../base/fnv.ts';
import { ownString } from '../text/own-string.ts';

/**
 * Numbers for names, the same ones in all indexes. A name is looked up where it stands in a text, by a hash that who reads the text
 * has anyway: to cut each out, half a million for viem, took most of what looking them up does.
 */
export class NameTable {
  readonly #names: string[] = [];
  readonly #hashes: number[] = [];
  /** By the lower bits of the hash, or behind there: a name's number and 1; 0 where there is none. Never more than half full. */
  #slots = new Int32Array(1024);

  get size(): number {
    return this.#names.length;
  }

  /** The number of a name, which gets one here where it is new. */
  idOf(name: string): number {
    return this.idAt(name, 0, name.length, hashOf(name));
  }

  /** That of `text[start, end)`, whose `hashOf` is given, with a sign or without. */
  idAt(text: string, start: number, end: number, hash: number): number {
    const slot = this.#slotOf(text, start, end, hash);
    const known = this.#slots[slot]!;
    return known === 0 ? this.#add(ownString(text.slice(start, end)), hash, slot) : known - 1;
  }

  /** `undefined` where no text has it, or had it. */
  knownId(name: string): number | undefined {
    const known = this.#slots[this.#slotOf(name, 0, name.length, hashOf(name))]!;
    return known === 0 ? undefined : known - 1;
  }

  nameOf(id: number): string {
    return this.#names[id]!;
  }

  /** Where the name is, or would be. */
  #slotOf(text: string, start: number, end: number, hash: number): number {
    const last = this.#slots.length - 1;
    const signed = hash | 0;
    let slot = hash & last;
    for (let known = this.#slots[slot]!; known !== 0; known = this.#slots[slot]!) {
      if (this.#hashes[known - 1] === signed && isAt(this.#names[known - 1]!, text, start, end)) break;
      slot = (slot + 1) & last;
    }
    return slot;
  }

  #add(name: string, hash: number, slot: number): number {
    const id = this.#names.push(name) - 1;
    this.#hashes.push(hash | 0);
    this.#slots[slot] = id + 1;
    if (2 * this.#names.length > this.#slots.length) this.#spread();
    return id;
  }

  #spread(): void {
    const slots = new Int32Array(2 * this.#slots.length);
    for (const [id, hash] of this.#hashes.entries()) {
      let slot = hash & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = id + 1;
    }
    this.#slots = slots;
  }
}

function isAt(name: string, text: string, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let at = 0; at < name.length; at++) if (name.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  return true;
}
