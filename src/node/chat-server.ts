import type { AnswerPiece } from '../core/models/answer.ts';
import { type ChatMessage, chatRequest } from '../core/models/chat.ts';
import { cleanBody } from '../core/models/clean-body.ts';
import { createClient } from '../core/models/client.ts';
import { type BoundKey, createEgress, type SentRequest } from '../core/models/egress.ts';
import { describeModelError, ModelError } from '../core/models/model-error.ts';
import { createProbe } from '../core/models/probe.ts';
import { neutraliseTokens } from '../core/safety/neutralise-tokens.ts';
import { redactSecrets } from '../core/safety/redact-secrets.ts';
import type { ServerRole, ServerSetting } from '../core/settings/servers.ts';
import { systemClock } from './system-clock.ts';

/** A model that is talked to: in the chat, and for edits. Made anew when the settings change. */
export interface ChatServer {
  /** The answer as it comes. Leaving the loop, or the signal, ends it on the wire. Throws `ChatServerError`. */
  ask(question: ChatQuestion, signal: AbortSignal): AsyncGenerator<AnswerPiece, void>;
  /** What the server has; asked once, and remembered. Throws `ChatServerError`. */
  about(signal: AbortSignal): Promise<ChatModels>;
  /** The body of that request as it would leave, cleaned as the exit cleans it. Nothing is sent. */
  preview(question: ChatQuestion): string;
}

export interface ChatQuestion {
  readonly messages: readonly ChatMessage[];
  /** As the server calls it; the setting's, or the server's first one, where none is named. */
  readonly model?: string | undefined;
  readonly maxTokens?: number;
  readonly temperature?: number;
}

export interface ChatModels {
  readonly models: readonly string[];
  /** The one that is asked when none is named. */
  readonly model: string;
  /** In tokens, where the server tells it. */
  readonly contextLength: number | undefined;
}

/** The one thing that helps, for a button beside the sentence. */
export type Remedy = 'retry' | 'open-settings' | 'enter-key';

export class ChatServerError extends Error {
  readonly remedy: Remedy;
  /** The answer was begun, and what came of it is good as far as it goes. */
  readonly incomplete: boolean;

  constructor(sentence: string, remedy: Remedy, incomplete: boolean) {
    super(sentence);
    this.name = 'ChatServerError';
    this.remedy = remedy;
    this.incomplete = incomplete;
  }
}

export interface ChatServerOptions {
  readonly role: Extract<ServerRole, 'chat' | 'edit'>;
  readonly server: ServerSetting;
  readonly key: BoundKey | undefined;
  readonly fetch: typeof fetch;
  onSent(request: SentRequest): void;
}

/** Some thousand lines; a question with more is a mistake of ours, or costs more than anyone expects. */
const MAX_REQUEST_BYTES = 2_000_000;

export function createChatServer({ role, server, key, fetch, onSent }: ChatServerOptions): ChatServer {
  const egress = createEgress({
    fetch,
    endpoints: { [role]: { baseUrl: server.url, key } },
    redact: redactSecrets,
    neutralise,
    maxBytes: MAX_REQUEST_BYTES,
    onSent,
  });
  const client = createClient({ egress, clock: systemClock });
  const probe = createProbe(client);

  return {
    async *ask({ messages, model: wanted, maxTokens, temperature }, signal) {
      let begun = false;
      const model = wanted ?? server.model;
      try {
        // A server without a list of models takes any name, or its only one.
        const named = model ?? (await probe.capabilities(role, undefined, signal)).model;
        const request = chatRequest({
          role,
          model: named,
          messages,
          ...(maxTokens === undefined ? {} : { maxTokens }),
          ...(temperature === undefined ? {} : { temperature }),
        });
        for await (const piece of client.stream(request, signal)) {
          begun ||= piece.text !== '';
          yield piece;
        }
      } catch (error) {
        throw explained(error, model, begun);
      }
    },

    preview({ messages, model = server.model ?? '' }) {
      const { body } = chatRequest({ role, model, messages });
      return JSON.stringify(cleanBody(body ?? {}, redactSecrets, neutralise));
    },

    async about(signal) {
      try {
        const { models, model, contextLength } = await probe.capabilities(role, server.model, signal);
        return { models, model, contextLength };
      } catch (error) {
        throw explained(error, server.model, false);
      }
    },
  };

  /** An aborted request stays what it was aborted with. */
  function explained(error: unknown, model: string | undefined, begun: boolean): unknown {
    if (!(error instanceof ModelError)) return error;
    const sentence = describeModelError(error, { server: server.url, setting: 'sotto.servers', model });
    return new ChatServerError(sentence, remedyFor(error), begun);
  }
}

const neutralise = (text: string): string => neutraliseTokens(text).text;

function remedyFor(error: ModelError): Remedy {
  if (error.kind === 'unauthorized' || error.refusal === 'key-of-other-origin') return 'enter-key';
  return error.retryable ? 'retry' : 'open-settings';
}
