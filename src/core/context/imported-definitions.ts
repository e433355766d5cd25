import { findExported } from '../repository/find-exported.ts';
import { filesOfSamePackage, resolveImport } from '../repository/imports/resolve-import.ts';
import { type Definition, type FileOutline, type Import, isMember } from '../repository/outline.ts';
import { stemOf } from '../repository/path.ts';
import type { RepositoryOutline } from '../repository/repository-outline.ts';
import { definitionLines, inFileOrder } from './definition-lines.ts';
import type { Candidate, CandidateLine, ContextRequest } from './retriever.ts';

/** A module imported whole and not used yet: enough to see what it is about. */
const MAX_UNUSED = 12;

/**
 * Signatures of what the file imports, with the members of imported types, and of what it uses from its own package.
 * Files come in the order of the import lines, so that typing below them does not change the order.
 */
export function importedDefinitions(request: ContextRequest, repository: RepositoryOutline): readonly Candidate[] {
  const found = new Map<string, CandidateLine[]>();
  const add = (path: string, lines: readonly CandidateLine[]): void => {
    if (path === request.outline.path || lines.length === 0) return;
    const known = found.get(path);
    if (known) known.push(...lines);
    else found.set(path, [...lines]);
  };

  for (const imported of request.outline.imports) {
    for (const path of resolveImport(imported, request.outline, repository.files)) {
      for (const [file, lines] of linesOfImport(imported, path, request, repository)) add(file, lines);
    }
  }
  for (const path of filesOfSamePackage(request.outline, repository.files)) {
    const outline = repository.get(path)!;
    // What is hidden from other packages is visible in its own.
    const topLevel = outline.definitions.filter((each) => !isMember(each));
    add(path, linesOfUsed(topLevel, outline, request));
  }
  return [...found].map(([path, lines], index) => ({
    kind: 'imported-definition',
    path,
    score: (lines.some((line) => line.importance === 'asked') ? 2 : 1) - index / (found.size + 1),
    lines: inFileOrder(lines),
  }));
}

function* linesOfImport(
  imported: Import,
  path: string,
  request: ContextRequest,
  repository: RepositoryOutline,
): Generator<readonly [string, readonly CandidateLine[]]> {
  for (const { name, local } of imported.names) {
    // `from . import module` and `mod name;` name a file, not something in it.
    const isWhole = name === '*' || (name === stemOf(path) && findExported(repository, path, name).length === 0);
    if (isWhole) {
      const outline = repository.get(path);
      if (outline) yield [path, linesOfWhole(outline, request)];
      continue;
    }
    for (const { path: file, definition } of findExported(repository, path, name, local)) {
      // Asked for whether it is used already or not: what is imported and not yet used is likely to be used next.
      yield [file, definitionLines(definition, repository.get(file)!, 'asked')];
    }
  }
}

/** Of a module imported whole: what the text uses, and, where that is nothing, its first definitions. */
function linesOfWhole(outline: FileOutline, request: ContextRequest): readonly CandidateLine[] {
  const visible = outline.definitions.filter((each) => each.exported && !isMember(each));
  const used = linesOfUsed(visible, outline, request);
  if (used.length > 0) return used;
  return visible.slice(0, MAX_UNUSED).map(({ signature, line }) => ({ text: signature, line, importance: 'aside' }));
}

function linesOfUsed(
  definitions: readonly Definition[],
  outline: FileOutline,
  { identifiers }: ContextRequest,
): readonly CandidateLine[] {
  return definitions
    .filter(({ name, kind }) => kind !== 'module' && identifiers.has(name))
    .flatMap((definition) => definitionLines(definition, outline, 'asked'));
}
