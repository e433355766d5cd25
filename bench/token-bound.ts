// What it is worth to cut an answer before its first unlikely token, and to learn for each model what is unlikely. No model with
// probabilities is at hand: the embedded engine plays one. It says each line to its end, with the probability of each token,
// and its probabilities are also drawn nearer to 1 or 0, as those of models that believe themselves too much or too little.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { engineInput } from '../scripts/lib/engine-input.ts';
import { render } from '../src/core/engine/decode.ts';
import type { Engine } from '../src/core/engine/engine.ts';
import { isLineStart } from '../src/core/engine/markers.ts';
import type { Candidate } from '../src/core/engine/predictor.ts';
import { createGate } from '../src/core/gate/gate.ts';
import { learn, learnAnswer } from '../src/core/gate/learn.ts';
import { freshState, keyOf } from '../src/core/gate/learned-state.ts';
import { logProbabilitiesOf, type TokenProbability } from '../src/core/gate/log-probabilities.ts';
import { decisionParameters } from '../src/core/gate/mode.ts';
import { beginnings, bestBound, TOKEN_BOUNDS } from '../src/core/gate/token-bound.ts';
import { expectedSeconds } from '../src/core/gate/utility.ts';
import { shippedWeights } from '../src/core/gate/weights.ts';
import { languageIdForPath } from '../src/core/syntax/languages.ts';
import { BadInput } from './lib/bad-input.ts';
import { wholeNumber } from './lib/options.ts';
import { table } from './lib/table.ts';
import { engineOf } from './typing/engine-of.ts';
import { isGood, queryAt } from './typing/measure.ts';
import { folderScene, type Scene } from './typing/scenes.ts';
import { SIMULATED_LANGUAGES } from './typing/simulation-lexer.ts';
import { readFolder, type TypedFile } from './typing/source-files.ts';

/** One answer, and how the line really went on. */
interface Answer {
  readonly text: string;
  readonly tokens: readonly TokenProbability[];
  readonly truth: string;
  readonly before: string;
  readonly documentLength: number;
  readonly offset: number;
}

/** So much longer a token's probability seems than it is: its logarithm is divided by it. */
const TEMPERATURES = [1, 0.5, 2];
const PARAMETERS = { ...decisionParameters('balanced'), explore: 0 };
const MODEL = 'scripted';
/** Outcomes come more slowly than the gate's guard against a flood of them. */
const BETWEEN_MS = 5_000;
const MOST_TOKENS = 32;

export function runTokenBoundBench(args: string[]): void {
  const { values } = parseArgs({
    args,
    options: {
      root: { type: 'string', multiple: true, default: [] },
      other: { type: 'string' },
      n: { type: 'string', default: '600' },
      seed: { type: 'string', default: '1' },
    },
  });
  if (values.root.length === 0) throw new BadInput('say what is typed: --root DIR, several times');
  const languages = new Set(SIMULATED_LANGUAGES);
  const options = {
    languages,
    seed: wholeNumber('seed', values.seed, 0),
    count: wholeNumber('n', values.n),
    replayedLines: 0,
  };
  const other = values.other === undefined ? undefined : readFolder(values.other, languages);
  const answers = values.root.map((root) => {
    const scene = folderScene(root, options);
    const found = answersIn(scene, other ?? scene.indexed);
    process.stderr.write(`${root}: ${found.length} answers\n`);
    return found;
  });
  console.log(report(answers));
}

/** What a model that has read `known` says at each place of the scene. */
function answersIn(scene: Scene, known: readonly TypedFile[]): readonly Answer[] {
  const engine = engineOf(known);
  return scene.places.flatMap((place) => {
    const { path: uri, prefix, suffix } = queryAt(place, true);
    const text = prefix + suffix;
    const languageId = languageIdForPath(uri) ?? 'generic';
    engine.openDocument({ uri, path: uri, languageId, version: 1, text });
    const said = sayLine(engine, { uri, version: 1, offset: prefix.length, nearPaths: [] });
    engine.closeDocument({ uri });
    const about = { truth: place.truth, before: prefix, documentLength: text.length, offset: prefix.length };
    return said === undefined ? [] : { ...said, ...about };
  });
}

function sayLine(engine: Engine, place: Parameters<Engine['query']>[0]): Pick<Answer, 'text' | 'tokens'> | undefined {
  const query = engine.query(place);
  if (query === undefined) return undefined;
  const { cursor, predictor, vocabulary } = query;
  const { ids, length } = cursor.tokens;
  const context = new Int32Array(length + MOST_TOKENS + 1);
  context.set(ids.subarray(0, length));
  const tokens: Candidate[] = [];
  let next = predictor.predict(context, length, cursor.partial, 3).find(({ id }) => !isLineStart(id));
  while (next !== undefined && tokens.length < MOST_TOKENS && !isLineStart(next.id)) {
    context[length + tokens.length] = next.id;
    tokens.push(next);
    next = predictor.predict(context, length + tokens.length, '', 1)[0];
  }
  if (tokens.length === 0) return undefined;
  const line = { tokens, lineEnd: 0, isAlternative: false };
  const texts = tokens.map((_, index) => render(line, index + 1, cursor, (id) => vocabulary.text(id)));
  return {
    text: texts.at(-1)!,
    tokens: tokens.map(({ probability }, index) => ({
      characters: texts[index]!.length - (texts[index - 1]?.length ?? 0),
      logProbability: Math.log(probability + 1e-9),
      beginsPiece: true,
    })),
  };
}

interface Shown {
  readonly isRight: boolean;
  readonly chars: number;
}

/** What is shown of the answers of one repository: cut at one of `TOKEN_BOUNDS`, or as it is learned from answer to answer. */
function showAll(answers: readonly Answer[], temperature: number, bound: number | 'learned'): readonly Shown[] {
  let state = freshState;
  let time = 1;
  const gate = createGate({
    weights: shippedWeights,
    parameters: () => PARAMETERS,
    learned: () => state,
    random: () => 1,
    onFault(error) {
      throw error;
    },
  });
  const about = { model: MODEL, repository: '' };
  return answers.flatMap((answer) => {
    const tokens = answer.tokens.map((token) => ({ ...token, logProbability: token.logProbability / temperature }));
    const lengths = beginnings(answer.text, tokens);
    const at = bound === 'learned' ? bestBound(state.tokenBounds[keyOf(MODEL)]) : bound;
    const text = answer.text.slice(0, lengths[at]);
    const place = { text: answer.before, offset: answer.before.length };
    const verdict = gate.beforeShow(
      {
        ...engineInput(place, { text, confidence: 0 }),
        source: 'model',
        confidence: undefined,
        documentLength: answer.documentLength,
        offset: answer.offset,
        logProbabilities: logProbabilitiesOf(tokens, text.length),
      },
      about,
    );
    const isRight = isGood(text.trimEnd(), answer.truth);
    time += BETWEEN_MS;
    state = learnAnswer(state, { model: MODEL, lengths, agreed: agreed(answer, lengths), time });
    if (!verdict.pass) return [];
    state = learn(state, { ...verdict.record!, ...about, accepted: isRight, certainty: 'full', time });
    return { isRight, chars: text.trim().length };
  });
}

/** As it comes out while it is typed: the longest beginning that is how the line went on. */
function agreed({ text, truth }: Answer, lengths: readonly number[]): number {
  return Math.max(0, ...lengths.filter((length) => isGood(text.slice(0, length).trimEnd(), truth)));
}

function report(repositories: readonly (readonly Answer[])[]): string {
  const count = repositories.reduce((sum, { length }) => sum + length, 0);
  const row = (temperature: number, bound: number | 'learned'): readonly string[] => {
    const shown = repositories.flatMap((answers) => showAll(answers, temperature, bound));
    const right = shown.filter(({ isRight }) => isRight);
    const seconds = shown.reduce((sum, { isRight, chars }) => sum + expectedSeconds(isRight ? 1 : 0, chars, 1), 0);
    const chars = right.reduce((sum, each) => sum + each.chars, 0);
    const name = bound === 'learned' ? 'learned' : bound === 0 ? 'not cut' : `cut below ${TOKEN_BOUNDS[bound]}`;
    return [
      String(temperature),
      name,
      (shown.length / count).toFixed(3),
      (right.length / shown.length).toFixed(3),
      (chars / count).toFixed(2),
      (seconds / count).toFixed(3),
    ];
  };
  const rows = TEMPERATURES.flatMap((temperature) =>
    [...TOKEN_BOUNDS.keys(), 'learned' as const].map((bound) => row(temperature, bound)),
  );
  return `${table(['temperature', '', 'shown', 'right', 'characters', 'seconds'], rows)}

${count} answers in ${repositories.length} repositories, each begun with nothing learned; the gate judges what is left and learns.
\`right\`: of those shown. \`characters\` saved and \`seconds\` won (docs/gate.md, utility): an answer, shown or not.`;
}
