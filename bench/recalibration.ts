// What the gate makes of the engine's guesses in one repository, with nothing learned and as it learns from what is typed
// after each guess, shown or not.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { engineInput } from '../scripts/lib/engine-input.ts';
import { calibration, type Scored } from '../scripts/lib/gate-metrics.ts';
import { RepositoryBuilder } from '../src/core/engine/build-repository-model.ts';
import { Engine } from '../src/core/engine/engine.ts';
import { createGate } from '../src/core/gate/gate.ts';
import { learnGuess } from '../src/core/gate/learn.ts';
import { freshState, type LearnedState } from '../src/core/gate/learned-state.ts';
import { decisionParameters } from '../src/core/gate/mode.ts';
import { shippedWeights } from '../src/core/gate/weights.ts';
import { languageIdForPath } from '../src/core/syntax/languages.ts';
import { BadInput } from './lib/bad-input.ts';
import { writeJsonLines } from './lib/json-lines.ts';
import { wholeNumber } from './lib/options.ts';
import { table } from './lib/table.ts';
import { isGood, queryAt } from './typing/measure.ts';
import { commitScenes, type Scene } from './typing/scenes.ts';
import { SIMULATED_LANGUAGES } from './typing/simulation-lexer.ts';

/** A guess that may be shown, in the order in which they came. */
interface Guess {
  readonly source: string;
  readonly isRight: boolean;
  /** Of the shipped gate, and of the one that has learned from the guesses before; and their bounds. */
  readonly shipped: number;
  readonly learned: number;
  readonly bound: number;
  readonly learnedBound: number;
}

const PARAMETERS = decisionParameters('balanced');
/** Shorter ones that do not end the line are dropped before the gate. */
const LEAST_CHARS = 6;

export function runRecalibrationBench(args: string[]): void {
  const { values } = parseArgs({
    args,
    options: {
      git: { type: 'string', multiple: true, default: [] },
      commits: { type: 'string', default: '20' },
      n: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      after: { type: 'string', default: '200' },
      out: { type: 'string' },
    },
  });
  if (values.git.length === 0) throw new BadInput('say what is typed: --git GITDIR, several times');
  const after = wholeNumber('after', values.after, 0);
  const options = {
    languages: new Set(SIMULATED_LANGUAGES),
    seed: wholeNumber('seed', values.seed, 0),
    count: wholeNumber('n', values.n),
    replayedLines: 0,
  };
  const guesses = values.git.flatMap((source) => {
    const found = guessesIn(nameOf(source), commitScenes(source, wholeNumber('commits', values.commits), options));
    process.stderr.write(`${nameOf(source)}: ${found.length} guesses\n`);
    return found;
  });
  if (values.out !== undefined) writeJsonLines(values.out, guesses);
  console.log(report(guesses, after));
}

function guessesIn(source: string, scenes: Iterable<Scene>): Guess[] {
  let state: LearnedState = freshState;
  const options = { weights: shippedWeights, parameters: () => PARAMETERS, random: () => 1, onFault: fail };
  const shippedGate = createGate({ ...options, learned: () => freshState });
  const learningGate = createGate({ ...options, learned: () => state });
  const about = { model: 'engine', repository: source };
  const guesses: Guess[] = [];
  let time = 1;
  for (const scene of scenes) {
    const builder = new RepositoryBuilder();
    for (const { path: file, text } of scene.indexed) {
      builder.addFile({ path: file, text, languageId: languageIdForPath(file) ?? 'generic' });
    }
    const engine = new Engine();
    engine.setRepository(builder.finish());
    for (const place of scene.places) {
      const { path: file, prefix, suffix } = queryAt(place, scene.suffix === 'always');
      const text = prefix + suffix;
      const document = { uri: file, path: file, languageId: languageIdForPath(file) ?? 'generic', version: 1, text };
      engine.openDocument(document);
      const best = engine.find({ uri: file, version: 1, offset: prefix.length, nearPaths: [] })?.best;
      engine.closeDocument({ uri: file });
      if (!best || (!best.endsLine && best.text.trim().length < LEAST_CHARS)) continue;
      const input = engineInput({ text, offset: prefix.length }, best);
      const shipped = shippedGate.beforeShow(input, about);
      const learned = learningGate.beforeShow(input, about);
      const isRight = isGood(best.text.split('\n')[0]!.trimEnd(), place.truth);
      const { probability, bound } = shipped;
      const { probability: after, bound: learnedBound } = learned;
      guesses.push({ source, isRight, shipped: probability, learned: after, bound, learnedBound });
      state = learnGuess(state, { ...about, shippedLogit: shipped.record!.shippedLogit!, isRight, time: time++ });
    }
  }
  return guesses;
}

function report(guesses: readonly Guess[], after: number): string {
  const sources = [...new Set(guesses.map(({ source }) => source))];
  const later = sources.map((source) => guesses.filter((guess) => guess.source === source).slice(after));
  const row = (name: string, rows: readonly Guess[]): readonly string[] => [
    name,
    String(rows.length),
    ...(['shipped', 'learned'] as const).flatMap((by) => {
      const shown = rows.filter((guess) => guess[by] >= (by === 'shipped' ? guess.bound : guess.learnedBound));
      const right = shown.filter(({ isRight }) => isRight).length;
      return [
        share(shown.length / rows.length),
        share(right / shown.length),
        calibration(scored(rows, by)).slope.toFixed(2),
      ];
    }),
  ];
  const rows = [row('all', later.flat()), ...sources.map((source, index) => row(source, later[index]!))];
  const head = ['', 'guesses', 'shown', 'right', 'slope', 'shown, learned', 'right, learned', 'slope, learned'];
  return `${table(head, rows)}\n\nGuesses after the first ${after} of each repository, at the default mode. \`right\`: of those shown. \`slope\`: of the
line from the predicted to the true log odds.`;
}

function scored(rows: readonly Guess[], by: 'shipped' | 'learned'): Scored[] {
  return rows.map((guess) => ({ group: guess.source, probability: guess[by], label: guess.isRight ? 1 : 0 }));
}

const share = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3));

function nameOf(source: string): string {
  return path.basename(fs.realpathSync(source)).replace(/\.git$/, '');
}

function fail(error: unknown): never {
  throw error;
}
