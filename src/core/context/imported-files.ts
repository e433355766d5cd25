import { findExported } from '../repository/find-exported.ts';
import { filesOfSamePackage, resolveImport } from '../repository/imports/resolve-import.ts';
import type { FileOutline, Import } from '../repository/outline.ts';
import { stemOf } from '../repository/path.ts';
import type { LocatedDefinition, RepositoryOutline } from '../repository/repository-outline.ts';

/** What one import of the open text brings. */
export interface ImportedFile {
  readonly path: string;
  /** Named definitions of it. Empty where the file is imported as a whole. */
  readonly named: readonly LocatedDefinition[];
  /** What the file is called in the text, where it is imported as a whole: `ns` of `import * as ns`, `http` of `"net/http"`. */
  readonly local?: string;
  /** 1 for what the text imports itself, 2 for what such a file includes in turn. */
  readonly steps: 1 | 2;
}

/** Enough for a package's own files; generated umbrella headers go on for hundreds. */
const MAX_FILES = 150;

export function importedFiles(outline: FileOutline, repository: RepositoryOutline): readonly ImportedFile[] {
  const found: ImportedFile[] = [];
  const whole = new Set<string>();
  for (const imported of outline.imports) {
    found.push(...declaredModules(imported, outline, repository));
    for (const path of resolveImport(imported, outline, repository.files)) {
      const named: LocatedDefinition[] = [];
      let isWhole = imported.names.length === 0;
      let as: string | undefined;
      for (const { name, local } of imported.names) {
        const exported = name === '*' ? [] : findExported(repository, path, name, local);
        // `from . import module` and `mod name;` name a file, not something in it.
        if (exported.length === 0 && (name === '*' || name === stemOf(path))) {
          isWhole = true;
          as = local;
        }
        named.push(...exported.filter((each) => each.path !== outline.path));
      }
      if (named.length > 0) found.push({ path, named, steps: 1 });
      if (isWhole && !whole.has(path) && whole.size < MAX_FILES) {
        whole.add(path);
        found.push({ path, named: [], ...(as !== undefined && { local: as }), steps: 1 });
      }
    }
  }
  for (const path of INCLUDES.has(outline.languageId) ? [...whole] : []) {
    for (const next of includedBy(path, repository)) {
      if (next === outline.path || whole.has(next) || whole.size >= MAX_FILES) continue;
      whole.add(next);
      found.push({ path: next, named: [], steps: 2 });
    }
  }
  return found;
}

const DECLARES_MODULES = new Set(['typescript', 'typescriptreact', 'javascript', 'javascriptreact']);

/** What `declare module 'x' { … }` says somewhere of the source that is imported. */
function declaredModules(
  { source, names }: Import,
  outline: FileOutline,
  repository: RepositoryOutline,
): ImportedFile[] {
  if (!DECLARES_MODULES.has(outline.languageId)) return [];
  const modules = repository.byName(source).filter(({ definition }) => definition.kind === 'module');
  return modules.flatMap(({ path, definition: module }) => {
    const inside = (repository.get(path)?.definitions ?? []).filter(
      ({ parent, line, endLine }) => parent === source && line >= module.line && endLine <= module.endLine,
    );
    const named = inside.filter(({ name, signature }) =>
      names.some((each) => each.name === '*' || each.name === name || isDefault(each.name, signature)),
    );
    return named.length === 0 ? [] : [{ path, named: named.map((definition) => ({ path, definition })), steps: 1 }];
  });
}

function isDefault(name: string, signature: string): boolean {
  return name === 'default' && signature.startsWith('export default');
}

/** Languages in which what a header includes is included with it. */
const INCLUDES = new Set(['c', 'cpp']);

function includedBy(path: string, repository: RepositoryOutline): readonly string[] {
  const outline = repository.get(path);
  return (outline?.imports ?? []).flatMap((each) => resolveImport(each, outline!, repository.files));
}

/** Files whose names can be used without an import: of the same package, namespace or folder. */
export function packageFiles(outline: FileOutline, repository: RepositoryOutline): readonly string[] {
  return filesOfSamePackage(outline, repository.files);
}
