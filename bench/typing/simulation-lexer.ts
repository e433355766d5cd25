// The lexer that the typing simulation draws its cursors with, kept as it was when the published figures were measured.
// Deliberately not the product's: cursors must not move when the product's lexer gets better.

export type SimulatedLanguage = 'ts' | 'js' | 'py' | 'java' | 'go' | 'rs';

const EXTENSIONS: Readonly<Record<string, SimulatedLanguage>> = {
  ts: 'ts',
  tsx: 'ts',
  mts: 'ts',
  cts: 'ts',
  js: 'js',
  jsx: 'js',
  mjs: 'js',
  cjs: 'js',
  py: 'py',
  java: 'java',
  go: 'go',
  rs: 'rs',
};

export const SIMULATED_LANGUAGES: readonly SimulatedLanguage[] = ['ts', 'js', 'py', 'java', 'go', 'rs'];

export function simulatedLanguage(path: string): SimulatedLanguage | undefined {
  return EXTENSIONS[path.slice(path.lastIndexOf('.') + 1).toLowerCase()];
}

/** Names, numbers, operators; strings up to 40 characters as one, longer ones word by word. Comments are left out. */
export interface SimulatedToken {
  /** A line start is `LINE_START`, of one of three kinds: as far in as the line before, deeper, less deep. */
  readonly text: string;
  readonly spaceBefore: boolean;
  readonly offset: number;
}

export interface SimulatedTokens {
  readonly tokens: readonly SimulatedToken[];
  /** What the text ends inside of. */
  readonly unfinished: { readonly kind: 'word' | 'string' | 'comment'; readonly start: number } | undefined;
  /** Indent of the last line that has a token, a tab as four. */
  readonly lastIndent: number;
}

export const SAME_INDENT = '\x01=';
export const DEEPER = '\x01>';
export const LESS_DEEP = '\x01<';
export const isLineStart = (token: string): boolean => token.startsWith('\x01');

const LONGEST_WHOLE_STRING = 40;

export function lexSimulated(text: string, language: SimulatedLanguage): SimulatedTokens {
  const tokens: SimulatedToken[] = [];
  const isPython = language === 'py';
  const hasTemplates = language === 'ts' || language === 'js' || language === 'go';
  const length = text.length;
  let at = 0;
  let spaceBefore = false;
  let lastIndent = 0;
  let atLineStart = true;
  let unfinished: SimulatedTokens['unfinished'];

  const push = (token: string, offset: number): void => {
    if (atLineStart) {
      const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
      const indent = indentOf(text.slice(offset === 0 ? 0 : lineStart, offset));
      const kind = indent > lastIndent ? DEEPER : indent < lastIndent ? LESS_DEEP : SAME_INDENT;
      tokens.push({ text: kind, spaceBefore: false, offset: offset === 0 ? 0 : lineStart });
      lastIndent = indent;
      atLineStart = false;
      spaceBefore = false;
    }
    tokens.push({ text: token, spaceBefore, offset });
    spaceBefore = false;
  };

  const word = (): void => {
    const isNumber = isDigit(text.charCodeAt(at));
    let end = at + 1;
    while (end < length && (isWordPart(text.charCodeAt(end)) || (isNumber && isFraction(text, end)))) end++;
    // A macro of Rust is one word with its mark.
    if (language === 'rs' && text[end] === '!' && text[end + 1] !== '=') end++;
    push(text.slice(at, end), at);
    if (end >= length) unfinished = { kind: 'word', start: at };
    at = end;
  };

  /** Python's long strings: a docstring is left out, another one is its quotes alone. */
  const longString = (): void => {
    const quotes = text.slice(at, at + 3);
    const end = text.indexOf(quotes, at + 3);
    if (end < 0) {
      unfinished = { kind: 'comment', start: at };
      at = length;
      return;
    }
    if (!atLineStart) push(quotes + quotes, at);
    at = end + 3;
  };

  const string = (quote: string): void => {
    const isMultiLine = quote === '`';
    let end = at + 1;
    let isClosed = false;
    while (end < length && !isClosed) {
      if (text[end] === '\\') end += 2;
      else if (text[end] === '\n' && !isMultiLine) break;
      else isClosed = text[end++] === quote;
    }
    end = Math.min(end, length);
    const whole = text.slice(at, end);
    if (isClosed && whole.length <= LONGEST_WHOLE_STRING && !(isMultiLine && whole.includes('\n'))) {
      push(whole, at);
      at = end;
      return;
    }
    // A lone quote, in the text between JSX tags say.
    if (!isClosed && !isMultiLine && end < length && (language === 'ts' || language === 'js')) {
      push(quote, at);
      at++;
      return;
    }
    if (!isClosed) unfinished = { kind: 'string', start: at };
    if (!isClosed && whole.length <= LONGEST_WHOLE_STRING && end >= length) push(whole, at);
    else stringByWords(end, isClosed);
    at = end;
  };

  const stringByWords = (end: number, isClosed: boolean): void => {
    push(text[at]!, at);
    const contentEnd = isClosed ? end - 1 : end;
    for (let start = at + 1; start < contentEnd;) {
      if (/[ \n\t]/.test(text[start]!)) {
        spaceBefore = true;
        start++;
        continue;
      }
      let wordEnd = start + 1;
      if (isWordPart(text.charCodeAt(start))) {
        while (wordEnd < contentEnd && isWordPart(text.charCodeAt(wordEnd))) wordEnd++;
      }
      push(text.slice(start, wordEnd), start);
      start = wordEnd;
    }
    if (isClosed) push(text[end - 1]!, end - 1);
  };

  while (at < length) {
    const char = text[at]!;
    if (char === '\n') {
      atLineStart = true;
      spaceBefore = false;
      at++;
    } else if (char === ' ' || char === '\t' || char === '\r') {
      spaceBefore = true;
      at++;
    } else if (isPython ? char === '#' : text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      if (end < 0) unfinished = { kind: 'comment', start: at };
      at = end < 0 ? length : end;
    } else if (!isPython && text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) unfinished = { kind: 'comment', start: at };
      at = end < 0 ? length : end + 2;
      spaceBefore = true;
    } else if (startsWord(text, at, language)) {
      word();
    } else if (char === '"' || (char === "'" && language !== 'rs') || (char === '`' && hasTemplates)) {
      if (isPython && text.startsWith(char.repeat(3), at)) longString();
      else string(char);
    } else {
      const operator = operatorAt(text, at);
      push(operator, at);
      at += operator.length;
    }
  }
  return { tokens, unfinished, lastIndent };
}

export function indentOf(blanks: string): number {
  let indent = 0;
  for (const char of blanks) indent += char === '\t' ? 4 : 1;
  return indent;
}

const LONG_OPERATORS = new Set(
  [
    ['===', '!==', '...', '>>>', '**=', '<<=', '>>=', '&&=', '||=', '??=', '//=', '..='],
    ['=>', '==', '!=', '<=', '>=', '&&', '||', '??', '?.', '++', '--', '+=', '-=', '*=', '/=', '%=', '|=', '&=', '^='],
    ['->', '::', ':=', '<-', '**', '<<', '..'],
  ].flat(),
);

function operatorAt(text: string, at: number): string {
  const three = text.slice(at, at + 3);
  if (LONG_OPERATORS.has(three)) return three;
  const two = three.slice(0, 2);
  return LONG_OPERATORS.has(two) ? two : text[at]!;
}

function startsWord(text: string, at: number, language: SimulatedLanguage): boolean {
  const code = text.charCodeAt(at);
  if (isWordStart(code) || isDigit(code)) return true;
  const isBeforeName = isWordStart(text.charCodeAt(at + 1));
  if (text[at] === '@') return language !== 'py' && isBeforeName;
  return language === 'rs' && text[at] === "'" && isBeforeName && text[at + 2] !== "'";
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isFraction = (text: string, at: number): boolean => text[at] === '.' && isDigit(text.charCodeAt(at + 1));
const isWordPart = (code: number): boolean => isWordStart(code) || isDigit(code);

function isWordStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 36 || code > 127;
}
