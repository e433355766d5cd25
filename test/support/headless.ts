// The product without an editor, with its real child processes, on a project that the test writes.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { buildOptions, copyRuntimeFiles } from '../../scripts/build.ts';
import { silentLog } from '../../src/core/base/log.ts';
import { type CompletionPipeline, provideCompletion } from '../../src/core/completion/provide-completion.ts';
import { requestFromText } from '../../src/core/completion/request-from-text.ts';
import type { CompletionResult } from '../../src/core/completion/result.ts';
import { defaultSettings, type Settings } from '../../src/core/settings/settings.ts';
import { createSotto, type Sotto, type SottoOptions } from '../../src/node/create-pipeline.ts';
import type { IndexerNotices, OpenDocumentParams } from '../../src/node/protocol.ts';

export function temporaryFolder(): string {
  return fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-test-')));
}

export function writeFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), content);
  }
}

/** Bundles as they are shipped, in a folder of their own: tests must not depend on what was built last. */
export async function bundles(): Promise<string> {
  const folder = temporaryFolder();
  await esbuild.build({ ...buildOptions(folder), sourcemap: false, logLevel: 'error' });
  await copyRuntimeFiles(folder);
  fs.writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
  return folder;
}

export interface Headless {
  readonly sotto: Sotto;
  readonly problems: string[];
  /** Resolves with the first notice. */
  indexed(): Promise<Parameters<IndexerNotices['indexed']>[0]>;
  /** How often the indexer has said that it is done. */
  indexings(): number;
  /** What is suggested at the `█`. */
  complete(file: string, marked: string, parts?: Partial<CompletionPipeline>): Promise<CompletionResult>;
  /** What is suggested after that key, at the place where the last suggestion was asked for. */
  type(file: string, key: string): Promise<CompletionResult>;
}

export function startHeadless(
  dist: string,
  roots: readonly string[],
  storage = temporaryFolder(),
  settings: () => Settings = () => defaultSettings,
  more: Pick<SottoOptions, 'serverSource' | 'serverKind'> = {},
): Headless {
  const open = new Map<string, OpenDocumentParams>();
  const problems: string[] = [];
  const arrived = Promise.withResolvers<Parameters<IndexerNotices['indexed']>[0]>();
  let indexings = 0;
  const sotto = createSotto({
    dist,
    storage,
    roots: () => roots,
    settings,
    snoozedUntil: () => undefined,
    documents: () => [...open.values()],
    log: silentLog,
    now: () => performance.now(),
    onIndexed(notice) {
      indexings += 1;
      arrived.resolve(notice);
    },
    onProblem: (message) => problems.push(message),
    ...more,
  });
  let version = 0;
  let cursor = 0;
  return {
    sotto,
    problems,
    indexed: () => arrived.promise,
    indexings: () => indexings,
    async complete(file, marked, parts = {}) {
      const text = marked.replace('█', '');
      const document = { uri: `file://${file}`, path: file, languageId: 'typescript', version: ++version, text };
      open.set(document.uri, document);
      cursor = marked.indexOf('█');
      sotto.openDocument(document);
      // A barrier: what was told before has been taken in when this is answered.
      await sotto.engine.call('memory', {}, { timeoutMs: 10_000 });
      const request = requestFromText({ ...document, offset: marked.indexOf('█'), triggerKind: 'invoked', time: 0 });
      return provideCompletion({ ...sotto.pipeline, ...parts }, { ...request, version }, AbortSignal.timeout(10_000));
    },
    async type(file, key) {
      const known = open.get(`file://${file}`)!;
      const text = known.text.slice(0, cursor) + key + known.text.slice(cursor);
      const document = { ...known, version: ++version, text };
      open.set(document.uri, document);
      const edits = [{ offset: cursor, deleteCount: 0, insertText: key }];
      sotto.changeDocument({ uri: document.uri, version, edits });
      sotto.history.edited({ time: 0, insertLength: key.length, deleteCount: 0, cause: 'typed' });
      cursor += key.length;
      const request = requestFromText({ ...document, offset: cursor, triggerKind: 'automatic', time: 0 });
      return provideCompletion(sotto.pipeline, { ...request, version }, AbortSignal.timeout(10_000));
    },
  };
}
