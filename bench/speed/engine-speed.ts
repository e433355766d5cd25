// The embedded engine alone, in this process: what it takes to learn a repository, and to answer after a key.
import { buildRepositoryModel } from '../../src/core/engine/build-repository-model.ts';
import { Engine } from '../../src/core/engine/engine.ts';
import type { RepositoryModel } from '../../src/core/engine/repository-model.ts';
import { languageSyntax } from '../../src/core/syntax/languages.ts';
import { randomNumbers } from '../typing/random.ts';
import { median } from '../lib/statistics.ts';
import type { Source } from './sources.ts';

export interface EngineSpeed {
  readonly megabytes: number;
  readonly tokens: number;
  /** Processor time of all threads, the collector's too, of learning these megabytes: the first time, and the median. */
  readonly firstIndexCpuMs: number;
  readonly indexCpuMs: number;
  /** Of splitting the same texts into words and signs by a regular expression: what learning is measured against. */
  readonly splitCpuMs: number;
  /** Of the arrays and texts of the model. */
  readonly modelMB: number;
  /** One for each key typed into files of about 30 kB, with the edit before it. */
  readonly queryMs: readonly number[];
  /**
   * Until a changed file of that size is known as it is by now, from its text on; until nothing is left to do, which with
   * every few files is to sort all that have changed; and the longest slice of either.
   */
  readonly savedMs: readonly number[];
  readonly settledMs: readonly number[];
  readonly savedSliceMs: number;
  /** Splitting the typed file anew by that regular expression: what a query is measured against. */
  readonly splitMs: readonly number[];
}

const ROUNDS = 3;
const LARGEST_LEARNED = 200_000;
const TYPED_FILE_CHARS = 30_000;
const TYPED_FILES = 6;
const SAVED_FILES = 40;
const LINES_OF_EACH = 30;
const LONGEST_TYPED = 30;

export function measureEngine(sources: readonly Source[]): EngineSpeed {
  const files = sources
    .filter(({ languageId, text }) => languageSyntax(languageId).kind !== 'prose' && text.length <= LARGEST_LEARNED)
    .map(({ file, languageId, text }) => ({ path: file, languageId, text }));
  let model: RepositoryModel | undefined;
  const indexCpuMs: number[] = [];
  const splitCpuMs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    indexCpuMs.push(cpuMsOf(() => (model = buildRepositoryModel(files))));
    splitCpuMs.push(cpuMsOf(() => files.forEach(({ text }) => countPieces(text))));
  }
  const engine = new Engine();
  engine.setRepository(model!);
  const { savedMs, settledMs, savedSliceMs } = saveAll(engine, files);
  const queryMs: number[] = [];
  const splitMs: number[] = [];
  const typed = nearest(files);
  const random = randomNumbers('engine-speed');
  // One round more, which warms up.
  for (const [round, file] of [typed[0]!, ...typed.slice(0, TYPED_FILES)].entries()) {
    const times = typeInto(engine, file, random);
    if (round === 0) continue;
    queryMs.push(...times);
    for (let i = 0; i < 20; i++) splitMs.push(msOf(() => countPieces(file.text)));
  }
  return {
    megabytes: files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1e6,
    tokens: model!.tokens.length,
    firstIndexCpuMs: indexCpuMs[0]!,
    indexCpuMs: median(indexCpuMs),
    splitCpuMs: median(splitCpuMs),
    modelMB: bytesOf(model!) / 1e6,
    savedMs,
    settledMs,
    savedSliceMs,
    queryMs,
    splitMs,
  };
}

interface LearnedFile {
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
}

/** Files of about 30 kB are saved one after the other, each with a line more; up to a tenth of all files. */
function saveAll(
  engine: Engine,
  files: readonly LearnedFile[],
): Pick<EngineSpeed, 'savedMs' | 'settledMs' | 'savedSliceMs'> {
  const savedMs: number[] = [];
  const settledMs: number[] = [];
  const slices: number[] = [];
  for (const file of nearest(files).slice(0, Math.min(SAVED_FILES, Math.ceil(files.length / 10)))) {
    const text = `${file.text}\nsaved(${settledMs.length});\n`;
    const started = performance.now();
    engine.changeFile({ ...file, text, readMs: 0 });
    let isDone = false;
    while (!isDone) {
      const wasKnown = engine.knowsChanges;
      slices.push(msOf(() => (isDone = engine.prepareSome())));
      if (!wasKnown && engine.knowsChanges) savedMs.push(performance.now() - started);
    }
    settledMs.push(performance.now() - started);
  }
  return { savedMs, settledMs, savedSliceMs: Math.max(...slices) };
}

function nearest(files: readonly LearnedFile[]): LearnedFile[] {
  const distance = ({ text }: LearnedFile): number => Math.abs(text.length - TYPED_FILE_CHARS);
  return files.toSorted((a, b) => distance(a) - distance(b));
}

/** Lines of the file are taken out and typed again key by key; gives the milliseconds of each edit with its query. */
function typeInto(engine: Engine, { path, languageId, text }: LearnedFile, random: () => number): number[] {
  const uri = `file://${path}`;
  let version = 1;
  engine.openDocument({ uri, path, languageId, version, text });
  const lines = [...text.matchAll(/^([ \t]*)(\S.{10,100})$/gm)];
  const times: number[] = [];
  for (let line = 0; line < LINES_OF_EACH && lines.length > 0; line++) {
    const { index, 1: indent = '', 2: code = '' } = lines[Math.floor(random() * lines.length)]!;
    const start = index + indent.length;
    engine.changeDocument({
      uri,
      version: ++version,
      edits: [{ offset: start, deleteCount: code.length, insertText: '' }],
    });
    engine.complete({ uri, version, offset: start, nearPaths: [] });
    for (let typed = 0; typed < Math.min(code.length, LONGEST_TYPED); typed++) {
      const edit = { offset: start + typed, deleteCount: 0, insertText: code[typed]! };
      version++;
      times.push(
        msOf(() => {
          engine.changeDocument({ uri, version, edits: [edit] });
          engine.complete({ uri, version, offset: start + typed + 1, nearPaths: [] });
        }),
      );
    }
    const rest = code.slice(LONGEST_TYPED);
    const offset = start + Math.min(code.length, LONGEST_TYPED);
    engine.changeDocument({ uri, version: ++version, edits: [{ offset, deleteCount: 0, insertText: rest }] });
  }
  engine.closeDocument({ uri });
  return times;
}

const PIECE = /[\p{L}\p{N}_$]+|\s+|./gsu;

function countPieces(text: string): number {
  let pieces = 0;
  for (const _ of text.matchAll(PIECE)) pieces++;
  return pieces;
}

function bytesOf(model: RepositoryModel): number {
  const arrays = [...Object.values(model), ...Object.values(model.vocabulary)].filter((each) =>
    ArrayBuffer.isView(each),
  );
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0) + 2 * model.vocabulary.blob.length;
}

function cpuMsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function msOf(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
