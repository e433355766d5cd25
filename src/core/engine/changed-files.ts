import { languageSyntax } from '../syntax/languages.ts';
import { CODE, type LineState } from '../syntax/line-state.ts';
import { chainRenamed } from './chain-renamed.ts';
import { isWorthLearning } from './is-worth-learning.ts';
import { FILE_BORDER, lineStart } from './markers.ts';
import type { SortedCode } from './repository-model.ts';
import { located, type LocatedCode } from './repository-source.ts';
import { sortPositions } from './sort-positions.ts';
import { tokenizeLine } from './tokenizer.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A file as it is by now; without text it is gone, or not worth learning. */
export interface ChangedFile {
  readonly path: string;
  readonly languageId: string;
  readonly text: string | undefined;
  /** When it was read: a model that was begun later knows it. */
  readonly readMs: number;
}

interface Learned extends ChangedFile {
  /** As in `SortedCode`, without borders; `undefined` until it is lexed. */
  tokens: Int32Array | undefined;
  isSettled: boolean;
}

/** Tokens that are sorted at a stretch, some 3 ms; and that the files changed last may have before they settle. */
const SORTED_AT_ONCE = 10_000;
const SLICE_CHARS = 10_000;

/** A folder of this many is indexed anew soon: until then the others are left out, and no more. */
const MOST_FILES = 500;

/**
 * What has changed since the repository's model was made, small enough to be sorted while somebody types. Two parts, so
 * that a saved file costs little however many were saved before: the files changed last, sorted anew with each of them,
 * and those that have settled. The model's own copies of all of them are left out.
 */
export class ChangedFiles {
  readonly #files = new Map<string, Learned>();
  #settled: LocatedCode | undefined;
  #recent: LocatedCode | undefined;
  #work: Generator<void, void> | undefined;
  #isDue = false;
  #isKnown = true;

  /** Of all that have changed: older copies of these count for nothing. */
  get paths(): ReadonlySet<string> {
    return new Set(this.#files.keys());
  }

  /** Whether `parts` has them as they are by now; what `prepareSome` has left to do then makes later changes cheap. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** What is known of them, and which files of each are no longer what they were. */
  get parts(): readonly { readonly located: LocatedCode; readonly leftOut: ReadonlySet<string> }[] {
    const leftOut = new Set([...this.#files.values()].filter(({ isSettled }) => !isSettled).map(({ path }) => path));
    return [
      ...(this.#settled ? [{ located: this.#settled, leftOut }] : []),
      ...(this.#recent ? [{ located: this.#recent, leftOut: NONE }] : []),
    ];
  }

  set(file: ChangedFile): void {
    const mayStay = this.#files.size < MOST_FILES || this.#files.has(file.path);
    const isLearned =
      mayStay &&
      file.text !== undefined &&
      languageSyntax(file.languageId).kind !== 'prose' &&
      isWorthLearning(file.text);
    this.#files.set(file.path, {
      ...file,
      text: isLearned ? file.text : undefined,
      tokens: undefined,
      isSettled: false,
    });
    this.#begin();
  }

  /** A model is there that was begun then: it knows what was read before. */
  forgetBefore(timeMs: number): void {
    for (const { path, readMs } of this.#files.values()) if (readMs < timeMs) this.#files.delete(path);
    this.forgetTokens();
  }

  /** The ids have a new meaning. */
  forgetTokens(): void {
    for (const file of this.#files.values()) {
      file.tokens = undefined;
      file.isSettled = false;
    }
    this.#settled = undefined;
    this.#recent = undefined;
    this.#begin();
  }

  /** A slice of some milliseconds; whether all is taken in then. `onTakenIn` is called when `parts` has changed. */
  prepareSome(vocabulary: Vocabulary, onTakenIn: () => void): boolean {
    if (!this.#isDue) return true;
    this.#work ??= this.#takeIn(vocabulary, onTakenIn);
    if (this.#work.next().done !== true) return false;
    this.#work = undefined;
    this.#isDue = false;
    return true;
  }

  #begin(): void {
    this.#isDue = true;
    this.#isKnown = false;
    this.#work = undefined;
  }

  *#takeIn(vocabulary: Vocabulary, onTakenIn: () => void): Generator<void, void> {
    for (const file of this.#files.values()) {
      if (file.text !== undefined) file.tokens ??= yield* tokenize(file.text, file.languageId, vocabulary);
    }
    const recent = [...this.#files.values()].filter(({ tokens, isSettled }) => tokens !== undefined && !isSettled);
    const size = recent.reduce((sum, { tokens }) => sum + tokens!.length, 0);
    const [first] = recent;
    this.#recent = first && located(yield* sorted(recent, vocabulary));
    this.#isKnown = true;
    onTakenIn();
    if (size < SORTED_AT_ONCE) return;
    const all = [...this.#files.values()].filter(({ tokens }) => tokens !== undefined);
    this.#settled = located(yield* sorted(all, vocabulary));
    for (const file of all) file.isSettled = true;
    this.#recent = undefined;
    onTakenIn();
  }
}

const NONE: ReadonlySet<string> = new Set();

function* tokenize(text: string, languageId: string, vocabulary: Vocabulary): Generator<void, Int32Array> {
  const language = languageSyntax(languageId);
  const tokens: number[] = [];
  let state: LineState = CODE;
  let previousIndent = 0;
  let chars = 0;
  for (const line of text.split('\n')) {
    const place = tokens.length;
    // Known only after the last of its tokens.
    tokens.push(0);
    const { endState, indent } = tokenizeLine(line, state, language, (piece, start, end, kind, spaceBefore) => {
      tokens.push(vocabulary.intern(piece.slice(start, end), kind) * 2 + (spaceBefore ? 1 : 0));
    });
    if (tokens.length === place + 1) {
      tokens.length = place;
    } else {
      tokens[place] = lineStart(indent, previousIndent) * 2;
      previousIndent = indent;
    }
    state = endState;
    chars += line.length;
    if (chars > SLICE_CHARS) {
      chars = 0;
      yield;
    }
  }
  return Int32Array.from(tokens);
}

function* sorted(files: readonly Learned[], vocabulary: Vocabulary): Generator<void, SortedCode> {
  const tokens = new Int32Array(files.reduce((sum, file) => sum + file.tokens!.length + 1, 1));
  const fileStarts = new Int32Array(files.length + 1);
  let end = 0;
  tokens[end++] = FILE_BORDER;
  for (const [index, file] of files.entries()) {
    fileStarts[index] = end;
    tokens.set(file.tokens!, end);
    end += file.tokens!.length;
    tokens[end++] = FILE_BORDER;
  }
  fileStarts[files.length] = end;
  const ids = tokens.map((token) => token >> 1);
  const { positions, bucketStarts } = yield* sortPositions(ids, vocabulary.size, SORTED_AT_ONCE);
  const renamed = yield* chainRenamed(ids, vocabulary);
  return { tokens, positions, bucketStarts, ...renamed, paths: files.map(({ path }) => path), fileStarts };
}
