/** Where the tests of a source file belong. */
export interface TestPlace {
  /** Within the workspace, with `/`. */
  readonly path: string;
  readonly exists: boolean;
  /** A test file of the project to learn the framework and the style from. */
  readonly sibling: string | undefined;
}

/**
 * Follows the project: tests that are there already, else the way in which other sources and their tests lie to each
 * other, else the custom of the language. `files`: the workspace's paths, as many as are known. `undefined` for languages
 * whose tests lie in the source itself or have no custom.
 */
export function testPlace(source: string, files: readonly string[]): TestPlace | undefined {
  const { folder, stem, extension } = parts(source);
  const tests = files.filter(
    (file) => file !== source && isTestFile(file) && related(parts(file).extension, extension),
  );
  const own =
    tests.find((file) => testedStem(file) === stem && isNear(file, folder)) ??
    tests.find((file) => testedStem(file) === stem);
  const sibling = nearest(
    tests.filter((file) => file !== own),
    folder,
  );
  if (own !== undefined) return { path: own, exists: true, sibling };
  for (const test of byNearness(tests, folder)) {
    const tested = sourceOf(test, files);
    if (tested === undefined) continue;
    const path = likewise(source, tested, test);
    if (path !== undefined && !files.includes(path)) return { path, exists: false, sibling: test };
  }
  const path = byCustom(source, sibling);
  return path === undefined ? undefined : { path, exists: false, sibling };
}

/** By its name or the folder it is in. */
export function isTestFile(file: string): boolean {
  const { folder, stem } = parts(file);
  return /(?:[._-](?:test|spec)|Tests?|Spec)$|^test_/.test(stem) || /(?:^|\/)__tests__(?:\/|$)/.test(folder);
}

interface Parts {
  readonly folder: string;
  /** The name without its last extension. */
  readonly stem: string;
  readonly extension: string;
}

function parts(file: string): Parts {
  const slash = file.lastIndexOf('/');
  const name = file.slice(slash + 1);
  const dot = name.lastIndexOf('.');
  return {
    folder: slash < 0 ? '' : file.slice(0, slash),
    stem: dot <= 0 ? name : name.slice(0, dot),
    extension: dot <= 0 ? '' : name.slice(dot),
  };
}

const plainExtension = (extension: string): string => extension.replace(/^\.[cm]?([jt])sx?$/, '.$1s');
const related = (a: string, b: string): boolean => plainExtension(a) === plainExtension(b);

function testedStem(file: string): string {
  return parts(file)
    .stem.replace(/^test_/, '')
    .replace(/(?:[._-](?:test|spec)|Tests?|Spec)$/, '');
}

/** Folders that two paths have in common, as names, whatever is above them: `src/a/b` and `test/a/b` have two. */
function common(a: string, b: string): number {
  const names = new Set(b.split('/'));
  return a.split('/').filter((name) => names.has(name)).length;
}

const isNear = (file: string, folder: string): boolean => common(parts(file).folder, folder) > 0;

function byNearness(files: readonly string[], folder: string): readonly string[] {
  return files.toSorted((a, b) => common(parts(b).folder, folder) - common(parts(a).folder, folder));
}

function nearest(files: readonly string[], folder: string): string | undefined {
  return byNearness(files, folder)[0];
}

function sourceOf(test: string, files: readonly string[]): string | undefined {
  const stem = testedStem(test);
  const { folder, extension } = parts(test);
  const candidates = files.filter(
    (file) => !isTestFile(file) && parts(file).stem === stem && related(parts(file).extension, extension),
  );
  return nearest(candidates, folder);
}

/** As `tested` lies to `test`, so `source` lies to …: the folders that differ are exchanged, the name is dressed alike. */
function likewise(source: string, tested: string, test: string): string | undefined {
  const [from, to] = [parts(tested), parts(test)];
  const own = parts(source);
  const name = to.stem.replace(from.stem, own.stem) + own.extension;
  if (to.stem.indexOf(from.stem) < 0) return undefined;
  const join = (folder: string): string => (folder === '' ? name : `${folder}/${name}`);
  if (from.folder === to.folder) return join(own.folder);
  if (to.folder.startsWith(from.folder === '' ? '' : `${from.folder}/`))
    return join(own.folder === '' ? to.folder : own.folder + to.folder.slice(from.folder.length));
  const [a, b] = [from.folder.split('/'), to.folder.split('/')];
  let tail = 0;
  while (tail < a.length && tail < b.length && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [sourceRoot, testRoot] = [a.slice(0, a.length - tail).join('/'), b.slice(0, b.length - tail).join('/')];
  if (own.folder !== sourceRoot && !own.folder.startsWith(sourceRoot === '' ? '' : `${sourceRoot}/`)) return undefined;
  const inside = own.folder.slice(sourceRoot.length).replace(/^\//, '');
  return join([testRoot, inside].filter((part) => part !== '').join('/'));
}

function byCustom(source: string, sibling: string | undefined): string | undefined {
  const { folder, stem, extension } = parts(source);
  const beside = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  switch (plainExtension(extension)) {
    case '.ts':
    case '.js':
      return beside(
        `${stem}${sibling !== undefined && /[.]spec$/.test(parts(sibling).stem) ? '.spec' : '.test'}${extension}`,
      );
    case '.py':
      return `tests/test_${stem}.py`;
    case '.go':
      return beside(`${stem}_test.go`);
    case '.java':
    case '.kt':
      return folder.includes('src/main/')
        ? `${folder.replace('src/main/', 'src/test/')}/${stem}Test${extension}`
        : beside(`${stem}Test${extension}`);
    case '.cs':
      return beside(`${stem}Tests.cs`);
    case '.c':
    case '.cc':
    case '.cpp':
    case '.cxx':
      return `tests/${stem}_test${extension}`;
    case '.rb':
      return `test/${stem}_test.rb`;
    case '.php':
      return `tests/${stem}Test.php`;
    case '.rs':
      return `tests/${stem}.rs`;
    default:
      return undefined;
  }
}
