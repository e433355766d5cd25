// What the gate makes of the engine's guesses in one repository, with nothing learned and as it learns from what is typed
// after each guess, shown or not.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { engineInput } from '../scripts/lib/engine-input.ts';
import { calibration, type Scored } from '../scripts/lib/gate-metrics.ts';
import { wholeOrSurer } from '../src/core/completion/whole-or-surer.ts';
import { createGate, type ShowVerdict } from '../src/core/gate/gate.ts';
import { learnGuess } from '../src/core/gate/learn.ts';
import { freshState, type LearnedState } from '../src/core/gate/learned-state.ts';
import { decisionParameters } from '../src/core/gate/mode.ts';
import { shippedWeights } from '../src/core/gate/weights.ts';
import { languageIdForPath } from '../src/core/syntax/languages.ts';
import { BadInput } from './lib/bad-input.ts';
import { writeJsonLines } from './lib/json-lines.ts';
import { wholeNumber } from './lib/options.ts';
import { table } from './lib/table.ts';
import { engineOf } from './typing/engine-of.ts';
import { isGood, queryAt } from './typing/measure.ts';
import { commitScenes, type Scene } from './typing/scenes.ts';
import { SIMULATED_LANGUAGES } from './typing/simulation-lexer.ts';

/** A guess that may be shown, in the order in which they came. */
interface Guess {
  readonly source: string;
  readonly by: (typeof GATES)[number];
  readonly isRight: boolean;
  readonly probability: number;
  readonly bound: number;
}

/** As it ships, and as it has learned from the guesses before. */
const GATES = ['shipped', 'learned'] as const;

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
    process.stderr.write(`${nameOf(source)}: ${found.filter(({ by }) => by === 'shipped').length} guesses\n`);
    return found;
  });
  if (values.out !== undefined) writeJsonLines(values.out, guesses);
  console.log(report(guesses, after));
}

type Said = Parameters<typeof engineInput>[1];

function guessesIn(source: string, scenes: Iterable<Scene>): Guess[] {
  let state: LearnedState = freshState;
  const options = {
    weights: shippedWeights,
    parameters: () => PARAMETERS,
    random: () => 1,
    onFault(error: unknown) {
      throw error;
    },
  };
  const gates = {
    shipped: createGate({ ...options, learned: () => freshState }),
    learned: createGate({ ...options, learned: () => state }),
  };
  const about = { model: 'engine', repository: source };
  const guesses: Guess[] = [];
  let time = 1;
  for (const scene of scenes) {
    const engine = engineOf(scene.indexed);
    for (const place of scene.places) {
      const { path: file, prefix, suffix } = queryAt(place, scene.suffix === 'always');
      const text = prefix + suffix;
      const document = { uri: file, path: file, languageId: languageIdForPath(file) ?? 'generic', version: 1, text };
      engine.openDocument(document);
      const found = engine.find({ uri: file, version: 1, offset: prefix.length, nearPaths: [] });
      engine.closeDocument({ uri: file });
      if (!found?.best || (!found.best.endsLine && found.best.text.trim().length < LEAST_CHARS)) continue;
      for (const by of GATES) {
        wholeOrSurer<Said, ShowVerdict>(found.best, found.surer, (said) => {
          const verdict = gates[by].beforeShow(engineInput({ text, offset: prefix.length }, said), about);
          const { probability, bound, record } = verdict;
          const isRight = isGood(said.text.split('\n')[0]!.trimEnd(), place.truth);
          guesses.push({ source, by, isRight, probability, bound });
          if (by === 'learned') {
            state = learnGuess(state, { ...about, shippedLogit: record!.shippedLogit!, isRight, time: time++ });
          }
          return verdict;
        });
      }
    }
  }
  return guesses;
}

function report(guesses: readonly Guess[], after: number): string {
  const sources = [...new Set(guesses.map(({ source }) => source))];
  const later = sources.map((source) =>
    GATES.flatMap((by) => guesses.filter((guess) => guess.source === source && guess.by === by).slice(after)),
  );
  const row = (name: string, rows: readonly Guess[]): readonly string[] => [
    name,
    String(rows.filter(({ by }) => by === 'shipped').length),
    ...GATES.flatMap((by) => {
      const judged = rows.filter((guess) => guess.by === by);
      const shown = judged.filter(({ probability, bound }) => probability >= bound);
      const right = shown.filter(({ isRight }) => isRight).length;
      return [
        share(shown.length / judged.length),
        share(right / shown.length),
        calibration(scored(judged)).slope.toFixed(2),
      ];
    }),
  ];
  const rows = [row('all', later.flat()), ...sources.map((source, index) => row(source, later[index]!))];
  const head = ['', 'guesses', 'shown', 'right', 'slope', 'shown, learned', 'right, learned', 'slope, learned'];
  return `${table(head, rows)}\n\nGuesses after the first ${after} of each repository, at the default mode; where the whole is held back,
a surer beginning of it is a guess, too. \`right\`: of those shown. \`slope\`: of the
line from the predicted to the true log odds.`;
}

function scored(guesses: readonly Guess[]): Scored[] {
  return guesses.map(({ source, probability, isRight }) => ({ group: source, probability, label: isRight ? 1 : 0 }));
}

const share = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3));

function nameOf(source: string): string {
  return path.basename(fs.realpathSync(source)).replace(/\.git$/, '');
}
