import type { NeededImport } from '../core/completion/imports/needed-import.ts';
import type { InventedName } from '../core/completion/names/invented-names.ts';
import type { Draft } from '../core/context/draft.ts';
import type { RetrieverName } from '../core/context/retriever.ts';
import type { SelectedSnippet } from '../core/context/select-snippets.ts';
import type { Snippet } from '../core/context/snippet.ts';
import type { EngineDraft } from '../core/engine/draft.ts';
import type { EngineSuggestion } from '../core/engine/engine.ts';
import type { ImpactSet } from '../core/repository/find-impact.ts';
import type { Usages } from '../core/repository/find-usages.ts';
import type { Definition, Import } from '../core/repository/outline.ts';
import type { LocatedDefinition } from '../core/repository/repository-outline.ts';
import type { SoundQuestion } from '../core/syntax/syntax-port.ts';
import type { TextEdit } from '../core/text/text-edit.ts';

/**
 * The messages between the host and its two child processes: plain data, the same shape for both children.
 * A call has an `id` and is answered by one reply; a notice has none and is not answered. Order is kept.
 */
export type ChildMessage =
  | { readonly kind: 'call'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'notice'; readonly method: string; readonly params: unknown }
  | { readonly kind: 'reply'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };

export interface OpenDocumentParams {
  readonly uri: string;
  /** Absolute, with `/`; for a document that is not on disk its name. */
  readonly path: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

export interface ChangeDocumentParams {
  readonly uri: string;
  readonly version: number;
  /** Applied one after the other. */
  readonly edits: readonly TextEdit[];
}

export interface CompleteParams {
  readonly uri: string;
  readonly version: number;
  /** UTF-16 units from the start of the document. */
  readonly offset: number;
  /** Absolute paths of files whose code counts as near: what the open file imports. */
  readonly nearPaths: readonly string[];
}

export interface FirstSoundParams extends SoundQuestion {
  /** A later answer is not used. */
  readonly budgetMs: number;
}

/** What a process uses: megabytes in memory now, processor time of all its threads since it started. */
export interface ProcessUsage {
  readonly rssMB: number;
  readonly cpuMs: number;
}

/** Calls and notices that the `engine` child understands. */
export interface EngineMethods {
  openDocument(params: OpenDocumentParams): void;
  changeDocument(params: ChangeDocumentParams): void;
  closeDocument(params: { readonly uri: string }): void;
  /** Loads what the indexer wrote; the old model stays in use until the new one is in. */
  loadRepository(params: {
    readonly file: string;
    /** As in `IndexedNotice`. */
    readonly begunMs: number;
  }): Promise<{ readonly files: number; readonly tokens: number }>;
  /** Absolute paths that were written, created or deleted: read at once, long before the indexer makes its model anew. */
  filesChanged(params: { readonly files: readonly string[]; readonly roots: readonly string[] }): void;
  /** `undefined` where the engine has nothing, or no longer (or not yet) knows this version of the document. */
  complete(params: CompleteParams): EngineSuggestion | undefined;
  /** `undefined` as for `complete`. */
  draft(params: CompleteParams): EngineDraft | undefined;
  /** As in `SyntaxPort`; `undefined` also where no grammar knows. */
  firstSound(params: FirstSoundParams): Promise<number | undefined>;
  /** Answered when all that was told or asked before is taken in. */
  memory(params: Record<string, never>): Promise<ProcessUsage>;
}

export interface IndexParams {
  /** Absolute folders. */
  readonly roots: readonly string[];
  /** Absolute folder that the repository model is written to; created if missing. */
  readonly storage: string;
  /** Absolute paths of the open files: what is beside them is read first. */
  readonly openFiles?: readonly string[];
}

export interface ContextParams {
  /** Absolute path of the file the context is for. */
  readonly file: string;
  readonly languageId: string;
  readonly text: string;
  /** Of the cursor, in UTF-16 units of the text. */
  readonly offset: number;
  /** Absolute paths of the other open files, most recent first. */
  readonly openFiles: readonly string[];
  /** Lines of other files as they are after they were changed a moment ago. */
  readonly recentEdits?: readonly string[] | undefined;
  /** The engine's guess at what comes next. */
  readonly draft?: Draft | undefined;
  readonly budgetChars: number;
  /** Takes what fits, worth it or not: a command has the room, and a bench asks for it. */
  readonly noStop?: boolean | undefined;
  /** To see what a retriever is worth. */
  readonly leaveOut?: RetrieverName | undefined;
}

export interface SearchParams {
  /** Letters of a name or of a path. */
  readonly query: string;
  /** Of files and of definitions, each. */
  readonly limit: number;
}

export interface SearchResult {
  /** Absolute paths, the best first. */
  readonly files: readonly string[];
  readonly definitions: readonly LocatedDefinition[];
}

export interface OutlineParams {
  /** Absolute path of the file. */
  readonly file: string;
  readonly languageId: string;
  readonly text: string;
}

export interface OutlineResult {
  readonly definitions: readonly Definition[];
  /** `file`: the indexed file that is meant, absolute, where it is one. */
  readonly imports: readonly (Import & { readonly file: string | undefined })[];
}

/** A suggestion where it is to stand. */
export interface SuggestionParams {
  /** Absolute path of the file. */
  readonly file: string;
  readonly languageId: string;
  /** As it is without the suggestion. */
  readonly text: string;
  /** In UTF-16 units of the text. */
  readonly offset: number;
  readonly insertText: string;
  /** As in `Suggestion`. */
  readonly replaceSuffix: number;
}

/** Calls and notices that the `indexer` child understands. */
export interface IndexerMethods {
  /** Walks and indexes; sends `indexed` when the model file is written, and again after later changes. */
  index(params: IndexParams): void;
  /** Absolute path of a file that was opened: what is beside it is read before the rest. */
  opened(params: { readonly file: string }): void;
  /** Absolute paths that were written, created or deleted. */
  filesChanged(params: { readonly files: readonly string[] }): void;
  context(params: ContextParams): Promise<readonly Snippet[]>;
  /** The same with what speaks for each line. */
  explainContext(params: ContextParams): Promise<readonly SelectedSnippet[]>;
  /** What is defined under a name as people write it: `overdue`, `Loan.overdue`, `Loan::overdue`. */
  definitions(params: { readonly name: string }): readonly LocatedDefinition[];
  /** Who uses what has that name. */
  usages(params: { readonly name: string }): Usages;
  /** What may have to change with what has that name. */
  impact(params: { readonly name: string }): ImpactSet;
  search(params: SearchParams): SearchResult;
  outline(params: OutlineParams): Promise<OutlineResult>;
  /** What has to be imported for a suggestion; nothing while the index is not whole, since another file may have that name. */
  imports(params: SuggestionParams): Promise<readonly NeededImport[]>;
  /** Names of a suggestion that nobody has; none while the index is not whole. Places are offsets of the text with it. */
  invented(params: SuggestionParams): Promise<readonly InventedName[]>;
  /** Answered when all that was told before is taken up, without the pause that changes are else given. */
  settle(params: Record<string, never>): Promise<void>;
  /** Indexing stops after the file that is being read, until `resume`; questions are answered meanwhile. */
  pause(params: Record<string, never>): void;
  resume(params: Record<string, never>): void;
  memory(params: Record<string, never>): ProcessUsage;
}

export interface IndexedNotice {
  readonly modelFile: string;
  readonly files: number;
  /** Of these files, those whose definitions are known: what has no grammar, or took a parser too long, is text alone. */
  readonly outlined: number;
  /** There are more files than are read: the definitions of open folders only are known. */
  readonly isCut: boolean;
  readonly skipped: number;
  readonly bytes: number;
  /** That making it took. */
  readonly milliseconds: number;
  /** Wall clock, milliseconds, when it began to read files: what was written before is in the model. */
  readonly begunMs: number;
}

export interface ProgressNotice {
  /** Read so far. */
  readonly files: number;
  /** About so many will be read; `undefined` in a folder that was never indexed. */
  readonly expected: number | undefined;
}

/** What the indexer tells without being asked. */
export interface IndexerNotices {
  indexed(params: IndexedNotice): void;
  /** While it indexes, twice a second. */
  progress(params: ProgressNotice): void;
  /** The folder could not be indexed; a `problem` says why. */
  gaveUp(params: Record<string, never>): void;
  /** One line for the person, where one is due (a folder without rights, a file that no parser survives). */
  problem(params: { readonly message: string }): void;
}
