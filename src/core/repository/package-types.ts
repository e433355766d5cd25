import { joinPath } from './path.ts';

/**
 * Where a package says that the types of what is imported from it are: absolute paths in its folder, likeliest first.
 * `subpath` is `.` for the package itself, else as `./testing`. None for a manifest that cannot be read.
 */
export function packageTypes(manifest: string, folder: string, subpath: string): readonly string[] {
  const value = parse(manifest);
  if (value === undefined) return [];
  const { exports, types, typings, main } = value;
  const targets = [
    ...targetsOf(exportOf(exports, subpath)),
    ...(subpath === '.' ? [types, typings, main, './index.js'].flatMap(targetsOf) : [subpath, `${subpath}/index.js`]),
  ];
  const files = targets.flatMap(declarationsFor).map((target) => joinPath(folder, target));
  return [...new Set(files)].filter((file) => file.startsWith(`${folder}/`));
}

function parse(manifest: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(manifest) as unknown;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function exportOf(exports: unknown, subpath: string): unknown {
  if (!isObject(exports) || !Object.keys(exports).some((key) => key.startsWith('.'))) {
    return subpath === '.' ? exports : undefined;
  }
  if (exports[subpath] !== undefined) return exports[subpath];
  for (const [pattern, target] of Object.entries(exports)) {
    const [start, end] = pattern.split('*') as [string, string?];
    if (end === undefined || !subpath.startsWith(start) || !subpath.endsWith(end)) continue;
    if (subpath.length < start.length + end.length) continue;
    const part = subpath.slice(start.length, subpath.length - end.length);
    return targetsOf(target).map((each) => each.replace('*', () => part));
  }
  return undefined;
}

const MAX_DEPTH = 6;

/** Of conditions each, `types` before the others. */
function targetsOf(target: unknown, depth = 0): readonly string[] {
  if (typeof target === 'string') return [target];
  if (depth === MAX_DEPTH) return [];
  if (Array.isArray(target)) return target.flatMap((each: unknown) => targetsOf(each, depth + 1));
  if (!isObject(target)) return [];
  const { types, ...others } = target;
  return [types, ...Object.values(others)].flatMap((each) => targetsOf(each, depth + 1));
}

/** What a build writes beside a script for the compiler, and sources as they are. */
function declarationsFor(target: string): readonly string[] {
  if (/\.[cm]?tsx?$/.test(target)) return [target];
  const script = /\.([cm]?)jsx?$/.exec(target);
  if (!script) return [`${target}.d.ts`];
  const stem = target.slice(0, script.index);
  return [...(script[1] === '' ? [] : [`${stem}.d.${script[1]}ts`]), `${stem}.d.ts`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
