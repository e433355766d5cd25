import { findDefinitions } from './find-definitions.ts';
import { usagesOf } from './find-usages.ts';
import { ImportGraph } from './import-graph.ts';
import { type Definition, isMember } from './outline.ts';
import type { LocatedDefinition, RepositoryOutline } from './repository-outline.ts';

/** Why a place may have to change: it calls, speaks of, extends, overrides or imports what changes. */
export type ImpactReason = 'calls' | 'mentions' | 'extends' | 'overrides' | 'imports';

/** A definition, or the top of a file, that a change may reach. */
export interface Impact {
  readonly path: string;
  readonly definition: Definition | undefined;
  /** Zero-based: where it uses what changes. */
  readonly line: number;
  readonly reason: ImpactReason;
  /** Name of what it uses: what changes itself, or what is reached before. */
  readonly through: string;
  /** 1 for what uses it directly. */
  readonly distance: number;
}

export interface ImpactSet {
  readonly definitions: readonly LocatedDefinition[];
  /** Near first, then by path and line; each definition once. */
  readonly impacts: readonly Impact[];
  /** Whether there is more than was looked at. */
  readonly isCut: boolean;
}

/** Further away nearly everything is reached. */
const MAX_DISTANCE = 3;
const MAX_IMPACTS = 300;

/**
 * What may have to change with a definition: who uses it, and who uses those, up to three steps. It errs on the side of
 * more: a use that is not certain to mean the definition counts, unless it is a member's and far from it.
 */
export function findImpact(repository: RepositoryOutline, name: string): ImpactSet {
  const definitions = findDefinitions(repository, name);
  const graph = new ImportGraph(repository);
  const found = new Map<string, Impact>();
  const seen = new Set<Definition>(definitions.map(({ definition }) => definition));
  let level: readonly LocatedDefinition[] = definitions;
  let isCut = false;
  for (let distance = 1; distance <= MAX_DISTANCE && level.length > 0 && !isCut; distance++) {
    const next: LocatedDefinition[] = [];
    for (const located of level) {
      for (const impact of directImpacts(located, distance, repository, graph)) {
        const key = impact.definition
          ? `${impact.path}:${impact.definition.line}:${impact.definition.name}`
          : impact.path;
        if (found.has(key) || (impact.definition && seen.has(impact.definition))) continue;
        if (found.size === MAX_IMPACTS) {
          isCut = true;
          break;
        }
        found.set(key, impact);
        if (!impact.definition) continue;
        seen.add(impact.definition);
        next.push({ path: impact.path, definition: impact.definition });
      }
    }
    level = next;
  }
  return { definitions, impacts: [...found.values()].toSorted(byDistanceAndPlace), isCut };
}

function* directImpacts(
  located: LocatedDefinition,
  distance: number,
  repository: RepositoryOutline,
  graph: ImportGraph,
): Generator<Impact> {
  const { definition } = located;
  const common = { through: definition.name, distance };
  for (const { path, definition: user, reference, isCertain } of usagesOf(located, repository, graph)) {
    if (!isCertain && distance > 1) continue;
    const isBase = user?.bases?.some((base) => lastPart(base) === definition.name);
    const reason = isBase ? 'extends' : reference.kind === 'call' ? 'calls' : 'mentions';
    yield { ...common, path, definition: user, line: reference.line, reason };
  }
  if (isMember(definition)) {
    for (const { path, definition: other } of repository.byName(definition.name)) {
      const owner = repository.get(path)!.definitions.find((each) => each.name === other.parent && !isMember(each));
      const overrides = owner?.bases?.some((base) => lastPart(base) === definition.parent);
      if (overrides) yield { ...common, path, definition: other, line: other.line, reason: 'overrides' };
    }
    return;
  }
  for (const [path, names] of graph.filesSeeing(located)) {
    const imported = repository.get(path)?.imports.find((each) => each.names.some(({ local }) => names.has(local)));
    if (imported) yield { ...common, path, definition: undefined, line: imported.line, reason: 'imports' };
  }
}

function lastPart(name: string): string {
  return /[^.:]*$/.exec(name)![0];
}

function byDistanceAndPlace(a: Impact, b: Impact): number {
  return a.distance - b.distance || (a.path < b.path ? -1 : Number(a.path > b.path)) || a.line - b.line;
}
