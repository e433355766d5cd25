import type { TypingEngine, TypingQuery } from './engines.ts';
import { DEEPER, indentOf, LESS_DEEP, lexSimulated, SAME_INDENT, simulatedLanguage } from './simulation-lexer.ts';

const FILE_BORDER = 0;
/** Line starts take the first three numbers after it. */
const FIRST_WORD = 4;
const MAX_PREFIX_CHARS = 60_000;
const MAX_SUFFIX_CHARS = 30_000;
const MAX_COPIED_TOKENS = 30;
const MAX_MATCH = 24;
/** As deep as an index of reversed contexts would go. */
const MAX_REPOSITORY_MATCH = 16;
const MAX_LOCAL_CANDIDATES = 3_000;
const MAX_CANDIDATES_PER_LENGTH = 200;
const ENOUGH_CANDIDATES = 20;
const VOTERS = 64;

/**
 * Copies what followed where the longest context before the cursor was seen before, in this file rather than in others, to
 * the end of that line; the best matches vote. What prompt lookup and similar cheap methods do.
 */
export function longestMatch(): TypingEngine {
  const ids = new Map<string, number>();
  const texts: string[] = [];
  for (const text of ['\0', SAME_INDENT, DEEPER, LESS_DEEP]) idOf(text);
  const repository = new TokenStream();
  repository.push(FILE_BORDER, false);

  function idOf(text: string): number {
    const known = ids.get(text);
    if (known !== undefined) return known;
    // A flat copy: a slice would keep its whole file alive.
    const own = ` ${text}`.slice(1);
    ids.set(own, texts.length);
    return texts.push(own) - 1;
  }

  function candidates(cursor: Cursor): readonly Match[] {
    const { local, context, partial, cursorAt } = cursor;
    const fits = (id: number): boolean => id >= FIRST_WORD && texts[id]!.startsWith(partial);
    const found: Match[] = [];
    let seen = 0;
    for (const at of local.following(context.at(-1)!)) {
      if (++seen > MAX_LOCAL_CANDIDATES) break;
      if (at === cursorAt || at >= local.length || !fits(local.ids[at]!)) continue;
      // Half a token more than the same match elsewhere: this file is nearer.
      found.push({ stream: local, at, length: matchLength(local, at, context, MAX_MATCH) + 0.5 });
    }
    const byLength: Match[][] = [];
    for (const at of repository.following(context.at(-1)!)) {
      const length = matchLength(repository, at, context, MAX_REPOSITORY_MATCH);
      const matches = (byLength[length] ??= []);
      if (matches.length < MAX_CANDIDATES_PER_LENGTH && fits(repository.ids[at]!)) {
        matches.push({ stream: repository, at, length });
      }
    }
    for (let length = byLength.length - 1; length > 0; length--) {
      found.push(...(byLength[length] ?? []));
      if (found.length > ENOUGH_CANDIDATES) break;
    }
    return found.toSorted((a, b) => b.length - a.length || b.at - a.at);
  }

  function copy({ stream, at }: Match, partial: string): { text: string; endsLine: boolean } {
    let text = '';
    for (let i = at; i < stream.length && i < at + MAX_COPIED_TOKENS; i++) {
      const id = stream.ids[i]!;
      if (id < FIRST_WORD) return { text, endsLine: true };
      const word = texts[id]!;
      text += i === at ? word.slice(partial.length) : (stream.spaces[i] ? ' ' : '') + word;
    }
    return { text, endsLine: false };
  }

  return {
    addFile(path, text) {
      const language = simulatedLanguage(path);
      if (language === undefined) return;
      for (const token of lexSimulated(text, language).tokens) repository.push(idOf(token.text), token.spaceBefore);
      repository.push(FILE_BORDER, false);
    },
    ready: () => repository.link(),
    complete(query) {
      const cursor = cursorOf(query, idOf);
      const matches = cursor ? candidates(cursor) : [];
      if (!cursor || matches.length === 0) return { text: '', confidence: 0, endsLine: false };
      const longest = matches[0]!.length;
      const votes = new Map<string, { votes: number; endsLine: boolean }>();
      let voters = 0;
      for (const match of matches.slice(0, VOTERS)) {
        if (match.length < longest - 1) break;
        const { text, endsLine } = copy(match, cursor.partial);
        votes.set(text, { votes: (votes.get(text)?.votes ?? 0) + 1, endsLine });
        voters++;
      }
      const [text, winner] = [...votes].toSorted((a, b) => b[1].votes - a[1].votes)[0]!;
      const agreement = winner.votes / (voters + 0.5);
      const confidence = Math.min(0.99, agreement * (1 - Math.exp(-longest / 6)));
      return { text, confidence, endsLine: winner.endsLine };
    },
    nextTokens(query) {
      const cursor = cursorOf(query, idOf);
      const weights = new Map<number, number>();
      for (const { stream, at, length } of cursor ? candidates(cursor) : []) {
        const id = stream.ids[at]!;
        weights.set(id, (weights.get(id) ?? 0) + 4 ** length);
      }
      const ranked = [...weights].toSorted((a, b) => b[1] - a[1]).slice(0, 50);
      return ranked.map(([id]) => texts[id]!);
    },
  };
}

interface Match {
  readonly stream: TokenStream;
  /** Of the token that would come next. */
  readonly at: number;
  /** Tokens before it that are as before the cursor. */
  readonly length: number;
}

interface Cursor {
  /** The open file: before the cursor, a border, after it. */
  readonly local: TokenStream;
  readonly cursorAt: number;
  readonly context: readonly number[];
  /** The typed beginning of the next token. */
  readonly partial: string;
}

/** `undefined` inside a comment. */
function cursorOf({ prefix, suffix, language }: TypingQuery, idOf: (text: string) => number): Cursor | undefined {
  const before = lexSimulated(fromLineStart(prefix), language);
  if (before.unfinished?.kind === 'comment') return undefined;
  const tokens = [...before.tokens];
  const last = tokens.at(-1);
  const isInToken = before.unfinished !== undefined && last?.offset === before.unfinished.start && /\S$/.test(prefix);
  const partial = isInToken ? tokens.pop()!.text : '';
  const local = new TokenStream();
  for (const { text, spaceBefore } of tokens) local.push(idOf(text), spaceBefore);
  const line = prefix.slice(prefix.lastIndexOf('\n') + 1);
  if (line.trim() === '' && partial === '') {
    const indent = indentOf(line);
    const kind = indent > before.lastIndent ? DEEPER : indent < before.lastIndent ? LESS_DEEP : SAME_INDENT;
    local.push(idOf(kind), false);
  }
  const cursorAt = local.length;
  const context = local.ids.slice(0, cursorAt);
  if (context.length === 0) return undefined;
  local.push(FILE_BORDER, false);
  for (const { text, spaceBefore } of lexSimulated(suffix.slice(0, MAX_SUFFIX_CHARS), language).tokens) {
    local.push(idOf(text), spaceBefore);
  }
  local.link();
  return { local, cursorAt, context, partial };
}

function fromLineStart(prefix: string): string {
  if (prefix.length <= MAX_PREFIX_CHARS) return prefix;
  return prefix.slice(prefix.indexOf('\n', prefix.length - MAX_PREFIX_CHARS) + 1);
}

function matchLength({ ids }: TokenStream, at: number, context: readonly number[], limit: number): number {
  let length = 1;
  for (; length < limit && length < at && length < context.length; length++) {
    const id = ids[at - 1 - length]!;
    if (id === FILE_BORDER || id !== context[context.length - 1 - length]) break;
  }
  return length;
}

/** Tokens one after the other, and for each the places that follow it, the last first. */
class TokenStream {
  readonly ids: number[] = [];
  readonly spaces: boolean[] = [];
  readonly #lastAfter = new Map<number, number>();
  readonly #previous: number[] = [];

  get length(): number {
    return this.ids.length;
  }

  push(id: number, spaceBefore: boolean): void {
    this.ids.push(id);
    this.spaces.push(spaceBefore);
  }

  link(): void {
    for (let at = 1; at < this.ids.length; at++) {
      const id = this.ids[at - 1]!;
      this.#previous[at] = this.#lastAfter.get(id) ?? 0;
      this.#lastAfter.set(id, at);
    }
  }

  *following(id: number): Generator<number> {
    for (let at = this.#lastAfter.get(id) ?? 0; at > 0; at = this.#previous[at]!) yield at;
  }
}
