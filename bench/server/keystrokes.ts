import fs from 'node:fs';
import { cursorAfter, isAskedAfter } from '../../src/core/completion/replay.ts';
import { readSession, SessionError } from '../../src/core/completion/read-session.ts';
import { createSessionDocuments } from '../../src/core/completion/session-documents.ts';
import { BadInput } from '../lib/bad-input.ts';
import { randomNumbers } from '../typing/random.ts';

/** A document right after a key, with the place that the next text would go to. */
export interface Keystroke {
  /** Relative to the repository. */
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
  /** UTF-16 units from the start of `text`. */
  readonly offset: number;
  /** Of the other files that were open, as they were when they were opened: the most recent first. */
  readonly snippets: readonly { readonly path: string; readonly text: string }[];
  /**
   * The place is another one than after the last key: the cursor was moved, text that stood there was deleted, or something
   * was pasted or undone in between.
   */
  readonly isElsewhere: boolean;
  /** Places where nothing happened for a while since the last key. */
  readonly pauses: readonly Pause[];
}

export interface Pause extends Omit<Keystroke, 'pauses' | 'isElsewhere'> {
  readonly ms: number;
}

/** The product prepares what will be asked after so long (`vscode/prepare-on-idle.ts`). */
export const SHORTEST_PAUSE_MS = 250;

/** Every key of a session after which an editor would ask, however quick the next one came. */
export async function* sessionKeystrokes(file: string): AsyncGenerator<Keystroke> {
  if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) throw new BadInput(`${file} is no file`);
  let keys = 0;
  try {
    const { header, events } = await readSession(fs.createReadStream(file, 'utf8'));
    if (!header.withText) throw new BadInput(`${file} holds no texts, so it can't be replayed`);
    const documents = createSessionDocuments();
    const opened = new Map<string, { readonly path: string; readonly text: string }>();
    let cursor: { readonly uri: string; readonly offset: number } | undefined;
    let pauses: Pause[] = [];
    let isElsewhere = true;
    let time = 0;
    /** What stands where the cursor is. */
    const here = (): Omit<Keystroke, 'pauses' | 'isElsewhere'> | undefined => {
      const document = cursor && documents.get(cursor.uri);
      if (cursor === undefined || document === undefined) return undefined;
      const { uri, path, languageId, text } = document;
      const others = [...opened].filter(([other]) => other !== uri).reverse();
      const snippets = others.slice(0, SNIPPETS).map(([, snippet]) => snippet);
      return { path, languageId, text, offset: Math.min(cursor.offset, text.length), snippets };
    };
    for await (const event of events) {
      const ms = event.time - time;
      const place = ms >= SHORTEST_PAUSE_MS ? here() : undefined;
      if (place !== undefined) pauses.push({ ...place, ms });
      ({ time } = event);
      documents.apply(event);
      if (event.kind === 'opened') opened.set(event.uri, { path: event.path, text: beginning(event.text ?? '') });
      if (event.kind === 'closed') opened.delete(event.uri);
      if (event.kind === 'cursor-moved') {
        // The editor tells the new place right after the change that moved the cursor, too.
        isElsewhere ||= ms > 0;
        cursor = event;
      }
      if (event.kind !== 'changed') continue;
      const asks = isAskedAfter(event, cursor);
      isElsewhere ||= !asks || event.edits.some(({ deleteCount }) => deleteCount > 1);
      cursor = { uri: event.uri, offset: cursorAfter(event) };
      if (!asks) continue;
      keys++;
      yield { ...here()!, isElsewhere, pauses };
      pauses = [];
      isElsewhere = false;
    }
  } catch (error) {
    throw error instanceof SessionError ? new BadInput(`${file}: ${error.message}`) : error;
  }
  if (keys === 0) throw new BadInput(`${file} holds no keystroke`);
}

const SNIPPETS = 4;
const SNIPPET_CHARS = 2_000;

/** Whole lines. */
function beginning(text: string): string {
  return text.length <= SNIPPET_CHARS ? text : text.slice(0, text.lastIndexOf('\n', SNIPPET_CHARS) + 1);
}

/** Characters above and below the place that is typed at: some 3,000 tokens in all. */
const CHARS_ABOVE = 5_400;
const CHARS_BELOW = 4_200;

/** Two lines typed into the middle of a made-up file, with what an editor closes by itself. */
export function* madeUpKeystrokes(seed: number): Generator<Keystroke> {
  const random = randomNumbers(`keystrokes ${seed}`);
  const above = functions(random, CHARS_ABOVE);
  const below = functions(random, CHARS_BELOW);
  const [name, list, item, method] = [noun(random), noun(random), noun(random), verb(random)];
  const typed =
    `export function ${method}${capital(name)}(${list}: ${capital(item)}[]) {\n` +
    `  return count["${name}"].of(${list});\n`;
  let before = above;
  /** What the editor put right of the cursor. */
  let closers = '';
  for (const char of typed) {
    if (closers.startsWith(char)) {
      closers = closers.slice(1);
      before += char;
    } else if (char === '\n') {
      // Enter between braces moves the closing one down; the indentation comes with it.
      before += '\n  ';
      if (closers.startsWith('}')) closers = `\n${closers}`;
    } else if (char === ' ' && /\n {2}$| {2}$/.test(before)) {
      continue;
    } else {
      before += char;
      closers = (CLOSERS[char] ?? '') + closers;
    }
    yield {
      path: 'src/made-up.ts',
      languageId: 'typescript',
      text: `${before}${closers}\n${below}`,
      offset: before.length,
      snippets: [],
      isElsewhere: false,
      pauses: [],
    };
  }
}

/** The cursor goes elsewhere, text changes elsewhere, or much was typed since the last pause. */
export const MOVES = ['jump', 'edit elsewhere', 'much typed'] as const;

export interface AnchorMove {
  readonly kind: (typeof MOVES)[number];
  /** A key at the place before the move. */
  readonly before: Keystroke;
  /** Where the person then pauses. */
  readonly pause: Pause;
  /** The first key after that. */
  readonly next: Keystroke;
}

/** About 300 tokens. */
const MUCH_TYPED_CHARS = 1_000;

/** Anchor moves of each kind in made-up files, so many of each. */
export function* madeUpMoves(seed: number, times: number): Generator<AnchorMove> {
  const random = randomNumbers(`anchor moves ${seed}`);
  for (let time = 0; time < times; time++) {
    for (const kind of MOVES) {
      const text = functions(random, CHARS_ABOVE + CHARS_BELOW);
      const offset = lineStart(text, CHARS_ABOVE);
      const change = moved(kind, { text, offset }, random);
      const key = (at: TextPlace): Keystroke => ({ ...keystrokeAt(insert(at, 'r')), isElsewhere: false, pauses: [] });
      yield {
        kind,
        before: key({ text, offset }),
        pause: { ...keystrokeAt(change), ms: 1_000 },
        next: { ...key(change), isElsewhere: true },
      };
    }
  }
}

interface TextPlace {
  readonly text: string;
  readonly offset: number;
}

function moved(kind: AnchorMove['kind'], { text, offset }: TextPlace, random: () => number): TextPlace {
  switch (kind) {
    case 'jump':
      return { text, offset: lineStart(text, Math.floor(CHARS_ABOVE * (0.2 + random() * 0.5))) };
    case 'edit elsewhere':
      return insert({ text, offset }, `// ${noun(random)}\n`, lineStart(text, offset - 1_500));
    case 'much typed':
      return insert({ text, offset }, functions(random, MUCH_TYPED_CHARS));
  }
}

/** Before the cursor, which moves along. */
function insert({ text, offset }: TextPlace, added: string, at = offset): TextPlace {
  return { text: text.slice(0, at) + added + text.slice(at), offset: offset + added.length };
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

const keystrokeAt = ({ text, offset }: TextPlace): Omit<Keystroke, 'pauses' | 'isElsewhere'> => ({
  path: 'src/made-up.ts',
  languageId: 'typescript',
  text,
  offset,
  snippets: [],
});

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '"': '"' };

function functions(random: () => number, chars: number): string {
  let text = '';
  while (text.length < chars) {
    const [first, second, type, result] = [noun(random), noun(random), capital(noun(random)), noun(random)];
    text +=
      `/** ${capital(verb(random))}s every ${first} of a ${second} that has a ${result}. */\n` +
      `export function ${verb(random)}${capital(first)}(${second}: ${type}, ${first}: string): ${capital(result)} {\n` +
      `  const ${result} = ${second}.${noun(random)}.${verb(random)}(${first}, ${Math.floor(random() * 900)});\n` +
      `  if (${result} === undefined) throw new Error(\`no ${noun(random)} for \${${first}}\`);\n` +
      `  return { ...${result}, ${noun(random)}: ${second}.${noun(random)}, ${noun(random)}: '${noun(random)}' };\n}\n\n`;
  }
  return text;
}

const NOUNS =
  'order invoice payment customer address parcel shelf basket voucher refund ledger receipt supplier branch courier stock batch label'.split(
    ' ',
  );
const VERBS = 'load merge check settle rank count price route close open store reserve'.split(' ');

const noun = (random: () => number): string => NOUNS[Math.floor(random() * NOUNS.length)]!;
const verb = (random: () => number): string => VERBS[Math.floor(random() * VERBS.length)]!;
const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
