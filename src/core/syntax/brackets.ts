import type { LanguageSyntax } from './languages.ts';
import { scanLine } from './lexer.ts';
import { CODE, type LineState } from './line-state.ts';

/** One of `( [ { ${ ) ] }` in code, with its place in UTF-16 units of the text that was given. */
export interface Bracket {
  readonly text: string;
  readonly offset: number;
}

/** What a text leaves open, outermost first, and what it closes without having opened it, in order. */
export interface UnmatchedBrackets {
  readonly openers: readonly Bracket[];
  readonly closers: readonly Bracket[];
}

/** Of a text that begins in `state`; brackets in strings and comments do not count. */
export function unmatchedBrackets(text: string, language: LanguageSyntax, state: LineState = CODE): UnmatchedBrackets {
  return match(bracketsOf(text, language, state));
}

export interface LexedBrackets extends UnmatchedBrackets {
  /** That the text's last line begins in, and that it ends in. */
  readonly lastLineState: LineState;
  readonly endState: LineState;
}

/** The same, with what else one walk over the text tells. */
export function lexBrackets(text: string, language: LanguageSyntax, state: LineState = CODE): LexedBrackets {
  const { brackets, lastLineState, endState } = walk(text, language, state);
  return { ...match(brackets), lastLineState, endState };
}

/** Every bracket in the code of the text, in order. */
export function bracketsOf(text: string, language: LanguageSyntax, state: LineState = CODE): readonly Bracket[] {
  return walk(text, language, state).brackets;
}

function walk(
  text: string,
  language: LanguageSyntax,
  state: LineState,
): Pick<LexedBrackets, 'lastLineState' | 'endState'> & { readonly brackets: readonly Bracket[] } {
  const brackets: Bracket[] = [];
  let offset = 0;
  let lastLineState = state;
  let endState = state;
  for (const line of text.split('\n')) {
    lastLineState = endState;
    endState = scanLine(line, lastLineState, language, (tokenClass, start, end) => {
      if (tokenClass !== 'open' && tokenClass !== 'close') return;
      brackets.push({ text: line.slice(start, end), offset: offset + start });
    });
    offset += line.length + 1;
  }
  return { brackets, lastLineState, endState };
}

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}' };

/** What closes the opener; `undefined` for what is none. */
export function closerOf(opener: string): string | undefined {
  return CLOSERS[opener];
}

/** A closer closes the nearest opener of its kind; openers of other kinds in between stay open for good. */
function match(brackets: readonly Bracket[]): UnmatchedBrackets {
  const open: Bracket[] = [];
  const forgotten: Bracket[] = [];
  const closers: Bracket[] = [];
  const openByCloser: Record<string, number> = { ')': 0, ']': 0, '}': 0 };
  for (const bracket of brackets) {
    const closer = closerOf(bracket.text);
    if (closer) {
      open.push(bracket);
      openByCloser[closer]!++;
    } else if (openByCloser[bracket.text] === 0) {
      closers.push(bracket);
    } else {
      // The counts make sure that one is found, so every bracket is popped once: linear.
      for (;;) {
        const top = open.pop()!;
        openByCloser[closerOf(top.text)!]!--;
        if (closerOf(top.text) === bracket.text) break;
        forgotten.push(top);
      }
    }
  }
  return { openers: [...forgotten, ...open].toSorted((a, b) => a.offset - b.offset), closers };
}
