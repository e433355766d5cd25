// node scripts/bootstrap.mjs bench/kill-children.ts [--keys 3000] [--kills 100] [--seed 1] [--packages mobx] [--out F]
// Replays one trace undisturbed, and once more while children are killed: what is shown may differ only for requests
// soon after a kill.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { SessionEvent } from '../src/core/completion/session.ts';
import { openGate } from '../src/core/gate/gate.ts';
import { defaultSettings } from '../src/core/settings/settings.ts';
import { keystrokeTimeouts, type Timeouts } from '../src/node/create-pipeline.ts';
import { patientTimeouts, startReplayer } from '../src/node/replay-session.ts';
import { bundles } from '../test/support/headless.ts';
import { BadInput } from './lib/bad-input.ts';
import { runAsProgram } from './lib/run-as-program.ts';
import { makeTrace } from './traces/make-trace.ts';
import { loadTraceSources, TRACE_PACKAGE_NAMES } from './traces/package-versions.ts';

export interface KillOptions {
  /** Folder of the bundles. */
  readonly dist: string;
  /** What the session works in. */
  readonly root: string;
  readonly events: readonly SessionEvent[];
  readonly kills: number;
  readonly seed: number;
  readonly onProgress?: (line: string) => void;
}

export interface KillReport {
  readonly kills: number;
  readonly restarts: number;
  readonly requests: number;
  readonly requestsInWindow: number;
  readonly differInWindow: number;
  readonly differOutside: number;
  /** Of those: what is left of a suggestion that came up in a window, or did not, and is being typed into. */
  readonly reusedOutside: number;
  /** Requests that found no engine, or none in time. */
  readonly unavailableInWindow: number;
  readonly unavailableOutside: number;
  readonly outside: readonly Difference[];
}

export interface Difference {
  /** Session milliseconds since the last kill. */
  readonly afterKillMs: number;
  readonly killed: Kill['child'] | undefined;
  readonly without: string;
  readonly with: string;
}

/** Within so long after a kill, in the session's time, an answer may be another one, or none. */
export const KILL_WINDOW_MS = 500;

/**
 * So long after a kill real time passes at least as fast as the session's, and the children are given no more time than
 * in the editor. Afterwards the replay runs ahead, patiently: what the machine's load does there is not the kill's work.
 */
const REAL_TIME_MS = 1_500;

/** Both runs with the same events; the kills lie in the order of the session, drawn from the seed. */
export async function killChildren(options: KillOptions): Promise<KillReport> {
  const { events, kills, seed, onProgress = () => {} } = options;
  const undisturbed = await shownBy(options, []);
  onProgress(`undisturbed: ${undisturbed.answers.size} requests`);
  const times = killTimes(events, kills, seed);
  const disturbed = await shownBy(options, times, onProgress);
  const keys = new Set([...undisturbed.answers.keys(), ...disturbed.answers.keys()]);
  const differing: Difference[] = [];
  let [requestsInWindow, unavailableInWindow, unavailableOutside] = [0, 0, 0];
  for (const key of keys) {
    const without = undisturbed.answers.get(key);
    const withKills = disturbed.answers.get(key);
    const time = (without ?? withKills)!.time;
    const last = times.findLast(({ at }) => at <= time);
    const afterKillMs = time - (last?.at ?? -Infinity);
    const isInWindow = afterKillMs <= KILL_WINDOW_MS;
    if (isInWindow) requestsInWindow++;
    if (withKills?.told === 'source-unavailable') {
      if (isInWindow) unavailableInWindow++;
      else unavailableOutside++;
    }
    if (without?.shown !== withKills?.shown) {
      differing.push({
        afterKillMs,
        killed: last?.child,
        without: without?.told ?? 'not asked',
        with: withKills?.told ?? 'not asked',
      });
    }
  }
  const outside = differing.filter(({ afterKillMs }) => afterKillMs > KILL_WINDOW_MS);
  return {
    kills: times.length,
    restarts: disturbed.restarts,
    requests: keys.size,
    requestsInWindow,
    differInWindow: differing.length - outside.length,
    differOutside: outside.length,
    reusedOutside: outside.filter(isReused).length,
    unavailableInWindow,
    unavailableOutside,
    outside,
  };
}

function isReused({ without, with: withKills }: Difference): boolean {
  return [without, withKills].some((told) => told.startsWith('reused: '));
}

interface Kill {
  /** Of the session, milliseconds. */
  readonly at: number;
  readonly child: 'engine' | 'indexer';
}

interface Answer {
  readonly time: number;
  /** Empty where nothing is. */
  readonly shown: string;
  readonly told: string;
}

/** What each request showed, by its place and time. */
async function shownBy(
  { dist, root, events }: KillOptions,
  kills: readonly Kill[],
  onProgress: (line: string) => void = () => {},
): Promise<{ readonly answers: ReadonlyMap<string, Answer>; readonly restarts: number }> {
  let killed: { readonly sessionMs: number; readonly realMs: number } | undefined;
  let sessionMs = 0;
  const isRealTime = (): boolean => killed !== undefined && sessionMs - killed.sessionMs <= REAL_TIME_MS;
  const timeouts: Timeouts = {
    get engineMs() {
      return (isRealTime() ? keystrokeTimeouts : patientTimeouts).engineMs;
    },
    get namesMs() {
      return (isRealTime() ? keystrokeTimeouts : patientTimeouts).namesMs;
    },
    get syntaxMs() {
      return (isRealTime() ? keystrokeTimeouts : patientTimeouts).syntaxMs;
    },
    contextMs: patientTimeouts.contextMs,
  };
  const waiting = [...kills];
  const replayer = await startReplayer(
    {
      dist,
      root,
      // Every guess is shown: a difference is seen, and none comes from what the gate has learned of an earlier one.
      settings: defaultSettings,
      withParts: (pipeline) => ({
        ...pipeline,
        gateBeforeRequest: openGate.beforeRequest,
        gateBeforeShow: openGate.beforeShow,
      }),
      timeouts,
      async pace(timeMs) {
        for (let kill = waiting[0]; kill !== undefined && kill.at <= timeMs; kill = waiting[0]) {
          waiting.shift();
          await keepUp(kill.at);
          const { pid } = replayer.sotto[kill.child];
          if (pid !== undefined) process.kill(pid, 'SIGKILL');
          killed = { sessionMs: kill.at, realMs: performance.now() };
          sessionMs = kill.at;
          if (waiting.length % 10 === 0) onProgress(`${kills.length - waiting.length} killed`);
        }
        await keepUp(timeMs);
        sessionMs = timeMs;
      },
    },
    new AbortController().signal,
  );
  /** Real time since the last kill is not behind the session's, as far as that matters. */
  async function keepUp(timeMs: number): Promise<void> {
    if (killed === undefined) return;
    const due = killed.realMs + Math.min(timeMs - killed.sessionMs, REAL_TIME_MS);
    const ms = due - performance.now();
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
  }

  try {
    const answers = new Map<string, Answer>();
    const asked = new Map<number, { readonly key: string; readonly time: number }>();
    for await (const event of replayer.replay(each(events))) {
      if (event.kind === 'requested') {
        asked.set(event.request, { key: `${event.uri} ${event.version} ${event.offset}`, time: event.time });
      } else if (event.kind === 'shown' || event.kind === 'nothing') {
        const { key, time } = asked.get(event.request)!;
        const shown = event.kind === 'shown' ? (event.insertText ?? '') : '';
        const told = event.kind === 'shown' ? `${event.origin}: ${shown}` : event.reason;
        answers.set(`${time} ${key}`, { time, shown, told });
      }
    }
    return { answers, restarts: replayer.sotto.engine.restarts + replayer.sotto.indexer.restarts };
  } finally {
    replayer.dispose();
  }
}

/** Seeded; in the time in which something is typed. */
function killTimes(events: readonly SessionEvent[], kills: number, seed: number): Kill[] {
  let state = seed | 0;
  // A linear congruential generator (Numerical Recipes): a few hundred points need no better.
  const random = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const changes = events.filter(({ kind }) => kind === 'changed');
  if (changes.length === 0) throw new BadInput('nothing is typed in this session');
  return Array.from({ length: kills }, () => ({
    at: changes[Math.floor(random() * changes.length)]!.time + Math.floor(random() * 200),
    child: random() < 0.5 ? ('engine' as const) : ('indexer' as const),
  })).toSorted((a, b) => a.at - b.at);
}

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

await runAsProgram(import.meta.url, async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      keys: { type: 'string', default: '3000' },
      kills: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      packages: { type: 'string', default: TRACE_PACKAGE_NAMES.join(',') },
      out: { type: 'string' },
    },
  });
  const sources = await loadTraceSources(values.packages.split(','));
  const dist = await bundles();
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-kill-'));
  try {
    for (const file of sources.project) {
      fs.mkdirSync(path.dirname(path.join(root, file.path)), { recursive: true });
      fs.writeFileSync(path.join(root, file.path), file.text);
    }
    const seed = Number(values.seed);
    const rows = [...makeTrace({ versions: sources.versions, seed, keys: Number(values.keys) })];
    const events = rows.filter((row) => row.kind !== 'sotto-session');
    const onProgress = (line: string): void => void process.stderr.write(`${line}\n`);
    const report = await killChildren({ dist, root, events, kills: Number(values.kills), seed, onProgress });
    const { outside, ...counts } = report;
    for (const [name, count] of Object.entries(counts)) console.log(`${name.padEnd(20)}${String(count).padStart(8)}`);
    for (const { afterKillMs, killed, without, with: withKills } of outside.slice(0, 20)) {
      console.log(
        `  ${afterKillMs} ms after the ${killed} was killed: ${JSON.stringify(without)} became ${JSON.stringify(withKills)}`,
      );
    }
    if (values.out !== undefined) fs.writeFileSync(values.out, `${JSON.stringify(report, undefined, 2)}\n`);
    const { differOutside, reusedOutside, unavailableOutside } = report;
    if (differOutside - reusedOutside + unavailableOutside > 0) process.exitCode = 1;
  } finally {
    for (const folder of [dist, root]) fs.rmSync(folder, { recursive: true, force: true });
  }
});
