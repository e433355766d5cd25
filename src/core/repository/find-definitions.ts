import type { LocatedDefinition, RepositoryOutline } from './repository-outline.ts';

/**
 * What is defined under a name as people write it: `overdue`, or `Loan.overdue` with `.`, `::` or `#`. Where nothing of that
 * name belongs to what stands before it, all of that name count: the outline knows one level of parents only.
 */
export function findDefinitions(repository: RepositoryOutline, name: string): readonly LocatedDefinition[] {
  const [last = '', parent] = name.split(/\.|::|#/).toReversed();
  const found = repository.byName(last);
  const ofParent = found.filter(({ definition }) => definition.parent === parent);
  return parent === undefined || ofParent.length === 0 ? found : ofParent;
}
