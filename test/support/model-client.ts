import { createClient, type ModelClient } from '../../src/core/models/client.ts';
import { createEgress, type EgressOptions, type Role, type SentRequest } from '../../src/core/models/egress.ts';
import type { Limits } from '../../src/core/models/read-chunks.ts';
import type { AnswerPiece } from '../../src/core/models/answer.ts';
import { systemClock } from '../../src/node/system-clock.ts';

/** A client for one server in all roles, with an exit that changes nothing. */
export function testClient(
  url: string,
  limits: Partial<Limits> = {},
  options: Partial<EgressOptions> = {},
): ModelClient & { readonly sent: SentRequest[] } {
  const sent: SentRequest[] = [];
  const roles: readonly Role[] = ['completion', 'edit', 'chat', 'embedding'];
  const egress = createEgress({
    fetch,
    endpoints: Object.fromEntries(roles.map((role) => [role, { baseUrl: url }])),
    redact: (text) => ({ text, findings: [] }),
    neutralise: (text) => text,
    maxBytes: 1_000_000,
    onSent: (request) => sent.push(request),
    ...options,
  });
  return Object.assign(createClient({ egress, clock: systemClock, limits }), { sent });
}

/** The whole text of an answer, and the error it ended in. */
export async function collect(
  pieces: AsyncIterable<AnswerPiece>,
): Promise<{ text: string; finish: string | undefined; error: unknown }> {
  let text = '';
  let finish: string | undefined;
  try {
    for await (const piece of pieces) {
      text += piece.text;
      finish = piece.finish ?? finish;
    }
  } catch (error) {
    return { text, finish, error };
  }
  return { text, finish, error: undefined };
}

export const never: AbortSignal = new AbortController().signal;
