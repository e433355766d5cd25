import type { ChildMessage } from './protocol.ts';

/** Whom we asked is gone, not up yet, or did not answer in time: whoever asked does without. */
export class ChildUnavailable extends Error {}

export interface CallOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** The calls to one process or thread that wait for their reply. */
export interface Calls {
  /** Rejects with `ChildUnavailable`, or with the signal's reason, or with what went wrong on the other side. */
  call(send: (message: ChildMessage) => void, method: string, params: unknown, options?: CallOptions): Promise<unknown>;
  /** An answer to a call that was given up meanwhile is dropped. */
  settle(answer: Extract<ChildMessage, { kind: 'reply' | 'failure' }>): void;
  failAll(reason: string): void;
  readonly waiting: number;
  /** Since the beginning. */
  readonly made: number;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** `name`: of the other side, for messages. */
export function createCalls(name: string): Calls {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  return {
    call(send, method, params, { timeoutMs, signal } = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason);
          return;
        }
        const id = ++lastId;
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
            resolve(value);
          },
          reject: (error) => {
            done();
            reject(error);
          },
        });
        signal?.addEventListener('abort', onAbort, { once: true });
        send({ kind: 'call', id, method, params });
      });
    },
    settle(answer) {
      const waiting = pending.get(answer.id);
      if (answer.kind === 'reply') waiting?.resolve(answer.result);
      else waiting?.reject(new Error(answer.message));
    },
    failAll(reason) {
      for (const { reject } of pending.values()) reject(new ChildUnavailable(reason));
    },
    get waiting() {
      return pending.size;
    },
    get made() {
      return lastId;
    },
  };
}
