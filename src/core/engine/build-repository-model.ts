import { releaseNumbers, resizeNumbers } from '../base/release-numbers.ts';
import { languageSyntax } from '../syntax/languages.ts';
import { CODE, type LineState } from '../syntax/line-state.ts';
import { freezeVocabulary } from './frozen-vocabulary.ts';
import { isWorthLearning } from './is-worth-learning.ts';
import type { RepositoryModel } from './repository-model.ts';
import { chainRenamed, frozenKinds } from './chain-renamed.ts';
import { sortPositions } from './sort-positions.ts';
import { tokenizeLine } from './tokenizer.ts';
import { WordTable } from './word-table.ts';
import { FILE_BORDER, FIRST_WORD, lineStart } from './markers.ts';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** As `vscode` names it. Prose is passed over, and what no person wrote. */
  readonly languageId: string;
}

/** In one go; `RepositoryBuilder` does it in steps. */
export function buildRepositoryModel(files: Iterable<SourceFile>): RepositoryModel {
  const builder = new RepositoryBuilder();
  for (const file of files) builder.addFile(file);
  return builder.finish();
}

/** Collects files one by one; the same files make the same model, in whatever order they come. */
export class RepositoryBuilder {
  /** Words are numbered as they come and sorted at the end. */
  readonly #words = new WordTable();
  readonly #paths: string[] = [];
  readonly #fileStarts: number[] = [];
  #tokens = new Int32Array(1 << 16);
  #length = 0;

  constructor() {
    this.#push(FILE_BORDER);
  }

  get tokenCount(): number {
    return this.#length;
  }

  addFile({ path, text, languageId }: SourceFile): void {
    const language = languageSyntax(languageId);
    if (language.kind === 'prose' || !isWorthLearning(text)) return;
    this.#paths.push(path);
    this.#fileStarts.push(this.#length);
    let state: LineState = CODE;
    let previousIndent = 0;
    for (const line of text.split('\n')) {
      // The line start goes before the first token, but the indent is known only after the last.
      const place = this.#length++;
      const { endState, indent } = tokenizeLine(line, state, language, (piece, start, end, kind, spaceBefore) => {
        this.#push(this.#words.intern(piece, start, end, kind) * 2 + (spaceBefore ? 1 : 0));
      });
      if (this.#length === place + 1) {
        this.#length = place;
      } else {
        this.#tokens[place] = lineStart(indent, previousIndent) * 2;
        previousIndent = indent;
      }
      state = endState;
    }
    this.#push(FILE_BORDER);
  }

  finish(): RepositoryModel {
    const steps = this.finishInSteps();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }

  /** The same in steps of some 20 ms, for who must stay responsive. What was collected is used up by it. */
  *finishInSteps(): Generator<void, RepositoryModel> {
    const words = this.#words.words();
    const order = [...words.keys()].toSorted((a, b) => byUnits(words[a]!, words[b]!));
    const kinds = new Uint8Array(words.length);
    const newIds = new Int32Array(FIRST_WORD + words.length);
    for (let marker = 0; marker < FIRST_WORD; marker++) newIds[marker] = marker;
    for (const [place, number] of order.entries()) {
      newIds[FIRST_WORD + number] = FIRST_WORD + place;
      kinds[place] = this.#words.kinds[number]!;
    }
    yield;
    const { tokens, paths, fileStarts } = this.#byPath();
    const ids = new Int32Array(tokens.length);
    for (let i = 0; i < tokens.length; i++) {
      ids[i] = newIds[tokens[i]! >> 1]!;
      tokens[i] = ids[i]! * 2 + (tokens[i]! & 1);
    }
    yield;
    const { positions, bucketStarts } = yield* sortPositions(ids, newIds.length);
    const vocabulary = freezeVocabulary(
      order.map((number) => words[number]!),
      kinds,
    );
    const { renamedHeads, renamedNext } = yield* chainRenamed(ids, frozenKinds(vocabulary));
    releaseNumbers(ids);
    return {
      vocabulary,
      tokens,
      positions,
      bucketStarts,
      renamedHeads,
      renamedNext,
      paths,
      fileStarts,
    };
  }

  /** Which files are read first depends on what was open: an answer must not. */
  #byPath(): Pick<RepositoryModel, 'tokens' | 'paths' | 'fileStarts'> {
    const files = this.#paths.map((path, index) => ({
      path,
      start: this.#fileStarts[index]!,
      end: this.#fileStarts[index + 1] ?? this.#length,
    }));
    files.sort((a, b) => byUnits(a.path, b.path));
    const tokens = new Int32Array(this.#length);
    tokens[0] = this.#tokens[0]!;
    const fileStarts = new Int32Array(files.length + 1);
    let length = 1;
    for (const [index, { start, end }] of files.entries()) {
      fileStarts[index] = length;
      tokens.set(this.#tokens.subarray(start, end), length);
      length += end - start;
    }
    fileStarts[files.length] = length;
    releaseNumbers(this.#tokens);
    return { tokens, paths: files.map(({ path }) => path), fileStarts };
  }

  #push(token: number): void {
    if (this.#length >= this.#tokens.length) this.#tokens = resizeNumbers(this.#tokens, 2 * this.#tokens.length);
    this.#tokens[this.#length++] = token;
  }
}

function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
