import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLog } from '../core/base/log.ts';
import { type Child, startChild } from '../node/child.ts';
import type { IndexedNotice, IndexerMethods, IndexerNotices } from '../node/protocol.ts';
import { storageOf } from './project-root.ts';
import { UsageError } from './usage-error.ts';

/** Of a folder that was never indexed; tens of thousands of files take their time. */
const INDEX_TIMEOUT_MS = 600_000;

export interface FolderIndex {
  readonly indexer: Child<IndexerMethods>;
  readonly indexed: IndexedNotice;
}

/** Asks something of the index of a folder as it is now. Throws `UsageError` where there is no such folder. */
export async function withIndex<T>(root: string, ask: (index: FolderIndex) => Promise<T>): Promise<T> {
  if (!fs.statSync(root, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`${root}: there is no such folder`);
  const settled = Promise.withResolvers<void>();
  let indexed: IndexedNotice | undefined;
  const indexer = startChild<IndexerMethods>({
    name: 'indexer',
    entry: path.join(path.dirname(fileURLToPath(import.meta.url)), 'indexer.js'),
    maxHeapMB: 2048,
    log: silentLog,
    async onStart(child) {
      child.notify('index', { roots: [root], storage: storageOf(root) });
      // What an earlier command left is of use at once; what changed since is read before this is answered.
      await child.call('settle', {}, { timeoutMs: INDEX_TIMEOUT_MS }).then(settled.resolve, settled.reject);
    },
    onNotice(method, params) {
      if (method === 'indexed') indexed = params as IndexedNotice;
      else if (method === 'problem') {
        console.error(`sotto: ${(params as Parameters<IndexerNotices['problem']>[0]).message}`);
      } else if (method === 'gaveUp') settled.reject(new UsageError(`${root} could not be indexed`));
    },
  });
  try {
    await settled.promise;
    if (indexed === undefined) throw new UsageError(`${root} could not be indexed`);
    return await ask({ indexer, indexed });
  } finally {
    indexer.dispose();
  }
}
