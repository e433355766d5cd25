import type { ContextIndex } from '../../context/context-index.ts';
import { subWords } from '../../context/identifiers.ts';
import { placeOf } from '../../context/place.ts';
import { typesInScope, withBases } from '../../context/types-in-scope.ts';
import { resolveImport } from '../../repository/imports/resolve-import.ts';
import { type Definition, type FileOutline, isMember } from '../../repository/outline.ts';
import type { RepositoryOutline } from '../../repository/repository-outline.ts';
import { type CodeWord, codeWords } from '../imports/code-words.ts';
import { isInScope } from '../imports/find-import.ts';
import { type PlacedSuggestion, unimportedNames } from '../imports/unimported-names.ts';

export interface InventedName {
  readonly name: string;
  /** In UTF-16 units of the text. */
  readonly start: number;
}

/**
 * Names that a suggestion reads and that nobody has, though they are made of the project's own: neither the file, nor a
 * definition, a use or an import anywhere in the repository, nor the language has them; and members that are nowhere either, of a receiver whose type is known with all that it
 * inherits (ToolGen, CODESYNC look up the same while they generate). To the safe side: a name that is said to be invented
 * would not compile, but not every one that would not is said to be. In their order.
 *
 * `from` is the outline of the file as it is without the suggestion.
 */
export function inventedNames(
  placed: PlacedSuggestion,
  from: FileOutline,
  index: ContextIndex,
): readonly InventedName[] {
  const { repository } = index;
  const words = codeWords(placed.text, placed.languageId);
  const free = unimportedNames(placed, words).filter(
    ({ name }) =>
      isOfProject(name, repository) && !isInScope(name, from, repository) && !isKnownAnywhere(name, repository),
  );
  const members = unknownMembers(placed, words, repository).filter(({ start }) => !mayHave(placed, start, from, index));
  return [...free, ...members].map(({ name, start }) => ({ name, start })).toSorted((a, b) => a.start - b.start);
}

/**
 * Made of what the project calls its own things: `fetchLoan` where there is a `Loan`. Any other name that nobody has may be
 * that of a library or of a build, used here for the first time.
 */
function isOfProject(name: string, repository: RepositoryOutline): boolean {
  const words = subWords(name);
  for (let first = 0; first < words.length; first++) {
    for (let end = first + 1; end <= words.length; end++) {
      const part = words.slice(first, end);
      const isOwn = spellings(part).some((each) => each.length >= SHORTEST_OWN && isTopLevel(each, repository));
      if (isOwn) return true;
    }
  }
  return false;
}

/** Shorter ones are words of all trades: `Map`, `get`. */
const SHORTEST_OWN = 4;

/** `LoanList`, `loanList`, `loan_list`. */
function spellings(words: readonly string[]): readonly string[] {
  const [first = '', ...others] = words;
  const upper = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  const rest = others.map(upper).join('');
  return [upper(first) + rest, first + rest, words.join('_')];
}

function isTopLevel(name: string, repository: RepositoryOutline): boolean {
  return repository.byName(name).some(({ definition }) => definition.kind !== 'constant' && !isMember(definition));
}

/** A use counts: it may be a global of a framework, which no index has. */
function isKnownAnywhere(name: string, repository: RepositoryOutline): boolean {
  if (isDefinedOrUsed(name, repository)) return true;
  for (const path of repository.paths()) {
    const { imports } = repository.get(path)!;
    if (imports.some(({ names }) => names.some(({ local, name: there }) => local === name || there === name)))
      return true;
  }
  return false;
}

function isDefinedOrUsed(name: string, repository: RepositoryOutline): boolean {
  return repository.byName(name).length > 0 || repository.usesOf(name).length > 0;
}

const JOINTS = new Set(['.', '?.', '->', '::']);

/** Members that the suggestion reads, of whatever, and that stand nowhere else in the file or in the repository. */
function unknownMembers(
  { start, end }: PlacedSuggestion,
  words: readonly CodeWord[],
  repository: RepositoryOutline,
): readonly InventedName[] {
  const isOurs = (word: CodeWord): boolean => word.start < end && start < word.end;
  const ours = words.flatMap((word, place) => {
    const isMemberRead = JOINTS.has(words[place - 1]?.text ?? '') && words[place + 1]?.text !== '=';
    return word.class === 'identifier' && isOurs(word) && isMemberRead ? word : [];
  });
  const unknown = ours.filter(({ text: name }) => !isDefinedOrUsed(name, repository));
  if (unknown.length === 0) return [];
  const elsewhere = new Set(words.filter((word) => !isOurs(word)).map(({ text: name }) => name));
  return unknown
    .filter(({ text: name }) => !elsewhere.has(name))
    .map(({ text: name, start: at }) => ({ name, start: at }));
}

const COMPLETE = new Set<Definition['kind']>(['class', 'interface', 'enum']);

/** Whether what stands before the member there is of a type that is not known in full. */
function mayHave({ text }: PlacedSuggestion, start: number, from: FileOutline, index: ContextIndex): boolean {
  // A variable is taken for what it is called like; something imported from a package is not.
  const receiverName = /([\p{ID_Start}_$][\p{ID_Continue}$]*)\s*(?:\?\.|\.|->|::)\s*$/u.exec(text.slice(0, start))?.[1];
  if (receiverName !== undefined && isFromPackage(receiverName, from, index.repository)) return true;
  const { receiver } = typesInScope(placeOf(from, text, start), index);
  if (receiver.size === 0) return true;
  return withBases(receiver, index, from).some((type) => {
    const own = from.definitions.filter((each) => each.name === type && !isMember(each));
    const elsewhere = index.named(type).filter(({ path, definition }) => path !== from.path && !isMember(definition));
    const definitions = [...own, ...elsewhere.map(({ definition }) => definition)];
    const hasMembers = from.definitions.some((each) => each.parent === type) || index.ownedBy(type).length > 0;
    return definitions.length === 0 || !hasMembers || definitions.some(({ kind }) => !COMPLETE.has(kind));
  });
}

function isFromPackage(name: string, from: FileOutline, repository: RepositoryOutline): boolean {
  return from.imports.some(
    (imported) =>
      imported.names.some(({ local }) => local === name) &&
      resolveImport(imported, from, repository.files).length === 0,
  );
}
