import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { loadGrammar } from '../../scripts/lib/load-grammar.ts';
import type { IndexerNotices } from '../../src/node/protocol.ts';
import type { ModelBuilder } from '../../src/worker/index-repository.ts';
import {
  createIndexerService,
  type IndexerService,
  type IndexerServiceOptions,
} from '../../src/worker/indexer-service.ts';

type Notice = {
  [Name in keyof IndexerNotices]: readonly [Name, Parameters<IndexerNotices[Name]>[0]];
}[keyof IndexerNotices];

/** An indexer over a folder of its own, of which a test writes the files. */
export interface IndexerHarness {
  readonly root: string;
  readonly storage: string;
  readonly service: IndexerService;
  readonly notices: Notice[];
  /** Waits for the next `indexed` that was not waited for yet, and reads the model then: the files' names in order. */
  indexed(): Promise<string>;
  problems(): readonly string[];
  write(name: string, text: string): Promise<string>;
  context(text: string, openFiles?: readonly string[]): Promise<string>;
}

let made = 0;

/** How often a model was begun, by all indexers of this file. */
export function buildersMade(): number {
  return made;
}

/** Instead of the engine's: the model is the list of the files it was made of. */
function listingBuilder(): ModelBuilder {
  made++;
  const names: string[] = [];
  return {
    addFile: (file) => names.push(path.basename(file.path)),
    *encodeInSteps() {
      yield;
      return Buffer.from(names.join(' '));
    },
  };
}

export async function indexerHarness(
  files: Readonly<Record<string, string>>,
  options: Partial<Pick<IndexerServiceOptions, 'loadGrammar' | 'maxFiles' | 'quietMs' | 'stateKey'>> & {
    readonly after?: IndexerHarness;
  } = {},
): Promise<IndexerHarness> {
  const { after, ...serviceOptions } = options;
  const folder = after
    ? path.dirname(after.root)
    : await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'sotto-index-')));
  if (!after) onTestFinished(() => fs.rm(folder, { recursive: true, force: true }));
  const root = path.join(folder, 'project');
  const storage = path.join(folder, 'storage', 'new');
  await fs.mkdir(root, { recursive: true });
  const write = async (name: string, text: string): Promise<string> => {
    await fs.mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await fs.writeFile(path.join(root, name), text);
    return path.join(root, name);
  };
  for (const [name, text] of Object.entries(files)) await write(name, text);

  const notices: Notice[] = [];
  let seen = 0;
  let wake = (): void => {};
  const service = createIndexerService({
    notify(name, params) {
      // How often depends on how busy the machine is.
      if (name === 'progress') return;
      notices.push([name, params] as Notice);
      wake();
    },
    loadGrammar,
    createModelBuilder: listingBuilder,
    quietMs: 20,
    restFactor: 0,
    ...serviceOptions,
  });
  onTestFinished(async () => {
    service.dispose();
    // What it is writing is written to its end.
    await service.settle();
  });
  return {
    root,
    storage,
    service,
    notices,
    async indexed() {
      const models = (): readonly Notice[] => notices.filter(([name]) => name === 'indexed');
      while (models().length <= seen) await new Promise<void>((resolve) => (wake = resolve));
      seen = models().length;
      return fs.readFile(path.join(storage, 'repository.model'), 'utf8');
    },
    problems: () => notices.flatMap(([name, params]) => (name === 'problem' ? [params.message] : [])),
    write,
    async context(text, openFiles = []) {
      const file = path.join(root, 'open.ts');
      const found = await service.context({
        file,
        languageId: 'typescript',
        text,
        offset: text.length,
        openFiles,
        budgetChars: 5_000,
      });
      return found.map((snippet) => `${path.basename(snippet.path)}: ${snippet.text}`).join('\n');
    },
  };
}

/** Runs an indexer over the files, and waits until all that it leaves behind is there. */
export async function firstRun(files: Readonly<Record<string, string>>): Promise<IndexerHarness> {
  const first = await indexerHarness(files, { stateKey: 'this program' });
  const { root, storage, service, indexed } = first;
  service.index({ roots: [root], storage });
  await indexed();
  const state = path.join(storage, 'repository.outlines.jsonl');
  while (!(await fs.stat(state).catch(() => undefined))) await setImmediate();
  service.dispose();
  return first;
}

export const FILES = { 'a.ts': 'export const a = 1;\n', 'binary.ts': 'a\0b', 'text.md': '# title\n' };
/** What to ask for the definition in `a.ts`, and the answer. */
export const A_IN_CONTEXT = ["import { a } from './a';", 'a.ts: export const a = 1'] as const;
