import { isMember } from '../repository/outline.ts';
import { sharedFolders } from '../repository/path.ts';
import type { RepositoryOutline } from '../repository/repository-outline.ts';
import { inFileOrder } from './definition-lines.ts';
import type { Candidate, ContextRequest } from './retriever.ts';

/** What was looked at longer ago has little to do with what is written now. */
const MAX_FILES = 6;
const MAX_DEFINITIONS = 40;

/**
 * Signatures of what the other open files define, the most recently seen and nearest files first. Only files whose
 * language can be used from this one: a name from a stylesheet is noise in a program.
 */
export function openFiles(request: ContextRequest, repository: RepositoryOutline): readonly Candidate[] {
  const family = familyOf(request.outline.languageId);
  return request.openFiles
    .map((path) => repository.get(path))
    .filter((outline) => outline !== undefined)
    .filter(({ path, languageId }) => path !== request.outline.path && familyOf(languageId) === family)
    .slice(0, MAX_FILES)
    .map((outline, index) => ({
      kind: 'open-file',
      path: outline.path,
      // A shared folder is worth as much as being one file more recent. Below what is imported in any case.
      score: sharedFolders(outline.path, request.outline.path) / 100 - index / 100 - 10,
      lines: inFileOrder(
        outline.definitions
          .filter((each) => !isMember(each) && each.kind !== 'module')
          .slice(0, MAX_DEFINITIONS)
          .map(({ name, signature, line }) => ({
            text: signature,
            line,
            importance: request.identifiers.has(name) ? 'asked' : 'aside',
          })),
      ),
    }));
}

const FAMILIES: Readonly<Record<string, string>> = {
  typescriptreact: 'typescript',
  javascript: 'typescript',
  javascriptreact: 'typescript',
  c: 'cpp',
};

function familyOf(languageId: string): string {
  return FAMILIES[languageId] ?? languageId;
}
