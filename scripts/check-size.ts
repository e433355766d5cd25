// Fails when a bundle or the packed extension outgrows its budget:   node scripts/check-size.ts
// Sizes are those of a minified build (npm run package, npm run check), read from esbuild's metafile.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './lib/root.ts';

const KB = 1000;
const MB = 1000 * KB;

/** What an entry point makes Node read: its own file and, once, every chunk that it imports statically. */
const BUNDLE_BUDGETS: Readonly<Record<string, { readonly bytes: number; readonly reason: string }>> = {
  'extension.js': {
    bytes: 350 * KB,
    reason: 'read and compiled inside activate(), which may take 50 ms in all; 100 kB of minified code cost about 5 ms',
  },
  'engine.js': { bytes: 200 * KB, reason: 'engine and lexer, without trees; restarts must not be felt' },
  'syntax-thread.js': { bytes: 300 * KB, reason: 'web-tree-sitter (170 kB) and the lexer' },
  'lifeline-thread.js': { bytes: 10 * KB, reason: 'waits for the host to end' },
  'indexer.js': { bytes: 500 * KB, reason: 'indexer and web-tree-sitter (170 kB)' },
  'webview/chat.js': {
    bytes: 300 * KB,
    reason: 'read and compiled each time the chat is opened; markdown-it and its tables (100 kB) are the most of it',
  },
  'cli.js': { bytes: 600 * KB, reason: 'the whole pipeline without the editor; its start is waited for' },
};

/** The grammars make most of it (.wasm packs to about a tenth). The bound is the one we promise in the README. */
const PACKAGE_BUDGET = 8 * MB;

export interface Metafile {
  readonly outputs: Readonly<
    Record<
      string,
      { readonly bytes: number; readonly imports: readonly { readonly path: string; readonly kind: string }[] }
    >
  >;
}

/** One line per thing that is too large, or that nobody gave a budget. */
export function overBudget(metafile: Metafile, packages: readonly { name: string; bytes: number }[]): string[] {
  const entries = Object.keys(metafile.outputs).filter(
    (file) => /^dist\/(?:webview\/)?[^/]+\.js$/.test(file) && !file.startsWith('dist/chunk-'),
  );
  const bundles = entries.flatMap((file) => {
    const name = path.posix.relative('dist', file);
    const budget = BUNDLE_BUDGETS[name];
    // Chunks that are loaded later are named after their source and are not entry points.
    if (!budget) return [];
    const bytes = bytesWithImports(metafile, file);
    return bytes > budget.bytes
      ? [`${name} is ${kilobytes(bytes)}, its budget ${kilobytes(budget.bytes)}: ${budget.reason}`]
      : [];
  });
  const packed = packages.filter(({ bytes }) => bytes > PACKAGE_BUDGET);
  return [
    ...bundles,
    ...packed.map(({ name, bytes }) => `${name} is ${kilobytes(bytes)}, its budget ${kilobytes(PACKAGE_BUDGET)}`),
  ];
}

export function bytesWithImports(metafile: Metafile, entry: string): number {
  const seen = new Set<string>();
  const visit = (file: string): number => {
    const output = metafile.outputs[file];
    if (!output || seen.has(file)) return 0;
    seen.add(file);
    const parts = output.imports
      .filter(({ kind }) => kind === 'import-statement')
      .map((imported) => visit(imported.path));
    return parts.reduce((total, bytes) => total + bytes, output.bytes);
  };
  return visit(entry);
}

const kilobytes = (bytes: number): string => `${(bytes / KB).toFixed(0)} kB`;

function packedExtensions(): { name: string; bytes: number }[] {
  const out = path.join(ROOT, 'out');
  const files = fs.existsSync(out) ? fs.readdirSync(out).filter((file) => /^sotto-.*\.vsix$/.test(file)) : [];
  return files.map((name) => ({ name, bytes: fs.statSync(path.join(out, name)).size }));
}

/** Sizes the build now in dist/, and a packed extension where one is there. */
export function checkSize(print: (line: string) => void = console.log): boolean {
  const file = path.join(ROOT, 'dist', 'meta.json');
  if (!fs.existsSync(file)) {
    print('there is no build to measure: npm run build -- --minify');
    return false;
  }
  const metafile: Metafile = JSON.parse(fs.readFileSync(file, 'utf8'));
  const packages = packedExtensions();
  for (const name of Object.keys(BUNDLE_BUDGETS))
    print(`${name}  ${kilobytes(bytesWithImports(metafile, `dist/${name}`))}`);
  for (const { name, bytes } of packages) print(`${name}  ${kilobytes(bytes)}`);
  const problems = overBudget(metafile, packages);
  for (const problem of problems) print(`too large: ${problem}`);
  return problems.length === 0;
}

if (import.meta.main && !checkSize()) process.exitCode = 1;
