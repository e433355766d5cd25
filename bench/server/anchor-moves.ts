// What the first key after an anchor move costs, in real time: with what the product has evaluated in the pause, and without.
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from '../lib/statistics.ts';
import { table } from '../lib/table.ts';
import { type AnchorMove, MOVES, SHORTEST_PAUSE_MS } from './keystrokes.ts';
import type { Meter } from './meter.ts';
import type { Strategy } from './strategies.ts';

export interface MoveResult {
  readonly times: number;
  /** How often the server was asked to evaluate it while nobody waited; each move should be once. */
  readonly preparations: number;
  /** Share of those that were over when the next key came. */
  readonly inTime: number;
  /** Means. */
  readonly preparedTokens: number;
  readonly tokensAtNextKey: number;
  /** Medians. */
  readonly preparedMs: number;
  readonly firstTokenMs: number;
}

type Kind = AnchorMove['kind'];

/** The person goes on so long after the move. */
const PAUSE_MS = 1_000;

/**
 * Each move after keys at the place before, so that it is one. `prepares` tells whether the pause is used; where it is not,
 * nobody waits for it to pass.
 */
export async function measureMoves(
  strategy: Strategy,
  moves: readonly AnchorMove[],
  prepares: boolean,
  meter: Meter,
  signal: AbortSignal,
): Promise<Readonly<Record<Kind, MoveResult>>> {
  const samples: Sample[] = [];
  for (const { kind, before, pause, next } of moves) {
    for await (const _ of strategy.ask(before, signal));
    meter.take();
    const prepared = prepares ? await prepareInPause(strategy, pause, meter, signal) : undefined;
    const asked = performance.now();
    let firstTokenMs: number | undefined;
    for await (const { text } of strategy.ask(next, signal))
      if (text !== '') firstTokenMs ??= performance.now() - asked;
    samples.push({ kind, prepared, tokensAtNextKey: meter.take()?.evaluated ?? 0, firstTokenMs });
  }
  return Object.fromEntries(
    MOVES.map((kind) => [kind, resultOf(samples.filter((sample) => sample.kind === kind))]),
  ) as Record<Kind, MoveResult>;
}

interface Sample {
  readonly kind: Kind;
  readonly prepared: Preparation | undefined;
  readonly tokensAtNextKey: number;
  readonly firstTokenMs: number | undefined;
}

interface Preparation {
  readonly times: number;
  readonly tokens: number;
  readonly ms: number;
  readonly isInTime: boolean;
}

/** As `vscode/prepare-on-idle.ts` does it, and asked a second time, which must cost nothing. */
async function prepareInPause(
  { prepare }: Strategy,
  pause: AnchorMove['pause'],
  meter: Meter,
  signal: AbortSignal,
): Promise<Preparation> {
  const moved = performance.now();
  await sleep(SHORTEST_PAUSE_MS);
  const started = performance.now();
  const first = (await prepare?.(pause, signal)) === true;
  const ended = performance.now();
  const tokens = meter.take()?.evaluated ?? 0;
  const second = (await prepare?.(pause, signal)) === true;
  const isInTime = first && ended - moved <= PAUSE_MS;
  await sleep(Math.max(0, PAUSE_MS - (performance.now() - moved)));
  return { times: Number(first) + Number(second), tokens, ms: ended - started, isInTime };
}

function resultOf(samples: readonly Sample[]): MoveResult {
  const prepared = samples.flatMap((sample) => sample.prepared ?? []);
  return {
    times: samples.length,
    preparations: prepared.reduce((sum, { times }) => sum + times, 0),
    inTime: mean(prepared.map(({ isInTime }) => Number(isInTime))),
    preparedTokens: mean(prepared.map(({ tokens }) => tokens)),
    tokensAtNextKey: mean(samples.map(({ tokensAtNextKey }) => tokensAtNextKey)),
    preparedMs: prepared.length === 0 ? 0 : median(prepared.map(({ ms }) => ms)),
    firstTokenMs: median(samples.flatMap(({ firstTokenMs }) => firstTokenMs ?? [])),
  };
}

export function movesReport(
  prepared: Readonly<Record<Kind, MoveResult>>,
  unprepared: Readonly<Record<Kind, MoveResult>>,
): string {
  const rows = MOVES.map((kind) => {
    const [on, off] = [prepared[kind], unprepared[kind]];
    return [
      kind,
      `${on.times}`,
      `${on.preparations}`,
      `${(on.inTime * 100).toFixed(0)} %`,
      on.preparedTokens.toFixed(0),
      on.tokensAtNextKey.toFixed(1),
      off.tokensAtNextKey.toFixed(0),
      `${(on.firstTokenMs / off.firstTokenMs).toFixed(2)} ×`,
    ];
  });
  const head = [
    'the anchor moves, by',
    'times',
    'prepared',
    'over when the next key comes',
    'tokens prepared',
    'tokens at the next key',
    'without preparing',
    'its first token',
  ];
  return `${table(head, rows)}

The next key comes a second after the move, in real time; what is prepared begins after ${SHORTEST_PAUSE_MS} ms, and is asked for twice. The first token is a
multiple of that without preparing. How many tokens a server evaluates in the rest of the second is its own affair: this one has a
tiny model.`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
