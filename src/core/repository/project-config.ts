import { folderOf, joinPath, nameOf } from './path.ts';

/** What a project's own file says about where its imports lead: plain data, kept with the outline of that file. */
export interface ProjectConfig {
  /** For files in the folder of the configuration and below it; tried in this order. */
  readonly aliases: readonly Alias[];
  /** Absolute path of the configuration that it goes on from, without extension where none is written. */
  readonly extends?: string;
  /** For all files: what others of the same workspace import this package by. */
  readonly exports: readonly Alias[];
}

/** `@app/*` and the absolute paths that it may mean, each with the same `*`. */
export interface Alias {
  readonly pattern: string;
  readonly targets: readonly string[];
}

/** `undefined` for a file that is no such configuration, or holds nothing of use. */
export function readProjectConfig(path: string, text: string): ProjectConfig | undefined {
  const name = nameOf(path);
  const read =
    name === 'package.json' ? readPackage : /^[jt]sconfig(?:\..+)?\.json$/.test(name) ? readTsConfig : undefined;
  const value = read && parseJsonWithComments(text);
  if (!read || !isObject(value)) return undefined;
  const config = read(value, folderOf(path));
  return config.aliases.length + config.exports.length === 0 && config.extends === undefined ? undefined : config;
}

function readTsConfig(value: JsonObject, folder: string): ProjectConfig {
  const options = objectOf(value['compilerOptions']);
  const base = joinPath(folder, stringOf(options['baseUrl']) ?? '.');
  const aliases = Object.entries(objectOf(options['paths'])).map(([pattern, targets]) => ({
    pattern,
    targets: stringsOf(targets).map((target) => joinPath(base, target)),
  }));
  // The longest beginning counts.
  aliases.sort((a, b) => b.pattern.indexOf('*') - a.pattern.indexOf('*'));
  if (options['baseUrl'] !== undefined) aliases.push({ pattern: '*', targets: [`${base}/*`] });
  const from = [stringOf(value['extends']) ?? []].flat()[0];
  return { aliases, exports: [], ...(from?.startsWith('.') && { extends: joinPath(folder, from) }) };
}

function readPackage(value: JsonObject, folder: string): ProjectConfig {
  const aliases = Object.entries(objectOf(value['imports'])).map(([pattern, target]) => ({
    pattern,
    targets: pathsIn(target).flatMap((path) => sources(joinPath(folder, path))),
  }));
  const name = stringOf(value['name']);
  if (name === undefined) return { aliases, exports: [] };
  const written = isObject(value['exports']) ? value['exports'] : { '.': value['exports'] };
  const entries = Object.keys(written).some((key) => key.startsWith('.')) ? written : { '.': written };
  const main = ['source', 'types', 'module', 'main'].flatMap((key) => stringsOf(value[key]));
  const root = [...pathsIn(entries['.']), ...main].flatMap((path) => sources(joinPath(folder, path)));
  const below = Object.entries(entries)
    .filter(([key]) => key.startsWith('./'))
    .map(([key, target]) => ({
      pattern: name + key.slice(1),
      targets: pathsIn(target).flatMap((path) => sources(joinPath(folder, path))),
    }));
  return {
    aliases,
    exports: [
      { pattern: name, targets: [...root, `${folder}/src/index`, `${folder}/index`] },
      ...below,
      { pattern: `${name}/*`, targets: [`${folder}/*`, `${folder}/src/*`] },
    ],
  };
}

const BUILT = /\/(?:dist|lib|build|out|esm|cjs|_esm|_cjs|_types)\/(?:(?:esm|cjs|types|src)\/)?/;
const BUILT_EXTENSION = /\.(?:d\.[mc]?ts|[mc]?js)$/;

/** A path as it is; of one that a build writes, what it is likely built from. */
function sources(path: string): readonly string[] {
  if (!BUILT.test(path)) return [path];
  const stem = path.replace(BUILT_EXTENSION, '');
  return [stem.replace(BUILT, '/src/'), stem.replace(BUILT, '/'), path];
}

/** Of conditions (`import`, `types`, …) each. */
function pathsIn(target: unknown): readonly string[] {
  if (typeof target === 'string') return [target];
  if (Array.isArray(target)) return target.flatMap(pathsIn);
  return isObject(target) ? Object.values(target).flatMap(pathsIn) : [];
}

const TOKENS = /("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=\s*[\]}])/g;

function parseJsonWithComments(text: string): unknown {
  try {
    // Once for comments, and once more for the commas before a bracket that stood before one.
    return JSON.parse(text.replaceAll(TOKENS, '$1').replaceAll(TOKENS, '$1'));
  } catch {
    return undefined;
  }
}

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function stringsOf(value: unknown): readonly string[] {
  return [value].flat().filter((each): each is string => typeof each === 'string');
}
