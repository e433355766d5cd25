import { decodeOpenAi } from './answer.ts';
import type { Role } from './egress.ts';
import type { StreamRequest } from './client.ts';
import type { Prompt } from './prompt.ts';
import { wireStops } from './wire-stops.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string | Prompt;
}

export interface ChatOptions {
  readonly role: Extract<Role, 'chat' | 'edit'>;
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly stop?: readonly string[];
}

/** `/v1/chat/completions`, for `ModelClient.stream`. No tools are offered, so a call of one is dropped. */
export function chatRequest({ role, model, messages, maxTokens, temperature, stop }: ChatOptions): StreamRequest {
  return {
    role,
    method: 'POST',
    url: 'chat/completions',
    framing: 'events',
    decode: decodeOpenAi,
    body: {
      model,
      messages: messages.map(({ role: speaker, content }) => ({ role: speaker, content })),
      stream: true,
      max_tokens: maxTokens,
      temperature,
      stop: stop && wireStops(stop),
    },
  };
}
