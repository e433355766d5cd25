import path from 'node:path';
import type { Draft } from '../../src/core/context/draft.ts';
import { buildRepositoryModel, type SourceFile } from '../../src/core/engine/build-repository-model.ts';
import { Engine } from '../../src/core/engine/engine.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { readSource } from '../../src/node/read-source.ts';
import { walk } from '../../src/node/walk.ts';
import { type Task, textWithHole } from './tasks.ts';

/** How often the engine learns a repository: each time, a part of the tasks' files is left out. */
const PARTS = 8;

/**
 * What the product's engine would write at each task, having learned the repository at `root` but for the task's own file, and
 * with it for an eighth of the other tasks' files: in the product the file's text counts for nothing, but the words that
 * it alone has are known, and here those would tell what is in the hole. `origin` has the tasks' texts;
 * with `only` the same is done for one task alone.
 */
export async function draftTasks(
  tasks: readonly Task[],
  { root, origin, only }: { readonly root: string; readonly origin: string; readonly only?: Task },
): Promise<ReadonlyMap<Task, Draft | undefined>> {
  const files = await sourceFiles(root);
  const paths = [...new Set(tasks.map((task) => task.path))].toSorted();
  const drafts = new Map<Task, Draft | undefined>();
  for (let part = 0; part < Math.min(PARTS, paths.length); part++) {
    const own = paths.filter((_, at) => at % PARTS === part);
    if (only && !own.includes(only.path)) continue;
    const leftOut = new Set(own.map((file) => path.posix.join(root, file)));
    const engine = new Engine();
    engine.setRepository(buildRepositoryModel(files.filter((file) => !leftOut.has(file.path))));
    for (const task of only ? [only] : tasks) {
      const file = path.posix.join(root, task.path);
      if (leftOut.has(file)) drafts.set(task, draftAt(engine, file, textWithHole(task, origin)));
    }
  }
  return drafts;
}

async function sourceFiles(root: string): Promise<readonly SourceFile[]> {
  const files: SourceFile[] = [];
  for await (const { file, languageId } of walk([root])) {
    const source = await readSource(file, languageId);
    if (source.kind === 'text') files.push({ path: file, languageId, text: source.text });
  }
  return files;
}

function draftAt(engine: Engine, file: string, { text, offset }: { text: string; offset: number }): Draft | undefined {
  const languageId = languageIdForPath(file) ?? 'plaintext';
  engine.openDocument({ uri: file, path: file, languageId, version: 1, text });
  const draft = engine.draft({ uri: file, version: 1, offset, nearPaths: [] });
  engine.closeDocument({ uri: file });
  return draft;
}
