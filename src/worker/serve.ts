import { parentPort } from 'node:worker_threads';
import type { ChildMessage } from '../node/protocol.ts';

/** Answers calls and takes notices in the order they come; `notify` tells the host something unasked. */
export function serve(methods: object): void {
  const port = parentPort;
  if (port === null) throw new Error('this file runs in a worker thread only');
  port.on('message', (message: ChildMessage) => {
    if (message.kind === 'call') void answer(message);
    else if (message.kind === 'notice') void invoke(message).catch((error: unknown) => console.error(error));
  });

  async function answer(message: Extract<ChildMessage, { kind: 'call' }>): Promise<void> {
    let reply: ChildMessage;
    try {
      reply = { kind: 'reply', id: message.id, result: await invoke(message) };
    } catch (error) {
      reply = { kind: 'failure', id: message.id, message: error instanceof Error ? error.message : String(error) };
    }
    port?.postMessage(reply);
  }

  async function invoke({ method, params }: { readonly method: string; readonly params: unknown }): Promise<unknown> {
    const handler: unknown = Object.hasOwn(methods, method) ? Reflect.get(methods, method) : undefined;
    if (typeof handler !== 'function') throw new Error(`unknown method: ${method}`);
    return Reflect.apply(handler, methods, [params]);
  }
}

export function notify(method: string, params: unknown): void {
  parentPort?.postMessage({ kind: 'notice', method, params } satisfies ChildMessage);
}
