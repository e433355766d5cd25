import type { RetrieverName } from '../../src/core/context/retriever.ts';
import { draftTasks } from './draft-tasks.ts';
import { CheckFailed } from '../lib/check-failed.ts';
import { copyRepository, type CreateIndexer, indexRepository, type RelativeSnippet } from './repository-copy.ts';
import { rootOf, type Task, textWithHole } from './tasks.ts';

export interface ContextRow {
  readonly id: string;
  /** Best first. */
  readonly snippets: readonly RelativeSnippet[];
  readonly ms: number;
}

export interface RepositoryRow {
  readonly meta: true;
  readonly repo: string;
  readonly indexMs: number;
  /** Of the bench itself, which holds one repository at a time. */
  readonly rssMB: number;
}

export interface MeasureOptions {
  readonly cache: string;
  readonly budgetTokens: number;
  /** Tasks a repository that are asked once more of an index that never saw their file. */
  readonly checksPerRepository: number;
  /** Fills the budget, worth it or not. */
  readonly noStop?: boolean | undefined;
  /** Asks without the engine's draft, as the product does where there is none. */
  readonly noDraft?: boolean | undefined;
  /** Asks each cross-file task once more without each of these. */
  readonly leaveOut?: readonly RetrieverName[];
  readonly createIndexer: CreateIndexer;
  onProgress?(line: string): void;
}

export interface ContextMeasure {
  readonly rows: readonly ContextRow[];
  readonly repositories: readonly RepositoryRow[];
  /** How many tasks were asked of an index that never saw their file. */
  readonly unseen: number;
  /** The answers without a retriever. */
  readonly without: ReadonlyMap<RetrieverName, readonly ContextRow[]>;
}

/**
 * Asks the product's indexer for the context of each task, one repository after the other. On disk and in the index, the
 * task's own file has the hole that it has in the editor: its ground truth is nowhere while its task is asked. The product's
 * engine, which never learned that file, drafts what it would write there.
 *
 * Two checks hold that up, and end the run where an answer differs: each task is asked again when its file is gone from
 * the disk, and some tasks of each repository of an index made after it was gone, with a draft made after it was gone.
 */
export async function measureContext(tasks: readonly Task[], options: MeasureOptions): Promise<ContextMeasure> {
  const rows: ContextRow[] = [];
  const repositories: RepositoryRow[] = [];
  const without = new Map<RetrieverName, ContextRow[]>((options.leaveOut ?? []).map((each) => [each, []]));
  let unseen = 0;
  for (const [origin, group] of Map.groupBy(tasks, (task) => rootOf(task, options.cache))) {
    using copy = copyRepository(origin);
    const answers = new Map<Task, ContextRow>();
    const { noStop, createIndexer } = options;
    const wanted = { budgetChars: options.budgetTokens * CHARS_PER_TOKEN, noStop };
    const repository = { root: copy.root, origin };
    const drafts = options.noDraft === true ? undefined : await draftTasks(group, repository);
    const open = () => indexRepository(copy.root, createIndexer, wanted);
    {
      using index = await open();
      for (const task of group) {
        const text = textWithHole(task, origin);
        copy.write(task.path, text.text);
        await index.changed(task.path);
        const draft = drafts?.get(task);
        const answer = await index.ask(task.path, text, { draft });
        answers.set(task, { id: task.id, snippets: answer.snippets, ms: round(answer.ms) });
        for (const [name, its] of task.kind === 'crossfile' ? without : []) {
          its.push({ id: task.id, ...(await index.ask(task.path, text, { draft, leaveOut: name })) });
        }
        copy.remove(task.path);
        await index.changed(task.path);
        if (options.checksPerRepository > 0) {
          checkSame(task, answer, await index.ask(task.path, text, { draft }), 'its file was deleted');
        }
        copy.restore(task.path);
        await index.changed(task.path);
      }
      const { rss } = process.memoryUsage();
      const { repo } = group[0]!;
      const rssMB = Math.round(rss / 1_000_000);
      repositories.push({ meta: true, repo, indexMs: Math.round(index.indexMs), rssMB });
      options.onProgress?.(
        `${repo}: ${group.length} tasks, ${index.problems.join('; ') || 'indexed without a problem'}`,
      );
    }
    for (const task of evenly(group, options.checksPerRepository)) {
      const text = textWithHole(task, origin);
      copy.remove(task.path);
      using index = await open();
      const draft = drafts && (await draftTasks(group, { ...repository, only: task })).get(task);
      const unknowing = await index.ask(task.path, text, { draft });
      checkSame(task, answers.get(task)!, unknowing, 'the index never saw its file');
      copy.restore(task.path);
      unseen++;
    }
    rows.push(...answers.values());
  }
  return { rows, repositories, unseen, without };
}

/** As the scorer counts them. */
const CHARS_PER_TOKEN = 4;

type Answer = Pick<ContextRow, 'snippets'>;

function checkSame(task: Task, usual: Answer, other: Answer, condition: string): void {
  if (JSON.stringify(usual.snippets) === JSON.stringify(other.snippets)) return;
  throw new CheckFailed(`the context of ${task.id} (${task.path}) is another one when ${condition}`);
}

function evenly<T>(items: readonly T[], count: number): readonly T[] {
  const wanted = Math.min(count, items.length);
  return Array.from({ length: wanted }, (_, index) => items[Math.floor(((index + 0.5) * items.length) / wanted)]!);
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
