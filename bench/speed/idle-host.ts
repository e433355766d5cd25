// The host process that `idle-cpu.ts` watches: both children, a folder, nobody typing. Counts what would wake it.
//   node bench/speed/idle-host.ts DIST STORAGE ROOT
import net from 'node:net';
import { startHeadless } from '../../test/support/headless.ts';

/** A line of JSON for each; `counts` are those since `ready`. */
export type IdleHostLine =
  | { readonly kind: 'ready'; readonly pids: readonly number[] }
  | { readonly kind: 'counts'; readonly shortTimers: number; readonly connects: number };

const SHORT_TIMER_MS = 5_000;

const [dist = '', storage = '', root = ''] = process.argv.slice(2);
let shortTimers = 0;
let connects = 0;
const { setTimeout: setTimeout_, setInterval: setInterval_ } = globalThis;
const say = (line: IdleHostLine): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const { sotto, indexed } = startHeadless(dist, [root], storage);
await indexed();
// What follows the index belongs to it: the engine loads the model, the indexer writes down its state and lets memory go.
await new Promise((resolve) => setTimeout_(resolve, 15_000));
countWakers();
say({ kind: 'ready', pids: [process.pid, sotto.engine.pid!, sotto.indexer.pid!] });
process.stdin.once('data', () => {
  say({ kind: 'counts', shortTimers, connects });
  sotto.dispose();
  process.exit(0);
});

function countWakers(): void {
  const isShort = (ms: number | undefined): number => ((ms ?? 0) < SHORT_TIMER_MS ? 1 : 0);
  globalThis.setTimeout = Object.assign((...args: Parameters<typeof setTimeout_>) => {
    shortTimers += isShort(args[1]);
    return setTimeout_(...args);
  }, setTimeout_);
  globalThis.setInterval = (...args: Parameters<typeof setInterval_>) => {
    shortTimers += isShort(args[1]);
    return setInterval_(...args);
  };
  const { connect } = net.Socket.prototype;
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]): net.Socket {
    connects++;
    return Reflect.apply(connect, this, args) as net.Socket;
  };
}
