import type { Clock } from '../base/clock.ts';
import type { ModelClient } from './client.ts';
import { TRANSPORTS, type Filling } from './fim-transport.ts';
import { ModelError } from './model-error.ts';
import type { Capabilities } from './probe.ts';

export interface TryOut {
  /** Until the first piece of an answer. */
  readonly firstTokenMs: number;
  /** Seen in the answer, not only promised. */
  readonly logProbabilities: boolean;
}

/** Has the smallest of holes filled, as *Test connection* does. Throws what a completion would throw. */
export async function tryOut(
  client: ModelClient,
  capabilities: Capabilities,
  clock: Pick<Clock, 'now'>,
  signal: AbortSignal,
): Promise<TryOut> {
  try {
    return await fillOnce(client, capabilities, capabilities.logProbabilities, clock, signal);
  } catch (error) {
    // Some servers refuse what they do not know, instead of leaving it out.
    if (!capabilities.logProbabilities || !(error instanceof ModelError) || error.kind !== 'bad-request') throw error;
    return fillOnce(client, capabilities, false, clock, signal);
  }
}

async function fillOnce(
  client: ModelClient,
  { transport: name, format, model }: Capabilities,
  logProbabilities: boolean,
  clock: Pick<Clock, 'now'>,
  signal: AbortSignal,
): Promise<TryOut> {
  const transport = TRANSPORTS[name];
  const filling: Filling = { model, hole: HOLE, maxTokens: 1, stop: format?.stop ?? [], logProbabilities };
  if (transport.prompt === 'format' && format === undefined) throw new ModelError('bad-request');
  const wire = transport.prompt === 'format' ? transport.request(filling, format!) : transport.request(filling);
  const started = clock.now();
  let firstTokenMs: number | undefined;
  let seen = false;
  for await (const piece of client.stream({ role: 'completion', ...wire }, signal)) {
    firstTokenMs ??= clock.now() - started;
    seen ||= (piece.logProbabilities?.length ?? 0) > 0;
  }
  return { firstTokenMs: firstTokenMs ?? clock.now() - started, logProbabilities: seen };
}

const HOLE = {
  repository: 'test',
  path: 'test.js',
  languageId: 'javascript',
  prefix: 'const two = 1 + ',
  suffix: ';\n',
  snippets: [],
} as const;
