import type { FileTable } from '../file-table.ts';
import type { Import } from '../outline.ts';
import { extensionOf, folderOf } from '../path.ts';
import { resolveC } from './resolve-c.ts';
import { resolveCSharp } from './resolve-csharp.ts';
import { resolveGo } from './resolve-go.ts';
import { resolveJava } from './resolve-java.ts';
import { resolvePython } from './resolve-python.ts';
import { resolveRust } from './resolve-rust.ts';
import { resolveTypeScript } from './resolve-typescript.ts';

type ImportResolver = (imported: Import, from: string, files: FileTable) => readonly string[];

const RESOLVERS: ReadonlyMap<string, ImportResolver> = new Map([
  ['typescript', resolveTypeScript],
  ['typescriptreact', resolveTypeScript],
  ['javascript', resolveTypeScript],
  ['javascriptreact', resolveTypeScript],
  ['python', resolvePython],
  ['java', resolveJava],
  ['go', resolveGo],
  ['rust', resolveRust],
  ['c', resolveC],
  ['cpp', resolveC],
  ['csharp', resolveCSharp],
]);

/** The indexed files that an import may mean, likeliest first; none for what is outside the repository. */
export function resolveImport(
  imported: Import,
  from: { readonly path: string; readonly languageId: string },
  files: FileTable,
): readonly string[] {
  const resolver = RESOLVERS.get(from.languageId);
  if (!resolver) return [];
  const found = new Set(resolver(imported, from.path, files));
  found.delete(from.path);
  return [...found];
}

const SHARES_ITS_FOLDER = new Set(['java', 'go', 'csharp']);

/**
 * Files whose names are visible without an import: those of the same folder, and what declares the same package (Java) or
 * namespace or one around it (C#).
 */
export function filesOfSamePackage(
  from: { readonly path: string; readonly languageId: string; readonly namespace?: string },
  files: FileTable,
): readonly string[] {
  if (!SHARES_ITS_FOLDER.has(from.languageId)) return [];
  const extension = extensionOf(from.path);
  const found = new Set([...files.inFolder(folderOf(from.path)), ...inNamespaces(from, files)]);
  found.delete(from.path);
  return [...found].filter((path) => extensionOf(path) === extension && !path.endsWith('_test.go'));
}

/** A package of Go is its folder, whatever its name. */
function* inNamespaces(
  { languageId, namespace }: { readonly languageId: string; readonly namespace?: string },
  files: FileTable,
): Generator<string> {
  if (namespace === undefined || languageId === 'go') return;
  yield* files.inNamespace(namespace);
  if (languageId !== 'csharp') return;
  for (let dot = namespace.lastIndexOf('.'); dot > 0; dot = namespace.lastIndexOf('.', dot - 1)) {
    yield* files.inNamespace(namespace.slice(0, dot));
  }
}
