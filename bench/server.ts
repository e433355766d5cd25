// What a keystroke costs a llama.cpp server: tokens that it has to evaluate, by how it is asked.
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isServerAddress } from '../src/core/settings/servers.ts';
import { BadInput } from './lib/bad-input.ts';
import { writeSection } from './lib/benchmarks-page.ts';
import { wholeNumber } from './lib/options.ts';
import { median } from './lib/statistics.ts';
import { table } from './lib/table.ts';
import { measureMoves, movesReport } from './server/anchor-moves.ts';
import {
  type Keystroke,
  madeUpKeystrokes,
  madeUpMoves,
  sessionKeystrokes,
  SHORTEST_PAUSE_MS,
} from './server/keystrokes.ts';
import { createMeter, type Meter, type PromptCount } from './server/meter.ts';
import { openServer, type ServerUnderTest, type Strategy } from './server/strategies.ts';
import { today } from './lib/today.ts';

/** Per keystroke; of all but the first, which finds a cold cache whoever asks. */
export interface StrategyResult {
  /** Mean of the tokens that were not in the server's cache. */
  readonly evaluatedPerKeystroke: number;
  /** Mean of all tokens of the prompt. */
  readonly promptTokens: number;
  /** Medians. */
  readonly firstTokenMs: number;
  readonly totalMs: number;
  /** Of the keys that follow one another in one place: without the first after a jump, a deletion, a paste. */
  readonly inPlace: {
    readonly keystrokes: number;
    readonly evaluatedPerKeystroke: number;
    readonly mostEvaluated: number;
    /** For which more than `MANY_TOKENS` were evaluated. */
    readonly expensive: number;
  };
  /** What the product had evaluated while the person paused; absent for who does no such thing. */
  readonly prepared?: Prepared;
}

export interface Prepared {
  /** How often the server was asked to. */
  readonly times: number;
  /** Mean of the tokens evaluated, of those times. */
  readonly evaluated: number;
  readonly medianMs: number;
  /** Share that would have been over within a pause of a second; `null` where there was none. */
  readonly withinASecond: number | null;
}

export async function runServerBench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      url: { type: 'string' },
      trace: { type: 'string' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      samples: { type: 'string' },
      moves: { type: 'string', default: '12' },
      docs: { type: 'boolean', default: false },
    },
  });
  if (values.url === undefined) throw new BadInput('--url is missing: where a llama.cpp server listens');
  const origin = originOf(values.url);
  const seed = wholeNumber('seed', values.seed, 0);
  const movesOfAKind = wholeNumber('moves', values.moves, 0);
  const keystrokes = await all(values.trace === undefined ? madeUpKeystrokes(seed) : sessionKeystrokes(values.trace));
  const signal = new AbortController().signal;
  const meter = createMeter(MAX_TOKENS);
  const server = await openServer(origin, meter.fetch, signal);

  const results = new Map<Strategy['name'], StrategyResult>();
  // One after the other, because each needs the server's cache for itself; once, because a server may keep old prompts in
  // memory, and a second round would find what the first one left.
  for (const strategy of server.strategies) {
    const { keys, preparations } = await samplesOf(strategy, keystrokes, meter, signal);
    results.set(strategy.name, {
      ...summary(keys),
      ...(strategy.prepare === undefined ? {} : { prepared: summaryOfPrepared(preparations) }),
    });
    if (values.samples !== undefined) writeSamples(values.samples, strategy.name, keys);
    process.stderr.write(`${strategy.name}: ${keystrokes.length} keystrokes\n`);
  }
  const ours = server.strategies.find(({ name }) => name === 'ours')!;
  // Of other files without preparing: a server may keep the prompts of the first ones in memory.
  const [prepared, unprepared] = [
    await measureMoves(ours, [...madeUpMoves(seed, movesOfAKind)], true, meter, signal),
    await measureMoves(ours, [...madeUpMoves(seed + 1, movesOfAKind)], false, meter, signal),
  ];
  const cancelToIdleMs = await cancelToIdle(server, origin);
  const told = report(results, cancelToIdleMs, keystrokes.length, values.trace === undefined);
  const text = movesOfAKind === 0 ? told : `${told}\n\n${movesReport(prepared, unprepared)}`;
  console.log(text);
  const result = {
    strategies: Object.fromEntries(JSON_STRATEGIES.map((name) => [name, results.get(name)])),
    ...(movesOfAKind === 0 ? {} : { moves: { prepared, unprepared } }),
    cancelToIdleMs: cancelToIdleMs ?? null,
  };
  if (values.out !== undefined) fs.writeFileSync(values.out, `${JSON.stringify(result, undefined, 2)}\n`);
  if (values.docs) {
    const date = today();
    const trace = values.trace === undefined ? ` --seed ${seed}` : ' --trace FILE';
    writeSection('server', `\`npm run bench -- server --url URL${trace}\`, ${date}.\n\n${text}`);
  }
}

const JSON_STRATEGIES = ['plain', 'infill', 'ours'] as const;

/** The prompt is what costs; a few tokens show that the answer comes. */
const MAX_TOKENS = 8;

interface Sample {
  readonly isElsewhere: boolean;
  readonly evaluated: number;
  readonly cached: number;
  /** `undefined` where nothing came but the end. */
  readonly firstMs: number | undefined;
  readonly totalMs: number;
}

interface Preparation {
  readonly evaluated: number;
  readonly ms: number;
}

async function samplesOf(
  strategy: Strategy,
  keystrokes: readonly Keystroke[],
  meter: Meter,
  signal: AbortSignal,
): Promise<{ readonly keys: readonly Sample[]; readonly preparations: readonly Preparation[] }> {
  const keys: Sample[] = [];
  const preparations: Preparation[] = [];
  for (const keystroke of keystrokes) {
    for (const pause of keystroke.pauses) {
      const started = performance.now();
      if ((await strategy.prepare?.(pause, signal)) !== true) continue;
      const ms = performance.now() - started;
      preparations.push({ evaluated: counted(meter).evaluated, ms });
    }
    const started = performance.now();
    let firstMs: number | undefined;
    for await (const { text } of strategy.ask(keystroke, signal)) {
      if (text !== '') firstMs ??= performance.now() - started;
    }
    const totalMs = performance.now() - started;
    keys.push({ ...counted(meter), isElsewhere: keystroke.isElsewhere, firstMs, totalMs });
  }
  return { keys: keys.slice(1), preparations };
}

function counted(meter: Meter): PromptCount {
  const count = meter.take();
  if (count === undefined) throw new BadInput('the server does not say how many tokens it evaluated');
  return count;
}

/** More than this is no longer what a key adds. */
const MANY_TOKENS = 100;

function summary(samples: readonly Sample[]): StrategyResult {
  const evaluated = samples.map((sample) => sample.evaluated);
  const inPlace = samples.filter(({ isElsewhere }) => !isElsewhere).map((sample) => sample.evaluated);
  return {
    evaluatedPerKeystroke: mean(evaluated),
    promptTokens: mean(samples.map(({ evaluated: fresh, cached }) => fresh + cached)),
    firstTokenMs: median(samples.flatMap(({ firstMs }) => firstMs ?? [])),
    totalMs: median(samples.map(({ totalMs }) => totalMs)),
    inPlace: {
      keystrokes: inPlace.length,
      evaluatedPerKeystroke: mean(inPlace),
      mostEvaluated: Math.max(0, ...inPlace),
      expensive: inPlace.filter((tokens) => tokens > MANY_TOKENS).length,
    },
  };
}

const PAUSE_MS = 1_000;

function summaryOfPrepared(preparations: readonly Preparation[]): Prepared {
  const inTime = preparations.filter(({ ms }) => SHORTEST_PAUSE_MS + ms <= PAUSE_MS);
  return {
    times: preparations.length,
    evaluated: mean(preparations.map(({ evaluated }) => evaluated)),
    medianMs: preparations.length === 0 ? 0 : median(preparations.map(({ ms }) => ms)),
    withinASecond: preparations.length === 0 ? null : inTime.length / preparations.length,
  };
}

/** What each key cost, to look into. */
function writeSamples(file: string, strategy: string, samples: readonly Sample[]): void {
  const rows = samples.map((sample, key) => `${JSON.stringify({ strategy, key: key + 1, ...sample })}\n`);
  fs.appendFileSync(file, rows.join(''));
}

const ROUNDS = 9;

/** From leaving an answer until the server works on nothing; `undefined` where it does not show its slots. */
async function cancelToIdle(server: ServerUnderTest, origin: string): Promise<number | undefined> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const answer = server.endless(new AbortController().signal);
    await answer.next();
    const isSeen = await isBusy(origin);
    const left = performance.now();
    await answer.return();
    if (!isSeen) return undefined;
    while (await isBusy(origin)) {
      if (performance.now() - left > 10_000) throw new Error('the server went on for ten seconds after it was left');
      await sleep(1);
    }
    times.push(performance.now() - left);
  }
  return median(times);
}

async function isBusy(origin: string): Promise<boolean> {
  const response = await fetch(`${origin}/slots`);
  if (!response.ok) return false;
  const slots = (await response.json()) as readonly { readonly is_processing?: boolean }[];
  return slots.some((slot) => slot.is_processing === true);
}

function report(
  results: ReadonlyMap<Strategy['name'], StrategyResult>,
  cancelToIdleMs: number | undefined,
  keystrokes: number,
  isMadeUp: boolean,
): string {
  const plain = results.get('plain')!;
  const rows = [...results].map(([name, result]) => {
    const { evaluatedPerKeystroke, promptTokens, firstTokenMs, totalMs, inPlace } = result;
    return [
      name,
      evaluatedPerKeystroke.toFixed(1),
      inPlace.evaluatedPerKeystroke.toFixed(1),
      `${inPlace.mostEvaluated} (${inPlace.expensive})`,
      promptTokens.toFixed(0),
      `${(evaluatedPerKeystroke / plain.evaluatedPerKeystroke).toFixed(2)} ×`,
      `${(firstTokenMs / plain.firstTokenMs).toFixed(2)} ×`,
      `${(totalMs / plain.totalMs).toFixed(2)} ×`,
    ];
  });
  const head = [
    '',
    'tokens evaluated per keystroke',
    'per key that goes on in its place',
    `most for one of these (so many over ${MANY_TOKENS})`,
    'tokens in the prompt',
    'evaluated',
    'first token',
    'whole answer',
  ];
  const cancel =
    cancelToIdleMs === undefined
      ? 'The server shows no slots, so how soon it stops was not measured.'
      : `From leaving an answer until the server is idle: ${cancelToIdleMs.toFixed(0)} ms (${(cancelToIdleMs / plain.firstTokenMs).toFixed(2)} × the first token of \`plain\`).`;
  return `${table(head, rows)}

${keystrokes} keystrokes${isMadeUp ? ', made up, with the brackets that an editor closes' : ' of a recorded session'}; the first is left out, because every cache is cold then. The last three
columns are multiples of \`plain\`. \`plain\`: the whole file as prefix and suffix in the model's own format. \`infill\`: the same through the
server's \`/infill\`; \`infill by line\`: with the line before the cursor as its \`prompt\`. \`ours\`: what the product sends for a completion, through
its own source, with the layout \`anchored\`; \`ours, plain layout\`: with what a model gets that was not measured. Both see the windows
of text that a request carries. ${preparedText(results.get('ours')?.prepared)}Tokens are those that
llama.cpp says it evaluated (\`timings.prompt_n\`), not those it found in its cache. ${cancel}`;
}

function preparedText(prepared: Prepared | undefined): string {
  if (prepared === undefined || prepared.times === 0) return '';
  const { times, evaluated, medianMs, withinASecond } = prepared;
  const inTime = ` (${((withinASecond ?? 0) * 100).toFixed(0)} % would be over within a pause of a second, in which they begin after ${SHORTEST_PAUSE_MS} ms)`;
  return `In ${times} pauses \`ours\` had the server evaluate what the next key would have cost, ${evaluated.toFixed(0)} tokens in ${medianMs.toFixed(0)} ms each${inTime}; these are not in the table. `;
}

function originOf(url: string): string {
  if (!isServerAddress(url)) throw new BadInput(`--url ${url} is no http or https address`);
  return url.replace(/\/+$/, '').replace(/\/v1$/, '');
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

async function all<T>(items: AsyncIterable<T> | Iterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
