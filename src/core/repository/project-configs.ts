import { folderOf, selfAndParents } from './path.ts';
import type { Alias, ProjectConfig } from './project-config.ts';

/** Configurations may go on from one another; more than this many are a circle. */
const MAX_EXTENDS = 8;

/** What the projects of a workspace say about where imports lead. */
export class ProjectConfigs {
  readonly #configs = new Map<string, ProjectConfig>();
  readonly #byFolder = new Map<string, Set<string>>();

  set(path: string, config: ProjectConfig): void {
    this.#configs.set(path, config);
    const folder = folderOf(path);
    const known = this.#byFolder.get(folder) ?? new Set();
    // `tsconfig.json` before `tsconfig.build.json`.
    this.#byFolder.set(folder, new Set([...known, path].toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1))));
  }

  remove(path: string): void {
    if (this.#configs.delete(path)) this.#byFolder.get(folderOf(path))?.delete(path);
  }

  /** Absolute paths that a source may mean for a file in the folder, likeliest first; with or without extension. */
  *targets(source: string, folder: string): Generator<string> {
    if (this.#configs.size === 0) return;
    for (const parent of selfAndParents(folder)) {
      for (const path of this.#byFolder.get(parent) ?? []) yield* this.#targetsOf(path, source);
    }
    for (const { exports } of this.#configs.values()) yield* matching(exports, source);
  }

  *#targetsOf(path: string, source: string): Generator<string> {
    let config = this.#configs.get(path);
    for (let step = 0; config && step < MAX_EXTENDS; step++) {
      yield* matching(config.aliases, source);
      const from: string | undefined = config.extends;
      config = from === undefined ? undefined : (this.#configs.get(from) ?? this.#configs.get(`${from}.json`));
    }
  }
}

function* matching(aliases: readonly Alias[], source: string): Generator<string> {
  for (const { pattern, targets } of aliases) {
    const star = pattern.indexOf('*');
    if (star < 0) {
      if (pattern === source) yield* targets;
      continue;
    }
    const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
    if (source.length < start.length + end.length || !source.startsWith(start) || !source.endsWith(end)) continue;
    const part = source.slice(start.length, source.length - end.length);
    for (const target of targets) yield target.replace('*', () => part);
  }
}
