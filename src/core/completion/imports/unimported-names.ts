import { type CodeWord, codeWords } from './code-words.ts';
import { knownGlobals } from './known-globals.ts';
import { type NameUse, nameUse } from './name-use.ts';

/** A name that nothing in the file says the meaning of. */
export interface UnimportedName {
  readonly name: string;
  /** All that is asked of it is its type. */
  readonly isType: boolean;
  /** Of Go, where packages are what is imported: the names that are asked of it. */
  readonly members: readonly string[];
  /** Where the suggestion reads it first, in UTF-16 units of the text. */
  readonly start: number;
}

export interface PlacedSuggestion {
  /** The whole document with the suggestion in it. */
  readonly text: string;
  /** What the suggestion put in, as offsets of `text`; a word that it goes on counts as a whole. */
  readonly start: number;
  readonly end: number;
  readonly languageId: string;
}

/** A name this short is a variable. */
const SHORTEST_NAME = 2;

/**
 * Names that the suggestion reads, and that stand nowhere else in the file: neither declared in it, nor imported, nor a
 * global of the language. Told from tokens alone, and to the safe side: what may be a declaration is taken for one, and a
 * name that the file has anywhere else is taken to be known there. `words` are those of the text.
 */
export function unimportedNames(
  { text, start, end, languageId }: PlacedSuggestion,
  words = codeWords(text, languageId),
): readonly UnimportedName[] {
  const globals = knownGlobals(languageId);
  const found = new Map<string, { isType: boolean; members: Set<string>; readonly start: number }>();
  const known = new Set<string>();
  words.forEach((word, place) => {
    if (word.class !== 'identifier') return;
    const use = nameUse(words, place, languageId);
    if (use === 'not-free') return;
    const { text: name } = word;
    if (use === 'declared' || !touches(word, start, end)) known.add(name);
    else if (name.length >= SHORTEST_NAME && !globals.has(name)) addUse(word, use, words[place + 2]?.text ?? '');
  });
  return [...found]
    .filter(([name]) => !known.has(name))
    .map(([name, { members, ...use }]) => ({ name, ...use, members: [...members] }));

  function addUse({ text: name, start: at }: CodeWord, use: NameUse, member: string): void {
    const entry = found.get(name) ?? { isType: true, members: new Set(), start: at };
    if (use !== 'type') entry.isType = false;
    if (use === 'package') entry.members.add(member);
    found.set(name, entry);
  }
}

function touches(word: CodeWord, start: number, end: number): boolean {
  return word.start < end && start < word.end;
}
