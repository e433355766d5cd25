import { fork, type ChildProcess } from 'node:child_process';
import type { Disposable } from '../core/base/disposable.ts';
import type { Log } from '../core/base/log.ts';
import type { ChildMessage } from './protocol.ts';

/** The child is gone, not up yet, or did not answer in time: whoever asked does without. */
export class ChildUnavailable extends Error {}

/** One of our child processes, restarted when it ends. Messages keep their order. */
export interface Child<M> extends Disposable {
  /** Rejects with `ChildUnavailable`, or with the signal's reason, or with what went wrong in the child. */
  call<Name extends keyof M & string>(
    method: Name,
    params: M[Name] extends (params: infer P) => unknown ? P : never,
    options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
  ): Promise<M[Name] extends (params: never) => infer R ? Awaited<R> : never>;
  /** Told and not answered; lost while the child is down (`onStart` tells the new one what it must know). */
  notify<Name extends keyof M & string>(
    method: Name,
    params: M[Name] extends (params: infer P) => unknown ? P : never,
  ): void;
  /** Of the running process, if one runs. */
  readonly pid: number | undefined;
  readonly restarts: number;
}

export interface ChildOptions<M> {
  /** For the log. */
  readonly name: string;
  /** Absolute path of the bundled entry point. */
  readonly entry: string;
  readonly log: Log;
  /** Runs after each start: tell the fresh process what the old one knew. */
  onStart?(child: Child<M>): void;
  onNotice?(method: string, params: unknown): void;
}

/** First pause before a restart; doubled up to the longest, and back to the first after a minute of good running. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 30_000;
const GOOD_RUN_MS = 60_000;

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export function startChild<M extends object>(options: ChildOptions<M>): Child<M> {
  const { name, log } = options;
  const pending = new Map<number, Pending>();
  let process_: ChildProcess | undefined;
  let restartTimer: NodeJS.Timeout | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  let restarts = 0;
  let nextId = 1;
  let disposed = false;

  const child: Child<M> = {
    call(method, params, { timeoutMs, signal } = {}) {
      return new Promise((resolve, reject) => {
        const running = process_;
        if (running === undefined || !running.connected) {
          reject(new ChildUnavailable(`${name} is not running`));
          return;
        }
        if (signal?.aborted === true) {
          reject(signal.reason);
          return;
        }
        const id = nextId++;
        const onAbort = (): void => pending.get(id)?.reject(signal?.reason);
        const onTimeout = (): void =>
          pending.get(id)?.reject(new ChildUnavailable(`${name} did not answer in ${timeoutMs} ms`));
        const timer = timeoutMs === undefined ? undefined : setTimeout(onTimeout, timeoutMs);
        const done = (): void => {
          pending.delete(id);
          clearTimeout(timer);
          signal?.removeEventListener('abort', onAbort);
        };
        pending.set(id, {
          resolve: (value) => {
            done();
            resolve(value as never);
          },
          reject: (error) => {
            done();
            reject(error);
          },
        });
        signal?.addEventListener('abort', onAbort, { once: true });
        send(running, { kind: 'call', id, method, params });
      });
    },
    notify(method, params) {
      if (process_?.connected === true) send(process_, { kind: 'notice', method, params });
    },
    get pid() {
      return process_?.pid;
    },
    get restarts() {
      return restarts;
    },
    dispose() {
      disposed = true;
      clearImmediate(first);
      clearTimeout(restartTimer);
      failPending(`${name} was stopped`);
      // The child ends itself when the channel closes.
      if (process_?.connected === true) process_.disconnect();
    },
  };

  function start(): void {
    const startedAt = performance.now();
    const running = fork(options.entry, [], {
      // A debugged host has `--inspect` in its own; the child must not fight for the same port.
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    process_ = running;
    let lastWords = '';
    running.stderr?.on('data', (data: Buffer) => (lastWords = (lastWords + data.toString()).slice(-2_000)));
    running.on('message', (message) => receive(message as ChildMessage));
    running.on('error', (error) => log.warn('child.error', { name, message: error.message }));
    running.on('exit', (code, signal) => {
      if (process_ !== running) return;
      process_ = undefined;
      failPending(`${name} ended`);
      if (disposed) return;
      if (performance.now() - startedAt > GOOD_RUN_MS) pauseMs = FIRST_PAUSE_MS;
      log.warn('child.ended', {
        name,
        code: code ?? undefined,
        signal: signal ?? undefined,
        restartInMs: pauseMs,
        lastWords: lastLine(lastWords),
      });
      restartTimer = setTimeout(() => {
        restarts++;
        start();
      }, pauseMs);
      restartTimer.unref();
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    });
    log.info('child.started', { name, pid: running.pid });
    options.onStart?.(child);
  }

  function receive(message: ChildMessage): void {
    switch (message.kind) {
      case 'reply':
      case 'failure': {
        const waiting = pending.get(message.id);
        if (message.kind === 'reply') waiting?.resolve(message.result);
        else waiting?.reject(new Error(message.message));
        return;
      }
      case 'notice':
        options.onNotice?.(message.method, message.params);
        return;
      case 'call':
        log.warn('child.unexpected-call', { name, method: message.method });
    }
  }

  function failPending(reason: string): void {
    for (const { reject } of pending.values()) reject(new ChildUnavailable(reason));
  }

  // A fork takes some 5 ms of the caller's thread: whoever activates goes first.
  const first = setImmediate(start);
  return child;
}

function send(to: ChildProcess, message: ChildMessage): void {
  // A channel that closes meanwhile is told by `exit`; without a callback it would be an unhandled error.
  to.send(message, () => {});
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)?.slice(0, 300);
}
