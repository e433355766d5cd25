import { subWords } from '../../context/identifiers.ts';
import { isMember } from '../../repository/outline.ts';
import type { RepositoryOutline } from '../../repository/repository-outline.ts';

/**
 * Made of what the project calls its own things: `fetchLoan` where there is a `Loan`. Any other name that nobody has may be
 * that of a library or of a build, used here for the first time. `ofFile`: names of its own, members among them.
 */
export function isOfProject(
  name: string,
  repository: RepositoryOutline,
  ofFile: ReadonlySet<string> = new Set(),
): boolean {
  const words = subWords(name);
  for (let first = 0; first < words.length; first++) {
    for (let end = first + 1; end <= words.length; end++) {
      const part = words.slice(first, end);
      const isOwn = spellings(part).some(
        (each) => each.length >= SHORTEST_OWN && (ofFile.has(each) || isTopLevel(each, repository)),
      );
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
export function isKnownAnywhere(name: string, repository: RepositoryOutline): boolean {
  if (isDefinedOrUsed(name, repository)) return true;
  for (const path of repository.paths()) {
    const { imports } = repository.get(path)!;
    if (imports.some(({ names }) => names.some(({ local, name: there }) => local === name || there === name)))
      return true;
  }
  return false;
}

export function isDefinedOrUsed(name: string, repository: RepositoryOutline): boolean {
  return repository.byName(name).length > 0 || repository.usesOf(name).length > 0;
}
