import { ModelError } from './model-error.ts';
import { LineSplitter } from './split-lines.ts';

/** One server-sent event; what we do not use of it is left out. */
export interface ServerEvent {
  readonly name: string;
  readonly data: string;
}

/** Cuts a stream into server-sent events, after the rules of the HTML standard. */
export class EventSplitter {
  readonly #lines: LineSplitter;
  readonly #maxLength: number;
  #name = '';
  #data: string | undefined;
  /** Whether any line was no field of an event. */
  sawForeignLine = false;

  constructor(maxLength: number) {
    this.#maxLength = maxLength;
    this.#lines = new LineSplitter(maxLength);
  }

  push(text: string): readonly ServerEvent[] {
    return this.#lines.push(text).flatMap((line) => this.#take(line));
  }

  /** The standard drops an event without its empty line; servers that forget it at the end are too many for that. */
  end(): readonly ServerEvent[] {
    return [...this.#take(this.#lines.end()), ...this.#take('')];
  }

  #take(line: string): readonly ServerEvent[] {
    if (line === '') {
      const event = { name: this.#name, data: this.#data };
      this.#name = '';
      this.#data = undefined;
      return event.data === undefined ? [] : [{ name: event.name, data: event.data }];
    }
    const colon = line.indexOf(':');
    if (colon === 0) return [];
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') {
      this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
      if (this.#data.length > this.#maxLength) throw new ModelError('too-large');
    } else if (field === 'event') this.#name = value;
    else if (field !== 'id' && field !== 'retry' && line.trim() !== '') this.sawForeignLine = true;
    return [];
  }
}
