import type { ContextIndex } from '../core/context/context-index.ts';
import type { RepositoryOutline } from '../core/repository/repository-outline.ts';
import { readSource, type SkippedSource, type SourceText } from '../node/read-source.ts';
import { emptyWalkReport, walk, type WalkedFile, type WalkReport } from '../node/walk.ts';
import { folderFiles } from './folder-files.ts';
import type { NearFolders } from './near-folders.ts';
import type { Outliner } from './outline/create-outliner.ts';

/** Takes the files one after the other and makes the engine's model of them, as it is written to disk. */
export interface ModelBuilder {
  addFile(file: { readonly path: string; readonly languageId: string; readonly text: string }): void;
  /** In steps of some 20 ms, between which others get their turn. */
  encodeInSteps(): Generator<void, Uint8Array>;
}

/** What was read of a file last, to know whether it changed since. */
export interface FileStamp {
  readonly bytes: number;
  readonly modifiedMs: number;
}

export interface IndexOptions {
  /** Absolute folders. */
  readonly roots: readonly string[];
  /** Brought up to date; what is gone is removed. */
  readonly repository: RepositoryOutline;
  /** Of the same files. */
  readonly context: ContextIndex;
  /** Of the last run, by path; brought up to date. */
  readonly stamps: Map<string, FileStamp>;
  readonly outliner: Outliner;
  readonly builder: ModelBuilder;
  readonly maxFiles: number;
  /** Read before the rest, those too that are opened meanwhile. */
  readonly near: NearFolders;
  readonly signal: AbortSignal;
  /** Awaited after every file. */
  turn(): Promise<void>;
  onProgress?(files: number): void;
}

export interface IndexReport {
  readonly files: number;
  /** Left out by a rule, their name or their content, and what could not be read. */
  readonly skipped: number;
  /** Of source text. */
  readonly bytes: number;
  /** There are more files than are read. Then only those in near folders have outlines, where there are such folders. */
  readonly isCut: boolean;
  /** Files that are there and cannot be read. */
  readonly unreadableFiles: readonly string[];
  readonly walk: WalkReport;
}

/** Files read ahead of the one that is parsed, so that the disk works meanwhile. */
const READ_AHEAD = 8;

/**
 * One pass over all files: hands each to the model builder, and parses those that are new or changed. The event loop
 * gets a turn after every file. `undefined` when the signal aborted it; what was read by then stays.
 */
export async function indexRepository(options: IndexOptions): Promise<IndexReport | undefined> {
  const { roots, builder, near, signal, stamps } = options;
  const report = emptyWalkReport();
  const seen = new Set<string>();
  const unreadableFiles: string[] = [];
  let skipped = 0;
  let bytes = 0;
  let isCut = false;

  const take = async ({ walked, source }: ReadFile): Promise<void> => {
    if (seen.has(walked.file)) return;
    if (source.kind === 'skipped') {
      skipped++;
      if (source.reason === 'unreadable') unreadableFiles.push(walked.file);
      return;
    }
    if (seen.size === options.maxFiles) {
      isCut = true;
      return;
    }
    seen.add(walked.file);
    bytes += source.bytes;
    builder.addFile({ path: walked.file, languageId: walked.languageId, text: source.text });
    await updateOutline(walked, source, options);
    options.onProgress?.(seen.size);
    await options.turn();
  };

  const nearFirst = async (): Promise<void> => {
    for (const folder of near.take()) {
      for await (const each of readAhead(folderFiles(folder, roots))) {
        if (signal.aborted) return;
        await take(each);
      }
    }
  };

  await nearFirst();
  for await (const each of readAhead(walk(roots, { report, signal }))) {
    if (signal.aborted || isCut) break;
    await take(each);
    await nearFirst();
  }
  if (signal.aborted) return undefined;
  for (const file of [...stamps.keys()].filter((each) => !seen.has(each))) forget(file, options);
  if (isCut && !near.isEmpty) {
    for (const file of seen) {
      if (near.has(file)) continue;
      options.repository.remove(file);
      options.context.remove(file);
    }
  }
  skipped += report.skipped;
  return { files: seen.size, skipped, bytes, isCut, unreadableFiles, walk: report };
}

/** Parses the file unless it is as it was. What `isAgain` was changed while it is worked on, and will be once more. */
export async function updateOutline(
  { file, languageId }: WalkedFile,
  { text, bytes, modifiedMs }: SourceText,
  { repository, context, stamps, outliner }: Pick<IndexOptions, 'repository' | 'context' | 'stamps' | 'outliner'>,
  isAgain = false,
): Promise<void> {
  const known = stamps.get(file);
  if (known?.bytes === bytes && known.modifiedMs === modifiedMs) {
    // The outline may come from the state file, which has no words.
    if (!context.windows.has(file)) context.set(file, text);
    return;
  }
  const outline = await (isAgain ? outliner.outlineAgain : outliner.outline)(file, languageId, text);
  if (outline) repository.set(outline);
  else repository.remove(file);
  context.set(file, text);
  stamps.set(file, { bytes, modifiedMs });
}

export function forget(
  file: string,
  { repository, context, stamps }: Pick<IndexOptions, 'repository' | 'context' | 'stamps'>,
): void {
  repository.remove(file);
  context.remove(file);
  stamps.delete(file);
}

interface ReadFile {
  readonly walked: WalkedFile;
  readonly source: SourceText | SkippedSource;
}

async function* readAhead(files: AsyncIterable<WalkedFile>): AsyncGenerator<ReadFile> {
  const reading: Promise<ReadFile>[] = [];
  for await (const walked of files) {
    reading.push(readSource(walked.file, walked.languageId).then((source) => ({ walked, source })));
    if (reading.length === READ_AHEAD) yield await reading.shift()!;
  }
  for (const each of reading) yield await each;
}
