// What is measured, and what it is measured against.
import { createEngine, type LeftOut } from '../engine-adapter.ts';
import { longestMatch } from './longest-match.ts';
import type { SimulatedLanguage } from './simulation-lexer.ts';
import { wordBaseline } from './word-baseline.ts';

export interface TypingQuery {
  readonly path: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly language: SimulatedLanguage;
  /** So many different suggestions of this line were typed against. */
  readonly typedAgainst?: number;
}

export interface TypingAnswer {
  /** What would be inserted; empty where there is no guess. */
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Whether the engine means the line to end after `text`. */
  readonly endsLine: boolean;
  /** A beginning of `text`, for where `text` is not sure enough. */
  readonly surer?: { readonly text: string; readonly confidence: number };
  /** The likeliest whole rest of the line; `text` where it is missing. */
  readonly line?: string;
  readonly lineConfidence?: number;
}

export interface TypingEngine {
  addFile(path: string, text: string): void;
  ready(): void;
  complete(query: TypingQuery): TypingAnswer;
  /** The likeliest next tokens, best first, at most 50. */
  nextTokens(query: TypingQuery): readonly string[];
}

export interface MeasuredEngine {
  readonly name: string;
  /** `root`: where the files lie, for an engine that reads more than it is given. None of ours does. */
  create(root: string | undefined): TypingEngine;
}

/** The product's first; the others are what it is compared with. */
export const ENGINES: readonly MeasuredEngine[] = [
  { name: 'engine', create: () => embeddedEngine() },
  { name: 'words', create: wordBaseline },
  { name: 'longest match', create: longestMatch },
];

/** The engine, and without each of its parts. The weights stay those that were fitted with all of them. */
export const ABLATIONS: readonly MeasuredEngine[] = [
  { name: 'engine', create: () => embeddedEngine() },
  ...(['file', 'repository', 'renaming', 'names', 'finished-words', 'ranking'] as const).map((without) => ({
    name: `without ${without.replace('-', ' ')}`,
    create: () => embeddedEngine(without),
  })),
];

function embeddedEngine(without?: LeftOut): TypingEngine {
  // Short guesses are dropped by the bench, in the same way for all.
  const engine = createEngine({ minChars: 0, without });
  return {
    addFile: engine.addFile,
    ready: engine.ready,
    nextTokens: engine.nextTokens,
    complete(query) {
      const { eol: endsLine, lineConf: lineConfidence, ...answer } = engine.complete(query);
      return { ...answer, endsLine, lineConfidence };
    },
  };
}
