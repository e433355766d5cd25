import type { ContextIndex } from '../../context/context-index.ts';
import { placeOf } from '../../context/place.ts';
import { typesInScope } from '../../context/types-in-scope.ts';
import { resolveImport } from '../../repository/imports/resolve-import.ts';
import type { FileOutline } from '../../repository/outline.ts';
import type { RepositoryOutline } from '../../repository/repository-outline.ts';
import { type CodeWord, codeWords } from '../imports/code-words.ts';
import { isInScope } from '../imports/find-import.ts';
import { type PlacedSuggestion, unimportedNames } from '../imports/unimported-names.ts';
import { areKnownInFull } from './known-types.ts';
import { isDefinedOrUsed, isKnownAnywhere, isOfProject } from './project-names.ts';
import { unknownCalls } from './unknown-calls.ts';

export interface InventedName {
  readonly name: string;
  /** In UTF-16 units of the text. */
  readonly start: number;
}

/**
 * Names that a suggestion reads and that nobody has, though they are made of the project's own: neither the file, nor a
 * definition, a use or an import anywhere in the repository, nor the language has them; members that are nowhere either, of a receiver whose type is known with all that it
 * inherits; and in Java and Go plain calls of the like (`unknownCalls`) (ToolGen, CODESYNC look up the same while they generate). To the safe side: a name that is said to be invented
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
  const calls = unknownCalls(placed, words, from, index).map(({ text: name, start }) => ({ name, start }));
  return [...free.map(({ name, start }) => ({ name, start })), ...members, ...calls].toSorted(
    (a, b) => a.start - b.start,
  );
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

/** Whether what stands before the member there is of a type that is not known in full. */
function mayHave({ text }: PlacedSuggestion, start: number, from: FileOutline, index: ContextIndex): boolean {
  // A variable is taken for what it is called like; something imported from a package is not.
  const receiverName = /([\p{ID_Start}_$][\p{ID_Continue}$]*)\s*(?:\?\.|\.|->|::)\s*$/u.exec(text.slice(0, start))?.[1];
  if (receiverName !== undefined && isFromPackage(receiverName, from, index.repository)) return true;
  const { receiver } = typesInScope(placeOf(from, text, start), index);
  if (receiver.size === 0) return true;
  return !areKnownInFull(receiver, from, index);
}

function isFromPackage(name: string, from: FileOutline, repository: RepositoryOutline): boolean {
  return from.imports.some(
    (imported) =>
      imported.names.some(({ local }) => local === name) &&
      resolveImport(imported, from, repository.files).length === 0,
  );
}
