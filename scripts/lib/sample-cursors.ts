import { languageSyntax, type LanguageSyntax } from '../../src/core/syntax/languages.ts';
import { lexLine, type Token } from '../../src/core/syntax/lexer.ts';
import { CODE } from '../../src/core/syntax/line-state.ts';

export interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly languageId: string;
}

/** A place where somebody is about to write `truth`, the rest of the line. */
export interface CursorSample {
  readonly file: SourceText;
  readonly offset: number;
  readonly truth: string;
  /** Whether what follows the line is there already, or the file is written from top to bottom. */
  readonly hasSuffix: boolean;
}

// Where on a line a cursor stands, and how often; as the typing simulation that we are measured with has it.
const KINDS = [
  ['line-start', 0.25],
  ['between-tokens', 0.25],
  ['after-dot', 0.2],
  ['after-opener', 0.15],
  ['in-word', 0.15],
] as const;

type Kind = (typeof KINDS)[number][0];

/** `count` places in the files' code, every line as likely as any other. `random` gives numbers in [0, 1). */
export function sampleCursors(files: readonly SourceText[], count: number, random: () => number): CursorSample[] {
  const lines = files.flatMap(codeLines);
  const samples: CursorSample[] = [];
  for (let tries = 0; tries < count * 20 && samples.length < count && lines.length > 0; tries++) {
    const line = lines[Math.floor(random() * lines.length)]!;
    const places = placesOf(line, random)[drawKind(random())];
    if (places.length === 0) continue;
    const character = places[Math.floor(random() * places.length)]!;
    const truth = line.text.slice(character).trimEnd();
    if (truth.trim().length < 2) continue;
    samples.push({
      file: line.file,
      offset: line.offset + character,
      truth,
      hasSuffix: samples.length % 2 === 1,
    });
  }
  return samples;
}

/** Whether somebody who is about to write `truth` would take the suggestion: it is a beginning of it, in whole words. */
export function isRight(suggestion: string, truth: string): boolean {
  const text = suggestion.trimEnd();
  if (text.trim() === '' || !truth.startsWith(text)) return false;
  return !(/\w$/.test(text) && /^\w/.test(truth.slice(text.length)));
}

interface CodeLine {
  readonly file: SourceText;
  readonly text: string;
  readonly offset: number;
  readonly tokens: readonly Token[];
  readonly language: LanguageSyntax;
}

/** Lines with three letters or more that begin with code. */
function codeLines(file: SourceText): CodeLine[] {
  const language = languageSyntax(file.languageId);
  const lines: CodeLine[] = [];
  let state = CODE;
  let offset = 0;
  for (const text of file.text.split('\n')) {
    const { tokens, endState } = lexLine(text, state, language);
    const isCode =
      state === CODE && tokens.length > 0 && tokens[0]!.class !== 'comment' && tokens[0]!.class !== 'string';
    if (isCode && (text.match(/\w/g)?.length ?? 0) >= 3 && text.length < 220) {
      lines.push({ file, text, offset, tokens, language });
    }
    state = endState;
    offset += text.length + 1;
  }
  return lines;
}

function placesOf({ text, tokens }: CodeLine, random: () => number): Record<Kind, number[]> {
  const places: Record<Kind, number[]> = {
    'line-start': [tokens[0]!.start],
    'between-tokens': [],
    'after-dot': [],
    'after-opener': [],
    'in-word': [],
  };
  for (const [index, { start, end, class: tokenClass }] of tokens.entries()) {
    const word = text.slice(start, end);
    if (tokenClass === 'comment') continue;
    const isName = tokenClass === 'identifier' || tokenClass === 'keyword';
    if (isName && word.length > 3) places['in-word'].push(start + 1 + Math.floor(random() * 3));
    if (index === tokens.length - 1) continue;
    if (/^(\.|::|->|\?\.)$/.test(word)) places['after-dot'].push(end);
    else if (/^[([{,]$/.test(word)) places['after-opener'].push(text[end] === ' ' ? end + 1 : end);
    else if (text[end] === ' ') places['between-tokens'].push(end + 1);
  }
  return places;
}

function drawKind(draw: number): Kind {
  let rest = draw;
  for (const [kind, share] of KINDS) {
    if (rest < share) return kind;
    rest -= share;
  }
  return 'line-start';
}
