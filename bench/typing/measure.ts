import { performance } from 'node:perf_hooks';
import { countTypedAgainst, type SuggestedOnLine } from '../../src/core/completion/count-typed-against.ts';
import { wholeOrSurer } from '../../src/core/completion/whole-or-surer.ts';
import type { MeasuredEngine, TypingAnswer, TypingEngine } from './engines.ts';
import { type Place, type PlaceKind, textsAt } from './places.ts';
import type { Scene } from './scenes.ts';
import { isLineStart, lexSimulated } from './simulation-lexer.ts';
import type { TypedFile } from './source-files.ts';

/** When a guess is shown. */
export interface Policy {
  readonly threshold: number;
  /** A guess with fewer characters counts as none, unless it ends the line. */
  readonly minChars: number;
}

/** What is shown, or would be. */
export interface JudgedText {
  readonly confidence: number;
  /** The text is how the line goes on, in whole words: what an accepting person wants. */
  readonly isGood: boolean;
  /** Of the text, without blanks around it. */
  readonly chars: number;
}

/** What an engine said at one cursor, and whether it was right. */
export interface Trial extends JudgedText {
  readonly kind: PlaceKind;
  readonly hasSuffix: boolean;
  readonly hasText: boolean;
  /** The surer beginning that is shown where the text is held back. */
  readonly surer: JudgedText | undefined;
  readonly hasLine: boolean;
  readonly lineConfidence: number;
  /** The best guess for the whole rest of the line is the rest of the line. */
  readonly isExact: boolean;
  /** `undefined` where no next token is asked for: inside a word. */
  readonly next:
    | { readonly isName: boolean; /** From 0; -1 where it is not among the guesses. */ readonly rank: number }
    | undefined;
}

/** A line typed key by key by somebody who accepts every right suggestion. */
export interface ReplayedLine {
  readonly chars: number;
  readonly keys: number;
  /** Different suggestions that were on the screen. */
  readonly shown: number;
  readonly wrong: number;
  readonly accepted: number;
  readonly acceptedChars: number;
}

export interface Measured {
  readonly trials: readonly Trial[];
  readonly replays: readonly ReplayedLine[];
  readonly indexedChars: number;
  readonly indexMs: number;
  readonly queryMs: readonly number[];
}

const WARM_UP = 10;

export function measure(engine: MeasuredEngine, scene: Scene, policy: Policy): Measured {
  const started = performance.now();
  const running = start(engine, scene.root, scene.indexed);
  const indexMs = performance.now() - started;
  for (const place of scene.places.slice(0, WARM_UP)) running.complete(queryAt(place, false));
  const queryMs: number[] = [];
  const trials = scene.places.map((place, index) => {
    const query = queryAt(place, hasSuffix(scene, index));
    const asked = performance.now();
    const answer = running.complete(query);
    queryMs.push(performance.now() - asked);
    return {
      ...judge(answer, place, policy),
      kind: place.kind,
      hasSuffix: hasSuffix(scene, index),
      next: place.kind === 'mid' ? undefined : nextToken(running, query, place),
    };
  });
  const replays = scene.replayed.map((place, index) => replay(running, place, hasSuffix(scene, index), policy));
  const indexedChars = scene.indexed.reduce((sum, file) => sum + file.text.length, 0);
  return { trials, replays, indexedChars, indexMs, queryMs };
}

export function start(engine: MeasuredEngine, root: string | undefined, files: readonly TypedFile[]): TypingEngine {
  const running = engine.create(root);
  for (const file of files) running.addFile(file.path, file.text);
  running.ready();
  return running;
}

export function hasSuffix(scene: Scene, index: number): boolean {
  return scene.suffix === 'always' || index % 2 === 1;
}

export function queryAt(place: Place, withSuffix: boolean): Parameters<TypingEngine['complete']>[0] {
  return { path: place.file.path, language: place.file.language, ...textsAt(place, withSuffix) };
}

type Judged = Omit<Trial, 'kind' | 'hasSuffix' | 'next'>;

export function judge(answer: TypingAnswer, { truth, file, offset }: Place, policy: Policy): Judged {
  const text = worthShowing(answer, policy) ? answer.text : '';
  const surer = surerOf(answer, policy);
  const first = firstLine(text);
  const line = firstLine(answer.line ?? answer.text);
  const isMultiLine = text.includes('\n');
  const whole = isMultiLine && first === truth && file.text.slice(offset).startsWith(text.trimEnd());
  return {
    hasText: text.trim() !== '',
    surer: surer && {
      confidence: surer.confidence,
      isGood: isGood(surer.text.trimEnd(), truth),
      chars: surer.text.trim().length,
    },
    confidence: text === '' ? 0 : answer.confidence,
    isGood: isMultiLine ? whole : isGood(first, truth),
    chars: (isMultiLine && whole ? text : first).trim().length,
    hasLine: line !== '',
    lineConfidence: answer.lineConfidence ?? answer.confidence,
    isExact: line === truth,
  };
}

function worthShowing({ text, endsLine }: Pick<TypingAnswer, 'text' | 'endsLine'>, { minChars }: Policy): boolean {
  return endsLine || text.trim().length >= minChars;
}

function surerOf({ surer }: TypingAnswer, policy: Policy): TypingAnswer['surer'] {
  return surer && worthShowing({ ...surer, endsLine: false }, policy) ? surer : undefined;
}

/** What stands on the screen, if anything. */
function shownText(answer: TypingAnswer, policy: Policy): string {
  const { guess, verdict } = wholeOrSurer(answer, surerOf(answer, policy), ({ confidence }) => ({
    pass: confidence >= policy.threshold,
  }));
  return verdict.pass && (guess !== answer || worthShowing(answer, policy)) ? firstLine(guess.text) : '';
}

/** Whether the text is a beginning of the truth that ends at a token's border. */
export function isGood(text: string, truth: string): boolean {
  if (text.trim() === '' || !truth.startsWith(text)) return false;
  return !(/\w$/.test(text) && /^\w/.test(truth.slice(text.length)));
}

function firstLine(text: string): string {
  return text.split('\n')[0]!.trimEnd();
}

function nextToken(engine: TypingEngine, query: Parameters<TypingEngine['complete']>[0], place: Place): Trial['next'] {
  const wanted = lexSimulated(place.truth, place.file.language).tokens.find((token) => !isLineStart(token.text));
  if (!wanted) return undefined;
  return { isName: /^[A-Za-z_]/.test(wanted.text), rank: engine.nextTokens(query).indexOf(wanted.text) };
}

function replay(engine: TypingEngine, place: Place, withSuffix: boolean, policy: Policy): ReplayedLine {
  const { file, offset: lineStart, truth } = place;
  const end = lineStart + truth.length;
  const { suffix } = textsAt(place, withSuffix);
  const line = { chars: truth.length, keys: 0, shown: 0, wrong: 0, accepted: 0, acceptedChars: 0 };
  /** The line as it would be, accepted: what is still the same after a key is not shown anew. */
  let onScreen = '';
  const suggested: SuggestedOnLine[] = [];
  for (let offset = lineStart; offset < end; line.keys++) {
    const prefix = file.text.slice(0, offset);
    const linePrefix = file.text.slice(lineStart, offset);
    const typedAgainst = countTypedAgainst(suggested, linePrefix);
    const query = { path: file.path, language: file.language, prefix, suffix, typedAgainst };
    const text = shownText(engine.complete(query), policy);
    if (text.trim() === '') {
      onScreen = '';
      offset++;
      continue;
    }
    suggested.push({ linePrefix, insertText: text });
    const whole = linePrefix + text;
    const isNew = whole !== onScreen;
    if (isNew) line.shown++;
    onScreen = whole;
    if (isGood(text, file.text.slice(offset, end))) {
      line.accepted++;
      line.acceptedChars += text.length;
      offset += text.length;
      onScreen = '';
    } else {
      if (isNew) line.wrong++;
      offset++;
    }
  }
  return line;
}
