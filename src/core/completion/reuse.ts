import { Lru } from '../base/lru.ts';
import type { CompletionRequest } from './request.ts';

/** Remembers what was suggested where, so that typing along, or backspace to a place seen, asks nothing again. */
export interface Reuse {
  find(request: CompletionRequest): Reused | undefined;
  remember(request: CompletionRequest, insertText: string): void;
  /** Called when the person turned it down, or the settings changed. */
  forget(): void;
}

export interface Reused {
  readonly insertText: string;
  /** So much of the remembered suggestion has been typed since. */
  readonly typedThrough: number;
}

interface Remembered {
  readonly uri: string;
  /** Text before and after the cursor where it was suggested; long enough that another place is not taken for it. */
  readonly before: string;
  readonly after: string;
  readonly insertText: string;
}

const CAPACITY = 64;
const BEFORE = 400;
const AFTER = 200;

export function createReuse(): Reuse {
  const remembered = new Lru<string, Remembered>(CAPACITY);
  return {
    find(request) {
      const { before, after } = edges(request);
      const exact = remembered.get(key(request.uri, before, after));
      if (exact !== undefined) return { insertText: exact.insertText, typedThrough: 0 };
      for (const entry of remembered.values()) {
        const typedThrough = typedInto(entry, request.uri, before, after);
        if (typedThrough !== undefined) return { insertText: entry.insertText.slice(typedThrough), typedThrough };
      }
      return undefined;
    },
    remember(request, insertText) {
      const { before, after } = edges(request);
      remembered.set(key(request.uri, before, after), { uri: request.uri, before, after, insertText });
    },
    forget: () => remembered.clear(),
  };
}

function edges(request: CompletionRequest): { before: string; after: string } {
  return { before: request.before.slice(-BEFORE), after: request.after.slice(0, AFTER) };
}

const key = (uri: string, before: string, after: string): string => `${uri}\0${before}\0${after}`;

/** How much of the remembered text was typed to get here; `undefined` where this is not the place, or nothing is left. */
function typedInto(entry: Remembered, uri: string, before: string, after: string): number | undefined {
  if (entry.uri !== uri || !sameRest(entry, after)) return undefined;
  for (let typed = 1; typed < entry.insertText.length; typed++) {
    const expected = (entry.before + entry.insertText.slice(0, typed)).slice(-BEFORE);
    // Near the start of a document `before` is shorter than the window: then it must be equal as it is.
    if (expected === before) return typed;
  }
  return undefined;
}

/** The text after the cursor is as it was, but for closers that the editor may have added for what was typed. */
function sameRest(entry: Remembered, after: string): boolean {
  if (after === entry.after) return true;
  const added = /^[)\]}"'`>]{1,3}/.exec(after)?.[0] ?? '';
  for (let length = 1; length <= added.length; length++) {
    const rest = after.slice(length);
    if (entry.after.startsWith(rest) && entry.insertText.includes(added.slice(0, length))) return true;
  }
  return false;
}
