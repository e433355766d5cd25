import type { ChildMessage } from '../node/protocol.ts';
import type { Peer } from './serve.ts';

/** Who started this process. */
export const host: Peer = {
  onMessage: (listener) => void process.on('message', (message) => listener(message as ChildMessage)),
  // A host that is just going away is told by `disconnect`; without a callback it would be an unhandled error.
  send: (message) => void process.send?.(message, () => {}),
};
