import { Lru } from '../base/lru.ts';
import type { Snippet } from '../context/snippet.ts';
import type { CompletionSource, Generated } from './provide-completion.ts';
import type { CompletionRequest } from './request.ts';
import { typedSince } from './typed-since.ts';

/**
 * What a model was asked and what it said, in front of a source that costs something: a request whose answer fits what was
 * typed meanwhile is kept and followed on, an answer that is there is read from memory, and only what neither can
 * serve is asked. So one answer serves all keys that are typed into it, and backspace asks nothing.
 */
export interface Answers {
  /**
   * As the source behind it. Who leaves, at a deadline say, leaves the answer to go on by itself: it is wanted on the next key.
   */
  readonly source: CompletionSource;
  /** Asks for what nobody waits for yet. */
  askAhead(request: CompletionRequest, snippets: readonly Snippet[]): void;
  /** Whether an answer is there, whole or under way, that the request would be served from. */
  has(request: CompletionRequest, snippets: readonly Snippet[]): boolean;
  /** Told when an answer that was left has ended in good order: more may be known than what was taken of it. */
  onGrown(listener: (uri: string) => void): void;
  forget(): void;
}

interface Answer {
  readonly request: CompletionRequest;
  readonly snippetsKey: string;
  readonly pieces: Generated[];
  text: string;
  state: 'running' | 'done' | 'failed';
  error: unknown;
  /** Somebody left while it was running. */
  wasLeft: boolean;
  /** Somebody was given all of it. */
  wasRead: boolean;
  readonly stop: AbortController;
  /** Resolves when there is more, or the end. */
  more: PromiseWithResolvers<void>;
}

const CAPACITY = 100;

export function createAnswers(upstream: CompletionSource): Answers {
  const answers = new Lru<string, Answer>(CAPACITY);
  const running = new Map<string, Answer>();
  /** Of each document the one that was asked for last. */
  const latest = new Lru<string, Answer>(CAPACITY);
  let grown: (uri: string) => void = () => {};
  let asked = 0;

  function find(request: CompletionRequest, snippets: readonly Snippet[]): Answer | undefined {
    if (request.variation !== undefined) return undefined;
    const snippetsKey = keyOf(snippets);
    for (const answer of answers.values()) {
      if (answer.request.uri !== request.uri) continue;
      if (answer.snippetsKey !== snippetsKey && !isAwaited(answer)) continue;
      const typed = typedSince(answer.request, request);
      if (typed !== undefined && fits(answer, typed)) return answer;
    }
    return undefined;
  }

  /**
   * The context is looked up anew whenever a person pauses, which is when a slow answer comes. To ask again for what nobody has
   * read yet would put it off at each pause, for ever where a model is slow.
   */
  function isAwaited(answer: Answer): boolean {
    return !answer.wasRead && latest.get(answer.request.uri) === answer;
  }

  /** Starts a request, which nothing but a newer one for the document ends. */
  function ask(request: CompletionRequest, snippets: readonly Snippet[]): Answer {
    running.get(request.uri)?.stop.abort('superseded');
    const answer: Answer = {
      request,
      snippetsKey: keyOf(snippets),
      pieces: [],
      text: '',
      state: 'running',
      error: undefined,
      wasLeft: false,
      wasRead: false,
      stop: new AbortController(),
      more: Promise.withResolvers(),
    };
    const key = String(++asked);
    answers.set(key, answer);
    running.set(request.uri, answer);
    latest.set(request.uri, answer);
    void follow(answer, snippets);
    return answer;
  }

  async function follow(answer: Answer, snippets: readonly Snippet[]): Promise<void> {
    try {
      for await (const piece of upstream(answer.request, snippets, answer.stop.signal)) {
        answer.pieces.push(piece);
        answer.text += piece.text;
        wake(answer);
      }
      // One that was stopped may end in good order, too, and holds half of what there was to say.
      answer.state = answer.stop.signal.aborted ? 'failed' : 'done';
      answer.error = answer.stop.signal.reason;
    } catch (error) {
      answer.state = 'failed';
      answer.error = error;
    }
    if (running.get(answer.request.uri) === answer) running.delete(answer.request.uri);
    wake(answer);
    if (answer.state === 'done' && answer.wasLeft) grown(answer.request.uri);
  }

  async function* read(answer: Answer, typed: string, signal: AbortSignal): AsyncGenerator<Generated, void> {
    let at = 0;
    let passed = 0;
    let ended = false;
    try {
      for (;;) {
        if (answer.state !== 'failed' && !agrees(answer, typed)) throw new Contradicted();
        for (; at < answer.pieces.length; at++) {
          const piece = answer.pieces[at]!;
          const start = passed;
          passed += piece.text.length;
          if (passed <= typed.length && piece.text !== '') continue;
          const skip = Math.max(0, typed.length - start);
          yield skip === 0 ? piece : { ...piece, text: piece.text.slice(skip) };
        }
        if (answer.state === 'failed') throw answer.error;
        if (answer.state === 'done') break;
        await orAborted(answer.more.promise, signal);
        signal.throwIfAborted();
      }
      ended = true;
      answer.wasRead = true;
    } finally {
      if (!ended && answer.state === 'running') answer.wasLeft = true;
    }
  }

  return {
    async *source(request, snippets, signal) {
      signal.throwIfAborted();
      if (request.variation !== undefined) {
        yield* upstream(request, snippets, signal);
        return;
      }
      const known = find(request, snippets);
      if (known !== undefined) {
        try {
          yield* read(known, typedSince(known.request, request)!, signal);
          return;
        } catch (error) {
          // What was typed turned out to be something else, or the answer broke off: then it is asked anew.
          if (signal.aborted || !(error instanceof Contradicted || known.state === 'failed')) throw error;
        }
      }
      yield* read(ask(request, snippets), '', signal);
    },
    askAhead(request, snippets) {
      if (find(request, snippets) === undefined) ask(request, snippets);
    },
    has: (request, snippets) => find(request, snippets) !== undefined,
    onGrown: (listener) => (grown = listener),
    forget() {
      for (const answer of running.values()) answer.stop.abort('superseded');
      answers.clear();
      latest.clear();
    },
  };
}

/** The typed text went another way than the answer. */
class Contradicted extends Error {}

/** Something of it is left, or may still come. */
function fits({ state, text }: Answer, typed: string): boolean {
  switch (state) {
    case 'failed':
      return false;
    case 'running':
      return text.startsWith(typed) || typed.startsWith(text);
    case 'done':
      // The very place is answered, too, where the answer was nothing.
      return text.startsWith(typed) && (typed === '' || text.length > typed.length);
  }
}

/** As far as it is known, it goes the way that was typed. */
function agrees({ state, text }: Answer, typed: string): boolean {
  return text.startsWith(typed) || (state === 'running' && typed.startsWith(text));
}

function wake(answer: Answer): void {
  const { more } = answer;
  answer.more = Promise.withResolvers();
  more.resolve();
}

function orAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<void>();
  const abort = (): void => aborted.resolve();
  signal.addEventListener('abort', abort, { once: true });
  return Promise.race([promise, aborted.promise]).finally(() => signal.removeEventListener('abort', abort));
}

/** The prompt of a changed context is another prompt. */
function keyOf(snippets: readonly Snippet[]): string {
  return snippets.map(({ path, text }) => `${path}\0${text.length}\0${text}`).join('\0');
}
