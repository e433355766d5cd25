import { fork, type ChildProcess } from 'node:child_process';
import type { Disposable } from '../core/base/disposable.ts';
import type { Log } from '../core/base/log.ts';
import { type CallOptions, ChildUnavailable, createCalls } from './calls.ts';
import { LIFELINE } from './lifeline.ts';
import type { ChildMessage } from './protocol.ts';
import { createRestartPauses } from './restart-pauses.ts';

/** One of our child processes, restarted when it ends. Messages keep their order. */
export interface Child<M> extends Disposable {
  /** Rejects with `ChildUnavailable`, or with the signal's reason, or with what went wrong in the child. */
  call<Name extends keyof M & string>(
    method: Name,
    params: M[Name] extends (params: infer P) => unknown ? P : never,
    options?: CallOptions,
  ): Promise<M[Name] extends (params: never) => infer R ? Awaited<R> : never>;
  /** Told and not answered; lost while the child is down (`onStart` tells the new one what it must know). */
  notify<Name extends keyof M & string>(
    method: Name,
    params: M[Name] extends (params: infer P) => unknown ? P : never,
  ): void;
  /** Ends the process; another one is started, as after any end. */
  restart(): void;
  /** Of the running process, if one runs. */
  readonly pid: number | undefined;
  readonly restarts: number;
  /** Whether the running process is all that it should be: `onStart` is through. */
  readonly isReady: boolean;
  /** Calls that wait for their answer, and all that were made since the beginning; notices likewise. */
  readonly callsWaiting: number;
  readonly callsMade: number;
  readonly noticesSent: number;
}

export interface ChildOptions<M> {
  /** For the log. */
  readonly name: string;
  /** Absolute path of the bundled entry point. */
  readonly entry: string;
  /** Of JavaScript objects; beyond it the process ends. */
  readonly maxHeapMB?: number;
  /** Of the part of the heap in which objects are made: a smaller one is emptied more often. */
  readonly maxYoungMB?: number;
  /** With glibc, its threads share one pool of memory: pools of their own keep what the compiler has long done with. */
  readonly onePool?: boolean;
  /** A process that ends sooner than this after it was ready is not started again at once. */
  readonly goodRunMs?: number;
  readonly log: Log;
  /**
   * Runs after each start: tell the fresh process what the old one knew. What it returns resolves when the process can
   * do what the old one could: the run counts as good from then on. A rejection means that it never could.
   */
  onStart?(child: Child<M>): Promise<unknown> | void;
  onNotice?(method: string, params: unknown): void;
}

const GOOD_RUN_MS = 500;

export function startChild<M extends object>(options: ChildOptions<M>): Child<M> {
  const { name, log, goodRunMs = GOOD_RUN_MS } = options;
  const calls = createCalls(name);
  const pauses = createRestartPauses();
  let process_: ChildProcess | undefined;
  let readyAt: number | undefined;
  let restartTimer: NodeJS.Timeout | undefined;
  let restarts = 0;
  let noticesSent = 0;
  let onlyBaselineWasm = false;
  let disposed = false;

  const child: Child<M> = {
    call(method, params, callOptions) {
      const running = process_;
      if (running === undefined || !running.connected) {
        return Promise.reject(new ChildUnavailable(`${name} is not running`));
      }
      return calls.call((message) => send(running, message), method, params, callOptions) as never;
    },
    notify(method, params) {
      if (process_?.connected !== true) return;
      noticesSent++;
      send(process_, { kind: 'notice', method, params });
    },
    restart() {
      process_?.kill('SIGKILL');
    },
    get pid() {
      return process_?.pid;
    },
    get restarts() {
      return restarts;
    },
    get isReady() {
      return readyAt !== undefined;
    },
    get callsWaiting() {
      return calls.waiting;
    },
    get callsMade() {
      return calls.made;
    },
    get noticesSent() {
      return noticesSent;
    },
    dispose() {
      disposed = true;
      clearImmediate(first);
      clearTimeout(restartTimer);
      calls.failAll(`${name} was stopped`);
      if (process_ !== undefined) letGo(process_);
    },
  };

  function start(): void {
    const startedAt = performance.now();
    const running = fork(options.entry, [], {
      // Never the host's own: a debugged host has `--inspect` in it, and the child must not fight for the same port.
      execArgv: [
        ...(options.maxHeapMB === undefined ? [] : [`--max-old-space-size=${options.maxHeapMB}`]),
        ...(options.maxYoungMB === undefined ? [] : [`--max-semi-space-size=${options.maxYoungMB}`]),
        ...(onlyBaselineWasm ? ['--liftoff-only'] : []),
      ],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', 'pipe'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', ...(options.onePool === true && { MALLOC_ARENA_MAX: '1' }) },
    });
    process_ = running;
    readyAt = undefined;
    let lastWords = '';
    running.stderr?.on('data', (data: Buffer) => (lastWords = (lastWords + data.toString()).slice(-2_000)));
    // Who kills a child closes its end of the lifeline; `exit` tells.
    running.stdio[LIFELINE]?.on('error', () => {});
    running.on('message', (message) => receive(message as ChildMessage));
    running.on('error', (error) => log.warn('child.error', { name, message: error.message }));
    running.on('exit', (code, signal) => {
      if (process_ !== running) return;
      const wasGoodRun = readyAt !== undefined && performance.now() - readyAt >= goodRunMs;
      process_ = undefined;
      readyAt = undefined;
      calls.failAll(`${name} ended`);
      if (disposed) return;
      onlyBaselineWasm ||= isRuntimeCrash(code, signal);
      const restartInMs = pauses.nextMs(wasGoodRun);
      log.warn('child.ended', {
        name,
        code: code ?? undefined,
        signal: signal ?? undefined,
        restartInMs,
        lastWords: lastLine(lastWords),
      });
      restartTimer = setTimeout(() => {
        restarts++;
        start();
      }, restartInMs);
      restartTimer.unref();
    });
    log.info('child.started', { name, pid: running.pid });
    Promise.resolve(options.onStart?.(child)).then(
      () => {
        if (process_ !== running) return;
        readyAt = performance.now();
        log.info('child.ready', { name, ms: Math.round(readyAt - startedAt) });
      },
      (error: unknown) => log.warn('child.not-ready', { name, message: String(error) }),
    );
  }

  function receive(message: ChildMessage): void {
    switch (message.kind) {
      case 'reply':
      case 'failure':
        calls.settle(message);
        return;
      case 'notice':
        options.onNotice?.(message.method, message.params);
        return;
      case 'call':
        log.warn('child.unexpected-call', { name, method: message.method });
    }
  }

  // A fork takes some 5 ms of the caller's thread: whoever activates goes first.
  const first = setImmediate(start);
  return child;
}

function send(to: ChildProcess, message: ChildMessage): void {
  // A channel that closes meanwhile is told by `exit`; without a callback it would be an unhandled error.
  to.send(message, () => {});
}

/** The child ends itself when the channel closes; where it is busy, when the lifeline does. */
function letGo(running: ChildProcess): void {
  if (running.connected) running.disconnect();
  running.stdio[LIFELINE]?.destroy();
}

/**
 * Whether the process fell to a fault in its runtime. V8's optimising compiler for WebAssembly has one in Node 24
 * ("Fatal process out of memory: Zone", nodejs/node#63421) that only `--liftoff-only` avoids, at two thirds of the speed;
 * our grammars have not set it off so far. Signals, and what Windows says instead: breakpoint, access violation.
 */
function isRuntimeCrash(code: number | null, signal: NodeJS.Signals | null): boolean {
  const signals: readonly (NodeJS.Signals | null)[] = ['SIGTRAP', 'SIGILL', 'SIGSEGV', 'SIGBUS', 'SIGABRT'];
  return signals.includes(signal) || code === 0x80000003 || code === 0xc0000005;
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)?.slice(0, 300);
}
