import type { FileTable } from '../file-table.ts';
import type { Import } from '../outline.ts';
import { folderOf, joinPath, selfAndParents } from '../path.ts';

/**
 * Relative sources with or without extension, folders with an index file, and `.js` written for `.ts` (as Node's module
 * rules ask for). Others as the project's configuration says; `@/x`, `~/x`, `#x` and `src/x` are guessed besides from the
 * folders above.
 */
export function resolveTypeScript({ source }: Import, from: string, files: FileTable): readonly string[] {
  for (const target of targets(source, folderOf(from), files)) {
    const paths = withExtension(target);
    const found = paths.find((path) => files.has(path)) ?? inOtherCase(paths, files);
    if (found !== undefined) return [found];
  }
  return [];
}

/** Only where none is there as written. */
function inOtherCase(paths: readonly string[], files: FileTable): string | undefined {
  for (const path of paths) {
    const found = files.find(path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function* targets(source: string, folder: string, files: FileTable): Generator<string> {
  if (/^\.\.?(\/|$)/.test(source)) {
    yield joinPath(folder, source);
    return;
  }
  yield* files.configs.targets(source, folder);
  const alias = /^(?:@\/|~\/|#\/?)(.+)$/.exec(source)?.[1];
  // A source like `react` is a package; only one with a folder in it is worth a guess.
  if (alias === undefined && (source.startsWith('@') || !source.includes('/'))) return;
  for (const parent of selfAndParents(folder)) {
    if (alias === undefined) {
      yield joinPath(parent, source);
    } else {
      yield joinPath(parent, `src/${alias}`);
      yield joinPath(parent, alias);
    }
  }
}

const EXTENSIONS = ['.ts', '.tsx', '.d.ts', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** What the compiler would have written → what it was written from. */
const ORIGINS: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.d.ts'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts', '.d.mts'],
  '.cjs': ['.cts', '.d.cts'],
};

function withExtension(target: string): readonly string[] {
  const written = /\.(?:js|jsx|mjs|cjs)$/.exec(target)?.[0];
  const stem = written === undefined ? target : target.slice(0, -written.length);
  return [
    ...(written === undefined ? [] : ORIGINS[written]!.map((extension) => stem + extension)),
    target,
    ...EXTENSIONS.map((extension) => target + extension),
    ...EXTENSIONS.map((extension) => `${target}/index${extension}`),
  ];
}
