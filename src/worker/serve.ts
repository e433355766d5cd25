import type { ChildMessage } from '../node/protocol.ts';

/** The other side of a channel: the host of a process, or the thread that started this one. */
export interface Peer {
  onMessage(listener: (message: ChildMessage) => void): void;
  send(message: ChildMessage): void;
}

/** Answers calls and takes notices in the order they come. */
export function serve(methods: object, peer: Peer): void {
  peer.onMessage((message) => {
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
    peer.send(reply);
  }

  async function invoke({ method, params }: { readonly method: string; readonly params: unknown }): Promise<unknown> {
    const handler: unknown = Object.hasOwn(methods, method) ? Reflect.get(methods, method) : undefined;
    if (typeof handler !== 'function') throw new Error(`unknown method: ${method}`);
    return Reflect.apply(handler, methods, [params]);
  }
}
