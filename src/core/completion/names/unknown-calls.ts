import type { ContextIndex } from '../../context/context-index.ts';
import { subWords } from '../../context/identifiers.ts';
import { placeOf } from '../../context/place.ts';
import { typesInScope, withBases } from '../../context/types-in-scope.ts';
import { resolveImport } from '../../repository/imports/resolve-import.ts';
import type { Definition, FileOutline } from '../../repository/outline.ts';
import type { RepositoryOutline } from '../../repository/repository-outline.ts';
import type { CodeWord } from '../imports/code-words.ts';
import type { PlacedSuggestion } from '../imports/unimported-names.ts';
import { areKnownInFull } from './known-types.ts';
import { isDefinedOrUsed, isOfProject } from './project-names.ts';

/**
 * Plain calls, `fetchLoan(1)`, of what nobody has, in the languages where few can be meant: in Go the package and what is built
 * in, in Java the class with what it inherits and what is imported by name. To the safe side as in `inventedNames`: what
 * stands elsewhere in the file, is defined or used anywhere in the repository, or may have come in whole from where nobody
 * knows, is known. What is left must be made of the project's own words, or be called in a class that is known in full.
 */
export function unknownCalls(
  placed: PlacedSuggestion,
  words: readonly CodeWord[],
  from: FileOutline,
  index: ContextIndex,
): readonly CodeWord[] {
  const { start, end, languageId } = placed;
  const language = LANGUAGES[languageId];
  const { repository } = index;
  if (language === undefined) return [];
  const calls = words.filter(
    (word, at) => word.start < end && start < word.end && isPlainCall(words, at) && language.isCall(words, at),
  );
  const unknown = calls.filter(({ text: name }) => !language.builtIn.has(name) && !isDefinedOrUsed(name, repository));
  if (unknown.length === 0 || mayBringAny(from, repository)) return [];
  const ofFile = new Set(from.definitions.filter(isTelling).map(({ name }) => name));
  // Parameters and variables, and what the suggestion declares itself.
  const others = new Set(words.filter((word) => !unknown.includes(word)).map(({ text: name }) => name));
  return unknown.filter(
    (word) =>
      !others.has(word.text) &&
      (isOfProject(word.text, repository, ofFile) ||
        (languageId === 'java' && isInKnownClass(word, words, placed, from, index))),
  );
}

/** What holds a value is called by words of all trades, `size`, and so is a method of one word. */
function isTelling({ kind, name }: Definition): boolean {
  return kind === 'method' ? subWords(name).length > 1 : kind !== 'field' && kind !== 'constant';
}

interface CallSyntax {
  /** Of a name before an opening bracket, behind no dot: whether that is no declaration. */
  isCall(words: readonly CodeWord[], at: number): boolean;
  readonly builtIn: ReadonlySet<string>;
}

const LANGUAGES: Readonly<Record<string, CallSyntax | undefined>> = {
  java: {
    isCall(words, at) {
      const before = words[at - 1];
      if (!/^[\p{Ll}_$]/u.test(words[at]!.text) || before === undefined) return false;
      if (before.class === 'keyword') return JAVA_READS.has(before.text);
      // Behind a type stands what is declared.
      return before.class !== 'identifier' && !['>', ']', '@'].includes(before.text);
    },
    builtIn:
      set(`toString hashCode equals getClass notify notifyAll wait clone finalize values valueOf ordinal name compareTo
      getDeclaringClass describeConstable run call close compare iterator forEach spliterator getMessage getLocalizedMessage
      getCause initCause addSuppressed getSuppressed getStackTrace setStackTrace fillInStackTrace printStackTrace charAt length
      subSequence isEmpty chars codePoints`),
  },
  go: {
    isCall(words, at) {
      const before = words[at - 1];
      const { text: name, startsLine, around } = words[at]!;
      // What is in capitals may be of a package that was imported whole.
      if (/^\p{Lu}/u.test(name)) return false;
      // The methods of an interface.
      if (around !== undefined && words[around - 1]?.text === 'interface') return false;
      if (before === undefined || startsLine) return true;
      if (before.class === 'keyword') return !GO_DECLARES.has(before.text);
      return before.class !== 'identifier' && ![')', ']'].includes(before.text);
    },
    builtIn:
      set(`append cap clear close complex copy delete imag len make max min new panic print println real recover any bool
      byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16
      uint32 uint64 uintptr`),
  },
};

/** What these have that can be called is built in above. */
const JAVA_TYPES =
  set(`Object Enum Record Serializable Cloneable Comparable Comparator Runnable Callable AutoCloseable Closeable Iterable CharSequence
  Throwable Exception RuntimeException Error IOException UncheckedIOException IllegalArgumentException IllegalStateException`);
const JAVA_READS = set('return throw else do case yield assert');
const GO_DECLARES = set('func type struct interface package import var const chan map');

function isPlainCall(words: readonly CodeWord[], at: number): boolean {
  const joint = words[at - 1]?.text ?? '';
  return words[at]!.class === 'identifier' && words[at + 1]?.text === '(' && joint !== '.' && joint !== '::';
}

/** The static members of a class that nobody knows, all of them. What a package of Go gives out is in capitals. */
function mayBringAny(from: FileOutline, repository: RepositoryOutline): boolean {
  return from.imports.some(
    (imported) =>
      imported.names.some(({ local }) => local === '*') &&
      // All types of a package bring nothing that can be called by its name alone.
      /(?:^|\.)\p{Lu}[^.]*$/u.test(imported.source) &&
      resolveImport(imported, from, repository.files).length === 0,
  );
}

function isInKnownClass(
  word: CodeWord,
  words: readonly CodeWord[],
  { text }: PlacedSuggestion,
  from: FileOutline,
  index: ContextIndex,
): boolean {
  if (isInAnonymousClass(word, words)) return false;
  const { own } = typesInScope(placeOf(from, text, word.start), index);
  if (own.size === 0 || !areKnownInFull(own, from, index, JAVA_TYPES)) return false;
  const paths = withBases(own, index, from).flatMap((type) => index.named(type).map(({ path }) => path));
  return ![from, ...paths.map((path) => index.repository.get(path))].some((file) => file && hasMadeMembers(file));
}

/** `new Reader() {`: what that one has can be called as well. */
function isInAnonymousClass({ around }: CodeWord, words: readonly CodeWord[]): boolean {
  for (let open = around; open !== undefined; open = words[open]!.around) {
    const closed = words[open]!.text === '{' ? words[open - 1]?.partner : undefined;
    if (closed === undefined) continue;
    let at = closed - 1;
    while (words[at]?.class === 'identifier' || ['.', '<', '>', ',', '?'].includes(words[at]?.text ?? '')) at--;
    if (words[at]?.text === 'new') return true;
  }
  return false;
}

/** Lombok writes methods that stand nowhere. */
function hasMadeMembers({ imports }: FileOutline): boolean {
  return imports.some(({ source }) => /^lombok\b/.test(source));
}

function set(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
