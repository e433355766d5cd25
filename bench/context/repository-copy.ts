import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assertNever } from '../../src/core/base/assert-never.ts';
import type { Snippet } from '../../src/core/context/snippet.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import type { ContextParams, IndexerNotices } from '../../src/node/protocol.ts';
import { createModelBuilder } from '../../src/worker/create-model-builder.ts';
import type { IndexerService, IndexerServiceOptions } from '../../src/worker/indexer-service.ts';
import { loadGrammar } from '../../scripts/lib/load-grammar.ts';
import { BadInput } from '../lib/bad-input.ts';
import { CheckFailed } from '../lib/check-failed.ts';
import type { OpenText } from './tasks.ts';

export type CreateIndexer = (options: IndexerServiceOptions) => IndexerService;

/** A copy of a repository whose files may be changed: the cache that it came from is only read. */
export interface RepositoryCopy extends Disposable {
  readonly root: string;
  write(file: string, text: string): void;
  remove(file: string): void;
  /** As it was in the cache. */
  restore(file: string): void;
}

export function copyRepository(origin: string): RepositoryCopy {
  if (!fs.existsSync(origin)) {
    throw new BadInput(`${origin} is not there; bench/data/crossfile/fetch-corpora.mjs --cache DIR brings it`);
  }
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-context-')));
  const root = path.join(folder, path.basename(origin));
  copyFiles(origin, root);
  return {
    root,
    write: (file, text) => fs.writeFileSync(path.join(root, file), text),
    remove: (file) => fs.rmSync(path.join(root, file)),
    restore: (file) => fs.writeFileSync(path.join(root, file), fs.readFileSync(path.join(origin, file))),
    [Symbol.dispose]: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** Of a cache that may not be written to, a copy that may. Links are left out, since the indexer does not follow them. */
function copyFiles(origin: string, root: string): void {
  fs.mkdirSync(root);
  for (const entry of fs.readdirSync(origin, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const folder = path.join(root, path.relative(origin, entry.parentPath));
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, entry.name), fs.readFileSync(path.join(entry.parentPath, entry.name)));
  }
}

export interface IndexedRepository extends Disposable {
  readonly indexMs: number;
  readonly problems: readonly string[];
  /** After these files were written or removed. */
  changed(file: string): Promise<void>;
  /** Snippets with paths relative to the root; `ms` is the question alone. */
  ask(
    file: string,
    open: OpenText,
    more: Pick<ContextParams, 'draft' | 'leaveOut'>,
  ): Promise<{ readonly snippets: readonly RelativeSnippet[]; readonly ms: number }>;
}

export type RelativeSnippet = Pick<Snippet, 'path' | 'text'>;

/** The model is made anew only after the bench is over: what is asked here does not use it. */
const REST_FACTOR = 10_000;

/** How all questions are asked. */
export type Wanted = Pick<ContextParams, 'budgetChars' | 'noStop'>;

/** The product's indexer over the folder, in this process. Rejects where it gives up. */
export async function indexRepository(
  root: string,
  createIndexer: CreateIndexer,
  { budgetChars, ...wanted }: Wanted,
): Promise<IndexedRepository> {
  const indexed = Promise.withResolvers<void>();
  const problems: string[] = [];
  const storage = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-index-'));
  const service = createIndexer({
    notify(name, params) {
      switch (name) {
        case 'indexed':
          return indexed.resolve();
        case 'gaveUp':
          return indexed.reject(new CheckFailed(`${root} was not indexed: ${problems.join('; ')}`));
        case 'problem':
          return void problems.push((params as Parameters<IndexerNotices['problem']>[0]).message);
        case 'progress':
          return;
        default:
          assertNever(name);
      }
    },
    loadGrammar,
    createModelBuilder,
    restFactor: REST_FACTOR,
  });
  const startMs = performance.now();
  const dispose = (): void => {
    service.dispose();
    fs.rmSync(storage, { recursive: true, force: true });
  };
  service.index({ roots: [root], storage });
  try {
    await indexed.promise;
  } catch (error) {
    dispose();
    throw error;
  }
  const indexMs = performance.now() - startMs;
  const absolute = (file: string): string => `${root}/${file}`;
  return {
    indexMs,
    problems,
    async changed(file) {
      service.filesChanged({ files: [absolute(file)] });
      await service.settle();
    },
    async ask(file, { text, offset }, more) {
      const languageId = languageIdForPath(file) ?? 'plaintext';
      const askedMs = performance.now();
      const question = { file: absolute(file), languageId, text, offset, openFiles: [], budgetChars };
      const snippets = await service.context({ ...question, ...wanted, ...more });
      const ms = performance.now() - askedMs;
      return { snippets: snippets.map((each) => ({ path: path.relative(root, each.path), text: each.text })), ms };
    },
    [Symbol.dispose]: dispose,
  };
}
