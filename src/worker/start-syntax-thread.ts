import { Worker } from 'node:worker_threads';
import { createCalls } from '../node/calls.ts';
import type { ChildMessage, FirstSoundParams } from '../node/protocol.ts';

/** Calls and notices that the syntax thread understands. */
export interface SyntaxMethods {
  /** Loads what is needed for the language, so that the first question finds it there. */
  prepare(params: { readonly languageId: string }): Promise<void>;
  firstSound(params: FirstSoundParams): Promise<number | undefined>;
}

export interface SyntaxThread {
  prepare(languageId: string): void;
  firstSound(params: FirstSoundParams): Promise<number | undefined>;
}

export function startSyntaxThread(entry: URL): SyntaxThread {
  const calls = createCalls('the syntax thread');
  const thread = new Worker(entry);
  thread.on('message', (message: ChildMessage) => {
    if (message.kind === 'reply' || message.kind === 'failure') calls.settle(message);
  });
  // Half an engine is of no use: an error that nobody catches ends the process, and the host starts another one.
  const send = (message: ChildMessage): void => thread.postMessage(message);
  return {
    prepare: (languageId) => send({ kind: 'notice', method: 'prepare', params: { languageId } }),
    firstSound: (params) => calls.call(send, 'firstSound', params) as Promise<number | undefined>,
  };
}
