import { FrozenVocabulary } from './frozen-vocabulary.ts';
import { FIRST_WORD } from './markers.ts';
import type { RepositoryModel } from './repository-model.ts';

/** Why bytes are no repository model that can be used; the remedy is the same for all: index anew. */
export class RepositoryModelError extends Error {
  readonly kind: 'foreign' | 'other-version' | 'truncated' | 'corrupt';

  constructor(kind: RepositoryModelError['kind']) {
    super(`unusable repository model: ${kind}`);
    this.kind = kind;
  }
}

const MAGIC = 0x6f74746f; // "otto", as little-endian machines read it.
const VERSION = 2;

/** Each takes a millisecond or two. */
const STEP_NUMBERS = 250_000;
const STEP_BYTES = 250_000;

/**
 * The file: nine numbers (`Header`), the arrays of 32 bits in the order of `sections`, then the token kinds, the words
 * and the paths as UTF-8, filled up to a multiple of four bytes. All numbers in the machine's order, which is
 * little-endian wherever VS Code runs; elsewhere the magic does not fit.
 */
export function encodeRepositoryModel(model: RepositoryModel): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const words = encoder.encode(model.vocabulary.blob);
  const paths = encoder.encode(model.paths.join(''));
  const header: Header = {
    tokens: model.tokens.length,
    words: model.vocabulary.kinds.length,
    files: model.paths.length,
    wordBytes: words.length,
    pathBytes: paths.length,
    renamedHeads: model.renamedHeads.length,
  };
  const bytes = new Uint8Array(layout(header).end);
  const { numbers, kinds, wordBytes, pathBytes } = viewsOf(bytes, header);
  numbers.tokens.set(model.tokens);
  numbers.positions.set(model.positions);
  numbers.bucketStarts.set(model.bucketStarts);
  numbers.renamedHeads.set(model.renamedHeads);
  numbers.renamedNext.set(model.renamedNext);
  numbers.fileStarts.set(model.fileStarts);
  numbers.wordOffsets.set(model.vocabulary.offsets);
  numbers.pathOffsets.set(offsetsOf(model.paths));
  kinds.set(model.vocabulary.kinds);
  wordBytes.set(words);
  pathBytes.set(paths);
  const { tokens, files } = header;
  const all = new Int32Array(bytes.buffer);
  const { renamedHeads } = header;
  all.set([MAGIC, VERSION, 0, tokens, header.words, files, header.wordBytes, header.pathBytes, renamedHeads]);
  all[2] = lastOf(checksum(all));
  return bytes;
}

/**
 * The arrays of the model are views on `bytes`, which must not change afterwards.
 * Throws `RepositoryModelError` for anything that `encodeRepositoryModel` has not written.
 */
export function decodeRepositoryModel(bytes: Uint8Array): RepositoryModel {
  return lastOf(decodeInSteps(bytes));
}

/** The same in steps of a millisecond or two, for who must not be held up. */
export function* decodeInSteps(bytes: Uint8Array): Generator<void, RepositoryModel> {
  const aligned = bytes.byteOffset % 4 === 0 && bytes.buffer instanceof ArrayBuffer ? bytes : bytes.slice();
  const header = yield* readHeader(aligned);
  const { numbers, kinds, wordBytes, pathBytes } = viewsOf(aligned, header);
  const blob = yield* decodeText(wordBytes);
  const allPaths = yield* decodeText(pathBytes);
  const { tokens, positions, bucketStarts, renamedHeads, renamedNext, fileStarts, wordOffsets, pathOffsets } = numbers;
  if (blob.length !== wordOffsets.at(-1) || allPaths.length !== pathOffsets.at(-1)) {
    throw new RepositoryModelError('corrupt');
  }
  return {
    vocabulary: new FrozenVocabulary(
      blob,
      new Uint32Array(wordOffsets.buffer, wordOffsets.byteOffset, wordOffsets.length),
      kinds,
    ),
    tokens,
    positions,
    bucketStarts,
    renamedHeads,
    renamedNext,
    fileStarts,
    paths: Array.from({ length: header.files }, (_, i) => allPaths.slice(pathOffsets[i], pathOffsets[i + 1])),
  };
}

interface Header {
  readonly tokens: number;
  readonly words: number;
  readonly files: number;
  readonly wordBytes: number;
  readonly pathBytes: number;
  readonly renamedHeads: number;
}

const HEADER_NUMBERS = 9;

function* readHeader(bytes: Uint8Array): Generator<void, Header> {
  if (bytes.length < 4 * HEADER_NUMBERS) throw new RepositoryModelError(bytes.length === 0 ? 'truncated' : 'foreign');
  const all = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  if (all[0] !== MAGIC) throw new RepositoryModelError('foreign');
  if (all[1] !== VERSION) throw new RepositoryModelError('other-version');
  const [tokens, words, files, wordBytes, pathBytes, renamedHeads] = all.subarray(3, HEADER_NUMBERS) as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (Math.min(tokens - 1, words, files, wordBytes, pathBytes, renamedHeads - 1) < 0)
    throw new RepositoryModelError('corrupt');
  const header = { tokens, words, files, wordBytes, pathBytes, renamedHeads };
  const { end } = layout(header);
  if (bytes.length !== end) throw new RepositoryModelError(bytes.length < end ? 'truncated' : 'corrupt');
  if ((yield* checksum(all)) !== all[2]) throw new RepositoryModelError('corrupt');
  return header;
}

/** Lengths of the arrays of numbers, in their order; where the bytes after them begin, and the file ends. */
function layout({ tokens, words, files, wordBytes, pathBytes, renamedHeads }: Header) {
  const sections = {
    tokens,
    positions: tokens - 1,
    bucketStarts: FIRST_WORD + words + 1,
    renamedHeads,
    renamedNext: tokens,
    fileStarts: files + 1,
    wordOffsets: words + 1,
    pathOffsets: files + 1,
  };
  const numbersEnd = 4 * (HEADER_NUMBERS + Object.values(sections).reduce((sum, length) => sum + length, 0));
  return { sections, numbersEnd, end: Math.ceil((numbersEnd + words + wordBytes + pathBytes) / 4) * 4 };
}

function viewsOf(bytes: Uint8Array, header: Header) {
  const { sections, numbersEnd } = layout(header);
  let at = bytes.byteOffset + 4 * HEADER_NUMBERS;
  const next = (length: number): Int32Array => {
    const view = new Int32Array(bytes.buffer, at, length);
    at += 4 * length;
    return view;
  };
  // Evaluated in this order, which is the order in the file.
  const numbers = {
    tokens: next(sections.tokens),
    positions: next(sections.positions),
    bucketStarts: next(sections.bucketStarts),
    renamedHeads: next(sections.renamedHeads),
    renamedNext: next(sections.renamedNext),
    fileStarts: next(sections.fileStarts),
    wordOffsets: next(sections.wordOffsets),
    pathOffsets: next(sections.pathOffsets),
  };
  const wordsAt = numbersEnd + header.words;
  return {
    numbers,
    kinds: bytes.subarray(numbersEnd, wordsAt),
    wordBytes: bytes.subarray(wordsAt, wordsAt + header.wordBytes),
    pathBytes: bytes.subarray(wordsAt + header.wordBytes, wordsAt + header.wordBytes + header.pathBytes),
  };
}

function offsetsOf(texts: readonly string[]): Int32Array {
  const offsets = new Int32Array(texts.length + 1);
  for (const [index, text] of texts.entries()) offsets[index + 1] = offsets[index]! + text.length;
  return offsets;
}

/** FNV-1a over numbers of 32 bits, from the counts in the header to the end. */
function* checksum(all: Int32Array): Generator<void, number> {
  let hash = 0x811c9dc5 | 0;
  for (let from = 3; from < all.length; from += STEP_NUMBERS) {
    const end = Math.min(from + STEP_NUMBERS, all.length);
    for (let i = from; i < end; i++) hash = Math.imul(hash ^ all[i]!, 0x01000193);
    yield;
  }
  return hash;
}

function* decodeText(bytes: Uint8Array): Generator<void, string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += STEP_BYTES) {
    parts.push(decoder.decode(bytes.subarray(at, at + STEP_BYTES), { stream: true }));
    yield;
  }
  parts.push(decoder.decode());
  return parts.join('');
}

function lastOf<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
