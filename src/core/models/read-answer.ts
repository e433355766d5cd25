import type { Clock } from '../base/clock.ts';
import { isRecord, throwReportedError, type AnswerPiece, type DecodePiece } from './answer.ts';
import { ModelError } from './model-error.ts';
import { readChunks, type Limits } from './read-chunks.ts';
import { EventSplitter, type ServerEvent } from './split-events.ts';
import { LineSplitter } from './split-lines.ts';
import type { Watch } from './watch.ts';

export interface AnswerOptions {
  /** Server-sent events, or a JSON object a line (NDJSON). */
  readonly framing: 'events' | 'lines';
  readonly decode: DecodePiece;
  readonly limits: Limits;
  readonly clock: Clock;
}

/**
 * A model's answer, piece by piece. Ends quietly only when the model was done; everything else ends in a `ModelError`,
 * after the pieces that came before it. Once the model has said why it stopped, nothing that follows can spoil the answer.
 */
export async function* readAnswer(
  response: Response,
  watch: Watch,
  options: AnswerOptions,
): AsyncGenerator<AnswerPiece, void> {
  const { limits, clock } = options;
  const parser = new AnswerParser(options);
  const decoder = new TextDecoder();
  const chunks = readChunks(response, watch, limits, () => (parser.finished ? AFTERMATH_MS : limits.silenceMs));
  let keepConnection = false;
  try {
    for (;;) {
      const { done, value } = await chunks.next();
      if (done === true) break;
      yield* parser.push(decoder.decode(value, { stream: true }));
      if (parser.done) {
        keepConnection = true;
        return;
      }
    }
    yield* parser.end(decoder.decode());
  } catch (error) {
    if (!parser.finished || !(error instanceof ModelError)) throw error;
  } finally {
    void (keepConnection ? drain(chunks, watch, clock) : chunks.return());
  }
}

/** What may come after the model's last word, a count of tokens say, comes at once or is not worth the wait. */
const AFTERMATH_MS = 1_000;

/** A body that was read to its end leaves a connection that the next request can use; most end right after `[DONE]`. */
async function drain(chunks: AsyncGenerator<Uint8Array, void>, watch: Watch, clock: Clock): Promise<void> {
  // The generator cannot be asked to return while it waits; an abort ends the wait.
  const timer = clock.after(AFTERMATH_MS, () => watch.abort('the answer is complete'));
  try {
    while ((await chunks.next()).done !== true);
  } catch {
    // How the connection ends is of no interest any more.
  } finally {
    timer.dispose();
  }
}

class AnswerParser {
  readonly #options: AnswerOptions;
  readonly #events: EventSplitter;
  readonly #lines: LineSplitter;
  /** `whole`: one JSON object, from a server that does not stream. Unknown until the first visible character. */
  #mode: 'unknown' | 'events' | 'lines' | 'whole';
  #whole = '';
  #highSurrogate = '';
  #sawAnswer = false;
  #sawText = false;
  /** The model has said why it stopped. */
  finished = false;
  /** The server has said that nothing follows. */
  done = false;

  constructor(options: AnswerOptions) {
    this.#options = options;
    this.#events = new EventSplitter(options.limits.maxEventLength);
    this.#lines = new LineSplitter(options.limits.maxEventLength);
    this.#mode = options.framing === 'lines' ? 'lines' : 'unknown';
  }

  *push(text: string): Generator<AnswerPiece, void> {
    if (this.#mode === 'unknown') this.#sniff(text);
    switch (this.#mode) {
      case 'whole':
        this.#whole += text;
        if (this.#whole.length > this.#options.limits.maxEventLength) throw new ModelError('too-large');
        return;
      case 'lines':
        for (const line of this.#lines.push(text)) yield* this.#take(line, '', 'bad-response');
        return;
      case 'unknown':
      case 'events':
        for (const event of this.#events.push(text)) {
          yield* this.#take(event.data, event.name, 'bad-response');
          if (this.done) return;
        }
    }
  }

  *end(text: string): Generator<AnswerPiece, void> {
    yield* this.push(text);
    if (this.#mode === 'whole') {
      yield* this.#take(this.#whole, '', 'bad-response');
      if (!this.#sawAnswer) throw new ModelError('bad-response');
      this.finished = true;
    } else if (!this.done) {
      for (const { data, name } of this.#rest()) yield* this.#take(data, name, 'incomplete');
    }
    yield* this.#flush();
    if (this.done || this.finished) return;
    if (this.#sawAnswer) throw new ModelError('incomplete');
    throw new ModelError(this.#events.sawForeignLine ? 'bad-response' : 'empty');
  }

  #rest(): readonly ServerEvent[] {
    return this.#mode === 'lines' ? [{ name: '', data: this.#lines.end() }] : this.#events.end();
  }

  /** Content types lie more often than first characters do. */
  #sniff(text: string): void {
    const first = /\S/.exec(text)?.[0];
    if (first === undefined) return;
    if (first === '<') throw new ModelError('bad-response');
    this.#mode = first === '{' ? 'whole' : 'events';
  }

  /** `broken` is what text that is no JSON means here. */
  *#take(data: string, event: string, broken: 'bad-response' | 'incomplete'): Generator<AnswerPiece, void> {
    const text = data.trim();
    if (text === '') return;
    if (text.toUpperCase() === '[DONE]') {
      if (!this.finished && !this.#sawText) throw new ModelError('empty');
      this.done = true;
      yield* this.#flush();
      return;
    }
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      if (this.finished) return;
      const kind = /^[{[]/.test(text) ? broken : 'bad-response';
      throw new ModelError(event === 'error' ? 'server-error' : kind, { cause: error });
    }
    if (!isRecord(json)) return;
    if (!this.finished) {
      throwReportedError(json);
      if (event === 'error') throw new ModelError('server-error');
    }
    const piece = this.#options.decode(json);
    if (piece === undefined) return;
    this.#sawAnswer = true;
    this.finished ||= piece.finish !== undefined;
    yield* this.#wholeCharacters(piece);
  }

  /** A character outside the basic plane may come in two halves; nobody after us should have to know. */
  *#wholeCharacters(piece: AnswerPiece): Generator<AnswerPiece, void> {
    let text = this.#highSurrogate + piece.text;
    this.#highSurrogate = '';
    if (piece.finish === undefined && /[\ud800-\udbff]$/.test(text)) {
      this.#highSurrogate = text.slice(-1);
      text = text.slice(0, -1);
    }
    this.#sawText ||= text !== '';
    if (text !== '' || Object.keys(piece).length > 1) yield { ...piece, text };
  }

  *#flush(): Generator<AnswerPiece, void> {
    if (this.#highSurrogate !== '') yield { text: this.#highSurrogate };
    this.#highSurrogate = '';
  }
}
