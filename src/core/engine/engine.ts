import type { TextEdit } from '../text/text-edit.ts';
import { CandidateTable } from './candidate-table.ts';
import { type ChangedFile, ChangedFiles } from './changed-files.ts';
import { bestCut, cutsOf, surerCut, type Cut } from './choose.ts';
import { contextAtCursor, type CursorContext } from './cursor-context.ts';
import { decode, render, type Continuation } from './decode.ts';
import { draftOf, type EngineDraft } from './draft.ts';
import { DocumentModel } from './document-model.ts';
import { fileNames } from './file-names.ts';
import { withFurtherLines } from './further-lines.ts';
import { type Part, Predictor } from './predictor.ts';
import { rankNet } from './rank-weights.ts';
import { Ranker } from './ranker.ts';
import type { RepositoryModel } from './repository-model.ts';
import { located, type LocatedCode, RepositorySource, type SeenFrom } from './repository-source.ts';
import { type RepositoryView, viewOf } from './repository-view.ts';
import { Vocabulary } from './vocabulary.ts';

/** What the embedded engine hands to the pipeline: a guess and how sure it is. It does not decide whether to show it. */
export interface EngineSuggestion {
  /** What to insert at the cursor. */
  readonly text: string;
  /** Calibrated probability, 0 to 1, that `text` is exactly what the person would write next. */
  readonly confidence: number;
  /** Whether the guess ends the line. */
  readonly endsLine: boolean;
  readonly tokens: number;
  /** Mean natural-log probability of the tokens. */
  readonly meanLogProbability: number;
  /** A beginning of `text` that is surer and can stand alone, where there is one: for where `text` is not sure enough. */
  readonly surer?: { readonly text: string; readonly confidence: number };
}

/** Where a suggestion is wanted. */
export interface CursorPlace {
  readonly uri: string;
  readonly version: number;
  /** UTF-16 units from the start of the document. */
  readonly offset: number;
  /** Absolute paths of files whose code counts as near. */
  readonly nearPaths: readonly string[];
}

/** Everything that the engine finds at a cursor: for training and measuring. */
export interface EngineFindings {
  readonly best: Cut | undefined;
  /** As in `EngineSuggestion`. */
  readonly surer: Cut | undefined;
  readonly cuts: readonly Cut[];
  /** The likeliest rest of the line, and its probability before calibration. */
  readonly line: string;
  readonly lineProbability: number;
}

/** Words that open documents may add before the vocabulary is made anew: half-typed names would fill it for ever. */
const MAX_OWN_WORDS = 100_000;

/** Lexed in one to three milliseconds. */
const SLICE_CHARS = 10_000;

/** Open documents, the repository, and what follows from them at a cursor. */
export class Engine {
  readonly #documents = new Map<string, DocumentModel>();
  #repository: RepositoryModel | undefined;
  #located: LocatedCode | undefined;
  readonly #changed = new ChangedFiles();
  /** As seen from the file of the last query: one keystroke follows another in the same file. */
  #seenFrom: SeenFrom | undefined;
  /** Of the model alone: it costs more than what has changed since. */
  #source: RepositorySource | undefined;
  #view: RepositoryView | undefined;
  #vocabulary = new Vocabulary();
  readonly #table = new CandidateTable();
  readonly #ranker: Ranker;
  readonly #without: ReadonlySet<Part>;

  /** The options are for training and measuring. */
  constructor(options: { readonly ranker?: Ranker; readonly without?: ReadonlySet<Part> } = {}) {
    this.#ranker = options.ranker ?? new Ranker(rankNet);
    this.#without = options.without ?? new Set();
  }

  /** Its lines are lexed by `prepareSome`, or else by the first query. */
  openDocument(document: {
    readonly uri: string;
    readonly path: string;
    readonly languageId: string;
    readonly version: number;
    readonly text: string;
  }): void {
    this.#documents.set(document.uri, new DocumentModel(document));
  }

  /** `undefined` where this version of the document is not known (any more). */
  documentText({ uri, version }: { readonly uri: string; readonly version: number }): string | undefined {
    const document = this.#documents.get(uri);
    return document?.version === version ? document.text() : undefined;
  }

  /** A slice of what a query would have to do first; whether there is nothing left. */
  prepareSome(): boolean {
    for (const document of this.#documents.values()) {
      if (document.language.kind !== 'prose' && !document.prepare(this.#vocabulary, SLICE_CHARS)) return false;
    }
    return this.#changed.prepareSome(this.#vocabulary, () => this.#seeChanges());
  }

  /** Whether a query sees every changed file as it is by now: before `prepareSome` is done. For measuring. */
  get knowsChanges(): boolean {
    return this.#changed.isKnown;
  }

  /** Edits are applied one after the other. A document that is not open is left alone. */
  changeDocument({ uri, version, edits }: { uri: string; version: number; edits: readonly TextEdit[] }): void {
    this.#documents.get(uri)?.change(version, edits);
  }

  closeDocument({ uri }: { readonly uri: string }): void {
    this.#documents.delete(uri);
  }

  /** `begunMs`: what was changed before then is in it. */
  setRepository(model: RepositoryModel, begunMs = Number.POSITIVE_INFINITY): void {
    this.#repository = model;
    this.#located = located(model);
    this.#source = undefined;
    this.#changed.forgetBefore(begunMs);
    this.#renewVocabulary();
  }

  /** A file that was written, created, or is gone; taken in by `prepareSome`. A folder that is gone takes its files along. */
  changeFile(file: ChangedFile): void {
    this.#changed.set(file);
    if (file.text === undefined) {
      const known = new Set([...(this.#repository?.paths ?? []), ...this.#changed.paths]);
      for (const path of known) if (path.startsWith(`${file.path}/`)) this.#changed.set({ ...file, path });
    }
    this.#seeChanges();
  }

  /** `undefined` where there is no guess, or where this version of the document is not the one the engine has. */
  complete(place: CursorPlace): EngineSuggestion | undefined {
    const { best, surer } = this.find(place) ?? {};
    if (!best) return undefined;
    const { text, confidence, endsLine, tokens, meanLogProbability } = best;
    return {
      text,
      confidence,
      endsLine,
      tokens,
      meanLogProbability,
      ...(surer ? { surer: { text: surer.text, confidence: surer.confidence } } : {}),
    };
  }

  find(place: CursorPlace): EngineFindings | undefined {
    const query = this.query(place);
    if (!query) return undefined;
    const { cursor, predictor } = query;
    const textOf = (id: number): string => this.#vocabulary.text(id);
    const continuations = decode(predictor, cursor);
    const cuts = cutsOf(continuations, cursor, textOf).filter((cut) => !repeatsNextLine(cut.text, cursor));
    const line = likeliestLine(continuations);
    const best = bestCut(cuts);
    const unit = this.#documents.get(place.uri)!.indentUnit();
    return {
      best: best && withFurtherLines(best, predictor, cursor, textOf, unit),
      surer: best && surerCut(best, cuts),
      cuts,
      line: line ? render(line, line.tokens.length, cursor, textOf) : '',
      lineProbability: line ? probabilityOf(line) : 0,
    };
  }

  /**
   * What may come on the cursor's line; `undefined` where `complete` has nothing to say, and until the repository is known: what is
   * made of a draft was fitted on those of an engine that knows it.
   */
  draft(place: CursorPlace): EngineDraft | undefined {
    const query = this.#repository && this.query(place);
    return query && draftOf(query.predictor, query.cursor, (id) => query.vocabulary.text(id));
  }

  /** The likeliest next tokens, best first; a line end as `\n`. For measuring. */
  nextTokens(place: CursorPlace, limit: number): readonly string[] {
    const query = this.query(place);
    if (!query) return [];
    const { cursor, predictor } = query;
    const { ids, length } = cursor.tokens;
    return predictor
      .predict(ids.slice(0, length), length, cursor.partial, limit)
      .map(({ id }) => this.#vocabulary.text(id) || '\n');
  }

  /** What a suggestion is made from, valid until the next query or change: for training. */
  query({
    uri,
    version,
    offset,
    nearPaths,
  }: CursorPlace): { cursor: CursorContext; predictor: Predictor; vocabulary: Vocabulary } | undefined {
    const document = this.#documents.get(uri);
    if (!document || document.version !== version || document.language.kind === 'prose') return undefined;
    if (this.#vocabulary.ownSize > MAX_OWN_WORDS) this.#renewVocabulary();
    const cursor = contextAtCursor(document, document.positionAt(offset), this.#vocabulary);
    if (!cursor) return undefined;
    const repository = this.#viewFrom({ path: document.path, nearPaths });
    return {
      cursor,
      vocabulary: this.#vocabulary,
      predictor: new Predictor({
        vocabulary: this.#vocabulary,
        cursor,
        repository,
        table: this.#table,
        ranker: this.#ranker,
        without: this.#without,
        fileNames: fileNames(document.path, this.#vocabulary),
      }),
    };
  }

  #viewFrom(from: SeenFrom): RepositoryView {
    if (this.#view && this.#seenFrom && isSame(this.#seenFrom, from)) return this.#view;
    if (!this.#seenFrom || !isSame(this.#seenFrom, from)) this.#source = undefined;
    this.#seenFrom = from;
    if (this.#located) this.#source ??= new RepositorySource(this.#located, from, this.#changed.paths);
    const { parts } = this.#changed;
    this.#view = viewOf(
      [
        ...(this.#source ? [this.#source] : []),
        ...parts.map((part) => new RepositorySource(part.located, from, part.leftOut)),
      ],
      { frozen: this.#repository?.vocabulary, vocabulary: this.#vocabulary },
      parts.map((part) => part.located),
    );
    return this.#view;
  }

  #seeChanges(): void {
    this.#view = undefined;
    for (const path of this.#changed.paths) this.#source?.leaveOut(path);
  }

  #renewVocabulary(): void {
    this.#vocabulary = new Vocabulary(this.#repository?.vocabulary);
    this.#view = undefined;
    this.#changed.forgetTokens();
    for (const document of this.#documents.values()) document.forget();
  }
}

function isSame(a: SeenFrom, b: SeenFrom): boolean {
  return a.path === b.path && a.nearPaths.join('\n') === b.nearPaths.join('\n');
}

/** What stands below already is not worth writing again. */
function repeatsNextLine(text: string, { linePrefix, nextLine }: CursorContext): boolean {
  return nextLine !== '' && ((linePrefix + text).trim() === nextLine || text.trim() === nextLine);
}

function likeliestLine(continuations: readonly Continuation[]): Continuation | undefined {
  return continuations
    .filter(({ lineEnd, tokens }) => lineEnd > 0 && tokens.length > 0)
    .toSorted((a, b) => probabilityOf(b) - probabilityOf(a))[0];
}

function probabilityOf({ tokens, lineEnd }: Continuation): number {
  return tokens.reduce((product, token) => product * token.probability, lineEnd);
}
