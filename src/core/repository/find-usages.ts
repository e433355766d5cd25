import { findDefinitions } from './find-definitions.ts';
import { ImportGraph } from './import-graph.ts';
import { isMember, type Reference } from './outline.ts';
import type { LocatedDefinition, LocatedReference, RepositoryOutline } from './repository-outline.ts';

/** A place that uses a definition. */
export interface Usage extends LocatedReference {
  /**
   * Whether that definition can be named there, or is a member of a type that can. Otherwise only the name is the same: a
   * receiver's type is not always known.
   */
  readonly isCertain: boolean;
}

export interface Usages {
  /** What is called so. */
  readonly definitions: readonly LocatedDefinition[];
  /** Who calls it and, of a type, who speaks of it: what is certain first, by path and line. */
  readonly usages: readonly Usage[];
}

/** Who uses what has that name, `overdue` or `Loan.overdue`. */
export function findUsages(repository: RepositoryOutline, name: string): Usages {
  const definitions = findDefinitions(repository, name);
  const graph = new ImportGraph(repository);
  const found = new Map<Reference, Usage>();
  for (const definition of definitions) {
    for (const usage of usagesOf(definition, repository, graph)) {
      if (!found.get(usage.reference)?.isCertain) found.set(usage.reference, usage);
    }
  }
  return { definitions, usages: [...found.values()].toSorted(byCertaintyAndPlace) };
}

/** Of one definition. A function's own calls of itself are left out. */
export function usagesOf(
  located: LocatedDefinition,
  repository: RepositoryOutline,
  graph: ImportGraph,
): readonly Usage[] {
  const { definition } = located;
  return isMember(definition)
    ? usagesOfMember(located, repository, graph)
    : [...graph.filesSeeing(located)].flatMap(([path, names]) =>
        [...names].flatMap((name) =>
          repository
            .usesIn(path, name)
            .filter((use) => use.definition !== definition)
            .map((use) => ({ ...use, isCertain: true })),
        ),
      );
}

function usagesOfMember(
  located: LocatedDefinition,
  repository: RepositoryOutline,
  graph: ImportGraph,
): readonly Usage[] {
  const { definition, path } = located;
  const owner = repository.byName(definition.parent!).find((each) => each.path === path) ?? located;
  const near = graph.filesSeeing(owner);
  const others = new Set(repository.byName(definition.name).map((each) => each.definition.parent));
  return repository
    .usesOf(definition.name)
    .filter((use) => use.definition !== definition && use.reference.kind === 'call')
    .filter(({ reference: { on } }) => on === undefined || on === definition.parent || !others.has(on))
    .map((use) => ({ ...use, isCertain: near.has(use.path) }));
}

function byCertaintyAndPlace(a: Usage, b: Usage): number {
  return (
    Number(b.isCertain) - Number(a.isCertain) ||
    (a.path < b.path ? -1 : Number(a.path > b.path)) ||
    a.reference.line - b.reference.line
  );
}
