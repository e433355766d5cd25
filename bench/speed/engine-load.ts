import fs from 'node:fs';
import path from 'node:path';
import { startHeadless, temporaryFolder } from '../../test/support/headless.ts';

export interface EngineLoad {
  readonly idleMs: { readonly p50: number; readonly p95: number };
  readonly indexingMs: { readonly p50: number; readonly p95: number };
  /** p95 while indexing by p95 at rest. */
  readonly ratio: number;
  readonly queriesWhileIndexing: number;
}

const GENERATED_FILES = 3_000;
const QUERY_EVERY_MS = 40;
const IDLE_QUERIES = 150;

/**
 * How long a completion query to the engine takes, from the host, while the project in `root` and 3,000 generated files are
 * read and parsed from nothing, and at rest before and after: with the same repository in the engine all the time.
 */
export async function measureEngineLoad(options: {
  /** Folder of the bundles. */
  readonly dist: string;
  /** Not changed; at least one TypeScript file in it. */
  readonly root: string;
}): Promise<EngineLoad> {
  const folder = temporaryFolder();
  const storage = temporaryFolder();
  const root = path.join(folder, 'project');
  fs.cpSync(options.root, root, { recursive: true });
  writeGenerated(path.join(root, 'generated'), GENERATED_FILES);
  const { sotto, indexed } = startHeadless(options.dist, [root], storage);
  try {
    await indexed();
    const state = path.join(storage, 'repository.outlines.jsonl');
    while (!fs.existsSync(state)) await pause(100);
    const file = fs.globSync('**/*.ts', { cwd: root }).toSorted()[0]!;
    const ask = openProbe(sotto, path.join(root, file));
    const rest = async (): Promise<number[]> => {
      await sotto.engine.call('memory', {}, { timeoutMs: 60_000 });
      await pause(1_000);
      const times: number[] = [];
      while (times.length < IDLE_QUERIES) times.push(await ask());
      return times;
    };
    for (let warmUp = 0; warmUp < IDLE_QUERIES; warmUp++) await ask();
    const before = await rest();
    fs.rmSync(state);
    const { pid } = sotto.indexer;
    sotto.indexer.restart();
    const indexing: number[] = [];
    while (sotto.indexer.pid === pid || !sotto.indexer.isReady) indexing.push(await ask());
    const idle = [...before, ...(await rest())];
    const [idleMs, indexingMs] = [quantiles(idle), quantiles(indexing)];
    return { idleMs, indexingMs, ratio: indexingMs.p95 / idleMs.p95, queriesWhileIndexing: indexing.length };
  } finally {
    sotto.dispose();
    for (const each of [folder, storage]) fs.rmSync(each, { recursive: true, force: true });
  }
}

/** Each query stands at another of the document's line ends; gives the milliseconds that the answer took. */
function openProbe(sotto: ReturnType<typeof startHeadless>['sotto'], file: string): () => Promise<number> {
  const text = fs.readFileSync(file, 'utf8');
  const uri = `file://${file}`;
  sotto.openDocument({ uri, path: file, languageId: 'typescript', version: 1, text });
  const offsets = [...text.matchAll(/\w(?=[^\n\w]*\n)/g)].map(({ index }) => index);
  let next = 0;
  return async () => {
    await pause(QUERY_EVERY_MS);
    const offset = offsets[next++ % offsets.length] ?? 0;
    const startMs = performance.now();
    await sotto.engine.call('complete', { uri, version: 1, offset, nearPaths: [] }, { timeoutMs: 60_000 });
    return performance.now() - startMs;
  };
}

/** Small modules that import each other, no two alike. */
function writeGenerated(folder: string, files: number): void {
  fs.mkdirSync(folder, { recursive: true });
  for (let n = 0; n < files; n++) {
    const functions = Array.from(
      { length: 12 },
      (_, f) =>
        `/** Step ${f} of part ${n}. */\nexport function part${n}Step${f}(input: Part${n}, limit = ${f}): Part${n} {\n` +
        `  if (input.count > limit) return { ...input, count: input.count - ${n % 97} };\n` +
        `  const next = part${(n + 1) % files}Step0({ name: input.name, count: limit });\n  return { name: next.name, count: ${f} };\n}\n`,
    );
    const text =
      `import { part${(n + 1) % files}Step0 } from './part-${(n + 1) % files}.ts';\n\n` +
      `export interface Part${n} {\n  readonly name: string;\n  readonly count: number;\n}\n\n${functions.join('\n')}`;
    fs.writeFileSync(path.join(folder, `part-${n}.ts`), text);
  }
}

function quantiles(values: readonly number[]): { readonly p50: number; readonly p95: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
