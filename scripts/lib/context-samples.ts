import fs from 'node:fs';
import path from 'node:path';
import { sigOf } from '../../bench/data/crossfile/score-context.mjs';
import { draftTasks } from '../../bench/context/draft-tasks.ts';
import { readTasks, rootOf, type Task, textWithHole } from '../../bench/context/tasks.ts';
import type { Candidate } from '../../src/core/context/candidate.ts';
import { ContextIndex } from '../../src/core/context/context-index.ts';
import type { Draft } from '../../src/core/context/draft.ts';
import { featuresOf, outlookOf } from '../../src/core/context/features.ts';
import { needFeatures } from '../../src/core/context/need-features.ts';
import type { Expected } from '../../src/core/context/place.ts';
import { askQuestion } from '../../src/core/context/question.ts';
import { findCandidates } from '../../src/core/context/retrievers.ts';
import { shownLines } from '../../src/core/context/shown-lines.ts';
import type { FileOutline } from '../../src/core/repository/outline.ts';
import { RepositoryOutline } from '../../src/core/repository/repository-outline.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { readSource } from '../../src/node/read-source.ts';
import { walk } from '../../src/node/walk.ts';
import { createGrammars } from '../../src/worker/outline/grammars.ts';
import { createOutliner, type Outliner } from '../../src/worker/outline/create-outliner.ts';
import { loadGrammar } from './load-grammar.ts';

/** One cursor of the public tasks, with what could have been put before a model there. */
export interface ContextSample {
  readonly id: string;
  /** The repository, by which samples are left out. */
  readonly group: string;
  /** The folder that it lies in. */
  readonly root: string;
  /** Whether what is written next has a name from another file. */
  readonly isNeeded: boolean;
  readonly expects: Expected;
  readonly candidates: readonly Candidate[];
  /** A row for each candidate. */
  readonly features: readonly Float32Array[];
  /** Whether the candidate is what is written next. */
  readonly labels: readonly boolean[];
  /** By the scores of the candidates. */
  needFeatures(scores: Float64Array): Float64Array;
}

/** With a draft and without one, each of every task in the order of the file. */
export interface ContextSamples {
  readonly plain: readonly ContextSample[];
  readonly drafted: readonly ContextSample[];
}

/** Each repository is indexed as the product does it. */
export async function contextSamples(
  tasksFile: string,
  cache: string,
  onProgress: (line: string) => void,
): Promise<ContextSamples> {
  const needed = neededNames(tasksFile);
  const [plain, drafted]: [ContextSample[], ContextSample[]] = [[], []];
  const grammars = createGrammars(loadGrammar, onProgress);
  const outliner = createOutliner({ grammars, onFailure: onProgress });
  for (const [root, tasks] of Map.groupBy(readTasks(tasksFile), (task) => rootOf(task, cache))) {
    const index = await indexFolder(root, outliner);
    const drafts = await draftTasks(tasks, { root, origin: root });
    for (const task of tasks) {
      const sample = await sampler(task, root, index, outliner, needed.get(task.id) ?? []);
      plain.push(sample(undefined));
      // Where there is no draft, the product asks without one: nothing is to be learned of it.
      const draft = drafts.get(task);
      if (draft !== undefined) drafted.push(sample(draft));
    }
    onProgress(`${tasks[0]!.repo}: ${tasks.length} tasks`);
  }
  grammars.dispose();
  return { plain, drafted };
}

interface NeededName {
  readonly name: string;
  readonly defs: readonly { readonly sigHash: string }[];
}

function neededNames(tasksFile: string): ReadonlyMap<string, readonly NeededName[]> {
  const rows = fs.readFileSync(tasksFile, 'utf8').split('\n').filter(Boolean);
  return new Map(
    rows.map((row) => {
      const { id, needed = [] } = JSON.parse(row) as { id: string; needed?: readonly NeededName[] };
      return [id, needed] as const;
    }),
  );
}

async function indexFolder(root: string, outliner: Outliner): Promise<ContextIndex> {
  const index = new ContextIndex(new RepositoryOutline());
  const texts = new Map<string, string>();
  for await (const { file, languageId } of walk([root])) {
    const source = await readSource(file, languageId);
    if (source.kind !== 'text') continue;
    texts.set(file, source.text);
    const outline = await outliner.outline(file, languageId, source.text);
    if (outline) index.repository.set(outline);
  }
  for (const [file, text] of texts) index.set(file, text);
  return index;
}

/** Gives the sample of a task for any draft of it. */
async function sampler(
  task: Task,
  root: string,
  index: ContextIndex,
  outliner: Outliner,
  needed: readonly NeededName[],
): Promise<(draft: Draft | undefined) => ContextSample> {
  const file = path.posix.join(root, task.path);
  const { text, offset } = textWithHole(task, root);
  const languageId = languageIdForPath(file) ?? 'plaintext';
  const empty: FileOutline = { path: file, languageId, definitions: [], imports: [], references: [] };
  const outline = (await outliner.outline(file, languageId, text)) ?? empty;
  return (draft) => {
    const { question, candidates, features } = index.without(file, () => {
      const asked = askQuestion({ outline, text, offset, openFiles: [], draft }, index);
      const found = findCandidates(asked);
      const outlook = outlookOf(asked);
      return {
        question: asked,
        candidates: found,
        features: found.map((each) => Float32Array.from(featuresOf(each, outlook))),
      };
    });
    return {
      id: task.id,
      group: task.repo,
      root,
      isNeeded: task.kind === 'crossfile',
      expects: question.place.expects,
      needFeatures: (scores) => index.without(file, () => needFeatures(question, scores)),
      candidates,
      features,
      labels: candidates.map(({ definition }) => {
        const wanted = needed.find(({ name }) => name === definition.name);
        const hashes = wanted && shownLines(definition).map((line) => sigOf(line, wanted.name).line);
        return hashes?.some((hash) => wanted!.defs.some(({ sigHash }) => sigHash === hash)) ?? false;
      }),
    };
  };
}
