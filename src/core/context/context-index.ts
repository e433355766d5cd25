import { firstNot } from '../base/first-not.ts';
import type { Definition, FileOutline } from '../repository/outline.ts';
import type { LocatedDefinition, RepositoryOutline } from '../repository/repository-outline.ts';
import { textKey } from '../text/text-key.ts';
import { stemOf } from '../repository/path.ts';
import { subWords } from './identifiers.ts';
import { type Neighbours, neighboursOf } from './neighbours.ts';
import { LineIndex } from './line-index.ts';
import { NameTable } from './name-table.ts';
import { TextReader } from './text-reader.ts';
import { WindowIndex } from './window-index.ts';

const MAX_WORDS = 20_000;

/** What a definition's own text says of it, wherever it is asked for. */
interface Traits {
  readonly isPrivate: boolean;
  readonly isConstructor: boolean;
  /** 1 for the longest. */
  readonly signatureLength: number;
}

/** What retrievers look things up in: the outlines of all files, their definitions by name and by owner, and their words. */
export class ContextIndex {
  readonly repository: RepositoryOutline;
  readonly #names = new NameTable();
  readonly windows = new WindowIndex(this.#names);
  readonly lines = new LineIndex(this.#names);
  readonly #reader = new TextReader(this.#names, this.lines);
  readonly #outlines = new Map<string, FileOutline>();
  /** Of the texts that were taken up, to know them again. */
  readonly #textKeys = new Map<string, number>();
  readonly #byName = new Map<string, LocatedDefinition[]>();
  readonly #byOwner = new Map<string, LocatedDefinition[]>();

  readonly #byStem = new Map<string, Set<string>>();
  /** Of the file names. */
  readonly #fileWords = new Map<string, readonly string[]>();
  /** Of definitions that were asked for; they go with them. */
  readonly #traits = new WeakMap<Definition, Traits>();
  /** Of the file that was asked for last, until any file changes. */
  #neighbours: { readonly path: string; readonly languageId: string; readonly found: Neighbours } | undefined;
  /** Of names that were asked for. */
  readonly #words = new Map<string, readonly string[]>();

  constructor(repository: RepositoryOutline) {
    this.repository = repository;
  }

  /** Takes up a file's outline as the repository has it now, and its text where that is known. */
  set(path: string, text: string | undefined): void {
    this.#neighbours = undefined;
    const outline = this.repository.get(path);
    if (outline !== this.#outlines.get(path)) {
      this.#forget(path);
      this.#textKeys.delete(path);
      if (outline) this.#learn(outline);
    }
    // Windows and lines are looked for in order to find what their names mean: of a text without outline, nothing is known.
    if (text === undefined || !outline) return;
    this.#textKeys.set(path, textKey(text));
    const { languageId } = outline;
    const isAgain = this.windows.has(path);
    const read = isAgain ? this.#reader.readAgain(path, languageId, text) : this.#reader.read(languageId, text);
    this.windows.set(path, read.all);
    this.lines.set(path, languageId, read);
  }

  remove(path: string): void {
    this.#neighbours = undefined;
    this.#forget(path);
    this.#textKeys.delete(path);
    this.#reader.forget(path);
    this.windows.remove(path);
    this.lines.remove(path);
  }

  /** The file's outline as it was taken up, where that is of this very text. */
  outlineOf(path: string, languageId: string, text: string): FileOutline | undefined {
    const outline = this.#outlines.get(path);
    return outline?.languageId === languageId && this.#textKeys.get(path) === textKey(text) ? outline : undefined;
  }

  /**
   * Asks while a file's definitions are not to be found, not even where re-exports lead to it: what is known of an open file is
   * older than its text. Its words stay; who asks for words names the file.
   */
  without<T>(path: string, ask: () => T): T {
    const known = this.repository.get(path);
    this.#forget(path);
    try {
      return this.repository.without(path, ask);
    } finally {
      if (known) this.#learn(known);
    }
  }

  /** What the files beside a text say; from key to key it stays the same. */
  neighboursOf(path: string, languageId: string): Neighbours {
    const known = this.#neighbours;
    if (known?.path === path && known.languageId === languageId) return known.found;
    const found = neighboursOf(path, languageId, this);
    this.#neighbours = { path, languageId, found };
    return found;
  }

  /** By path. */
  named(name: string): readonly LocatedDefinition[] {
    return this.#byName.get(name) ?? [];
  }

  /** Members of every type of that name, by path. */
  ownedBy(type: string): readonly LocatedDefinition[] {
    return this.#byOwner.get(type) ?? [];
  }

  /** Files whose names differ from that of the path by their extension, or by what makes a test of it. */
  *siblingsOf(path: string): Generator<string> {
    for (const each of this.#byStem.get(bareStem(path)) ?? []) if (each !== path) yield each;
  }

  traitsOf(definition: Definition): Traits {
    const known = this.#traits.get(definition);
    if (known) return known;
    const { name, parent, signature } = definition;
    const traits = {
      isPrivate: /^[_#]/.test(name),
      isConstructor: /^(?:__init__|constructor|new)$/.test(name) || name === parent,
      signatureLength: Math.min(1, signature.length / 160),
    };
    this.#traits.set(definition, traits);
    return traits;
  }

  /** The words that a name is made of. */
  wordsOf(name: string): readonly string[] {
    const known = this.#words.get(name);
    if (known) return known;
    const words = subWords(name);
    if (this.#words.size === MAX_WORDS) this.#words.clear();
    this.#words.set(name, words);
    return words;
  }

  /** Those of an indexed file's name. */
  wordsOfFile(path: string): readonly string[] {
    return this.#fileWords.get(path) ?? [];
  }

  #learn(outline: FileOutline): void {
    const { path } = outline;
    this.#outlines.set(path, outline);
    this.#fileWords.set(path, this.wordsOf(stemOf(path)));
    const stem = bareStem(path);
    const siblings = this.#byStem.get(stem);
    if (siblings) siblings.add(path);
    else this.#byStem.set(stem, new Set([path]));
    for (const definition of outline.definitions) {
      const located = { path, definition };
      add(this.#byName, definition.name, located);
      if (definition.parent !== undefined) add(this.#byOwner, definition.parent, located);
    }
  }

  #forget(path: string): void {
    const outline = this.#outlines.get(path);
    if (!outline) return;
    this.#outlines.delete(path);
    this.#fileWords.delete(path);
    this.#byStem.get(bareStem(path))?.delete(path);
    const { definitions } = outline;
    for (const name of new Set(definitions.map((each) => each.name))) drop(this.#byName, name, path);
    for (const owner of new Set(definitions.map((each) => each.parent))) {
      if (owner !== undefined) drop(this.#byOwner, owner, path);
    }
  }
}

function bareStem(path: string): string {
  return stemOf(path)
    .replaceAll(/[._-](?:test|spec|d)$|^test_|_test$|Tests?$/g, '')
    .toLowerCase();
}

/** By path, whenever each file was taken up: who takes the first few takes the same ones. */
function add(index: Map<string, LocatedDefinition[]>, key: string, value: LocatedDefinition): void {
  const values = index.get(key);
  if (!values) index.set(key, [value]);
  else if (values.at(-1)!.path <= value.path) values.push(value);
  else {
    const at = firstNot(0, values.length, (each) => values[each]!.path <= value.path);
    values.splice(at, 0, value);
  }
}

function drop(index: Map<string, LocatedDefinition[]>, key: string, path: string): void {
  const values = index.get(key)!;
  // There may be hundreds, of which to look at each would take most of the time.
  const first = firstNot(0, values.length, (at) => values[at]!.path < path);
  const end = firstNot(first, values.length, (at) => values[at]!.path <= path);
  values.splice(first, end - first);
  if (values.length === 0) index.delete(key);
}
