import fs from 'node:fs';
import path from 'node:path';
import { sigOf } from '../../bench/data/crossfile/score-context.mjs';
import { draftTasks } from '../../bench/context/draft-tasks.ts';
import { readTasks, rootOf, type Task, textWithHole } from '../../bench/context/tasks.ts';
import type { Candidate } from '../../src/core/context/candidate.ts';
import { ContextIndex } from '../../src/core/context/context-index.ts';
import type { Draft } from '../../src/core/context/draft.ts';
import { FEATURE_NAMES, outlookOf, writeFeatures } from '../../src/core/context/features.ts';
import { needFeatures } from '../../src/core/context/need-features.ts';
import { askQuestion } from '../../src/core/context/question.ts';
import type { Question } from '../../src/core/context/retriever.ts';
import { findCandidates } from '../../src/core/context/retrievers.ts';
import { shownLines } from '../../src/core/context/shown-lines.ts';
import type { Definition, FileOutline } from '../../src/core/repository/outline.ts';
import { RepositoryOutline } from '../../src/core/repository/repository-outline.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import { readSource } from '../../src/node/read-source.ts';
import { walk } from '../../src/node/walk.ts';
import { createGrammars } from '../../src/worker/outline/grammars.ts';
import { createOutliner, type Outliner } from '../../src/worker/outline/create-outliner.ts';
import { findContextTasks, type NeededName } from './find-context-tasks.ts';
import { loadGrammar } from './load-grammar.ts';

/** A cursor, with what could have been put before a model there. */
export interface RankedSample {
  /** Rows of `FEATURE_NAMES.length`, one for each candidate. */
  readonly rows: Float32Array;
  /** The candidates that are written next. */
  readonly right: readonly number[];
}

/** One cursor of the public tasks. */
export interface ContextSample extends RankedSample {
  /** The repository, by which samples are left out. */
  readonly group: string;
  /** The folder that it lies in. */
  readonly root: string;
  /** Whether what is written next has a name from another file. */
  readonly isNeeded: boolean;
  readonly candidates: readonly Candidate[];
  /** By the scores of the candidates. */
  needFeatures(scores: Float64Array): Float64Array;
}

/** Without a draft and with it, each of every task in order. */
export interface Samples<T> {
  readonly plain: readonly T[];
  readonly drafted: readonly T[];
}

/** The public tasks. Each repository is indexed as the product does it. */
export async function publicSamples(
  tasksFile: string,
  cache: string,
  onProgress: (line: string) => void,
): Promise<Samples<ContextSample>> {
  const needed = neededNames(tasksFile);
  const [plain, drafted]: [ContextSample[], ContextSample[]] = [[], []];
  using outliner = openOutliner(onProgress);
  for (const [root, tasks] of Map.groupBy(readTasks(tasksFile), (task) => rootOf(task, cache))) {
    const { index } = await indexFolder(root, outliner);
    const drafts = await draftTasks(tasks, { root, origin: root });
    for (const task of tasks) {
      const ask = await asker(task, root, index, outliner, needed.get(task.id) ?? []);
      const sample = (draft: Draft | undefined): ContextSample => {
        const { candidates, question, ...ranked } = ask(draft);
        return {
          ...ranked,
          candidates,
          group: task.repo,
          root,
          isNeeded: task.kind === 'crossfile',
          needFeatures: (scores) => index.without(question.place.outline.path, () => needFeatures(question, scores)),
        };
      };
      plain.push(sample(undefined));
      // Where there is no draft, the product asks without one: nothing is to be learned of it.
      const draft = drafts.get(task);
      if (draft !== undefined) drafted.push(sample(draft));
    }
    onProgress(`${tasks[0]!.repo}: ${tasks.length} tasks`);
  }
  return { plain, drafted };
}

/** A package that cursors are found in, as `bench/data/crossfile/fetch-corpora.mjs --list` brings it. */
export interface ContextPackage {
  readonly id: string;
  readonly language: string;
}

/** Those of found tasks at which something right was among the candidates. */
export async function foundSamples(
  packages: readonly ContextPackage[],
  cache: string,
  perPackage: number,
  onProgress: (line: string) => void,
): Promise<Samples<RankedSample>> {
  const [plain, drafted]: [RankedSample[], RankedSample[]] = [[], []];
  using outliner = openOutliner(onProgress);
  for (const { id, language } of packages) {
    const root = path.join(cache, 'public', id);
    const { index, texts } = await indexFolder(root, outliner);
    const needed = await tasksIn(root, id, language, { index, texts, outliner, count: perPackage });
    const drafts = await draftTasks([...needed.keys()], { root, origin: root });
    for (const [task, names] of needed) {
      const ask = await asker(task, root, index, outliner, names);
      const take = (samples: RankedSample[], draft: Draft | undefined): void => {
        const { rows, right } = ask(draft);
        if (right.length > 0) samples.push({ rows, right });
      };
      take(plain, undefined);
      const draft = drafts.get(task);
      if (draft !== undefined) take(drafted, draft);
    }
    onProgress(`${id}: ${needed.size} tasks found, ${plain.length} samples so far`);
  }
  return { plain, drafted };
}

const LANGUAGE_IDS: Readonly<Record<string, readonly string[]>> = {
  typescript: ['typescript', 'typescriptreact'],
  javascript: ['javascript', 'javascriptreact'],
  cpp: ['cpp', 'c'],
};

interface Indexed {
  readonly index: ContextIndex;
  readonly texts: ReadonlyMap<string, string>;
}

async function tasksIn(
  root: string,
  id: string,
  language: string,
  { index, texts, outliner, count }: Indexed & { readonly outliner: Outliner; readonly count: number },
): Promise<ReadonlyMap<Task, readonly NeededName[]>> {
  const wanted = LANGUAGE_IDS[language] ?? [language];
  const outlineOf = (file: string): FileOutline | undefined => index.repository.get(file);
  const files = [...texts.keys()].filter((file) => wanted.includes(outlineOf(file)?.languageId ?? '')).toSorted();
  const read = async (file: string) => {
    const [outline, text] = [outlineOf(file)!, texts.get(file)!];
    const facts = await outliner.facts(outline.languageId, text, 0);
    return { outline, text, locals: (facts?.locals ?? []).map(({ name }) => name) };
  };
  const found = new Map<Task, readonly NeededName[]>();
  for await (const [file, { start, end, needed }] of findContextTasks(files, read, index, count)) {
    const mark = fs.readFileSync(file, 'utf8').startsWith('\uFEFF') ? 1 : 0;
    const place = { start: start + mark, end: end + mark, path: path.posix.relative(root, file) };
    found.set({ id: `${id}:${found.size}`, kind: 'crossfile', split: 'public', repo: id, ...place }, needed);
  }
  return found;
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

function openOutliner(onProgress: (line: string) => void): Outliner & Disposable {
  const grammars = createGrammars(loadGrammar, onProgress);
  return { ...createOutliner({ grammars, onFailure: onProgress }), [Symbol.dispose]: () => grammars.dispose() };
}

async function indexFolder(root: string, outliner: Outliner): Promise<Indexed> {
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
  return { index, texts };
}

interface Asked extends RankedSample {
  readonly question: Question;
  readonly candidates: readonly Candidate[];
}

/** Asks at the place of a task, with any draft of it. */
async function asker(
  task: Task,
  root: string,
  index: ContextIndex,
  outliner: Outliner,
  needed: readonly NeededName[],
): Promise<(draft: Draft | undefined) => Asked> {
  const file = path.posix.join(root, task.path);
  const { text, offset } = textWithHole(task, root);
  const languageId = languageIdForPath(file) ?? 'plaintext';
  const empty: FileOutline = { path: file, languageId, definitions: [], imports: [], references: [] };
  const outline = (await outliner.outline(file, languageId, text)) ?? empty;
  return (draft) =>
    index.without(file, () => {
      const question = askQuestion({ outline, text, offset, openFiles: [], draft }, index);
      const candidates = findCandidates(question);
      const outlook = outlookOf(question);
      const width = FEATURE_NAMES.length;
      const rows = new Float32Array(candidates.length * width);
      for (const [at, each] of candidates.entries()) {
        writeFeatures(each, outlook, rows.subarray(at * width, (at + 1) * width));
      }
      const right = [...candidates.keys()].filter((at) => isNeeded(candidates[at]!.definition, needed));
      return { question, candidates, rows, right };
    });
}

function isNeeded(definition: Definition, needed: readonly NeededName[]): boolean {
  const wanted = needed.find(({ name }) => name === definition.name);
  const hashes = wanted && shownLines(definition).map((line) => sigOf(line, wanted.name).line);
  return hashes?.some((hash) => wanted!.defs.some(({ sigHash }) => sigHash === hash)) ?? false;
}
