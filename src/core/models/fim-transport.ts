import type { AnswerPiece } from './answer.ts';
import type { StreamRequest } from './client.ts';
import type { FimFormat, Hole } from './formats/fim-format.ts';
import { chatFiller } from './transports/chat-filler.ts';
import { completions, llamaExtra } from './transports/completions.ts';
import { deepseekFim, mistralFim } from './transports/fim-endpoint.ts';
import { llamaInfill } from './transports/llama-infill.ts';
import { ollamaGenerate } from './transports/ollama-generate.ts';

/** What is asked of a model, whatever kind of server it is behind. */
export interface Filling {
  /** The server's name for the model. */
  readonly model: string;
  readonly hole: Hole;
  readonly maxTokens: number;
  /** The most telling first; what a transport cannot send is cut on our side. */
  readonly stop: readonly string[];
  readonly logProbabilities: boolean;
  /** The answer is to begin with this, where a server can be made to; whoever asks checks it. */
  readonly beginsWith?: string;
  /** Another answer than the likeliest, for each number another one. */
  readonly variation?: number | undefined;
}

/** A filling on the wire, without the role. */
export type WireRequest = Omit<StreamRequest, 'role'>;

export type FimTransport =
  | {
      /** The prompt is built here, after the model's format, and must reach the model as it is. */
      readonly prompt: 'format';
      request(filling: Filling, format: FimFormat): WireRequest;
    }
  | {
      /** The server knows its model's tokens, or the model is asked in words. */
      readonly prompt: 'pieces';
      request(filling: Filling): WireRequest;
      /** What else ends an answer, and is cut on our side. */
      readonly stop?: readonly string[];
      /** Where the answer is wrapped in something. */
      unwrap?(pieces: AsyncIterable<AnswerPiece>): AsyncIterable<AnswerPiece>;
    };

export type TransportName =
  | 'llama-completions'
  | 'llama-infill'
  | 'vllm-completions'
  | 'openai-completions'
  | 'ollama-generate'
  | 'mistral-fim'
  | 'deepseek-fim'
  | 'chat-filler';

/** How to have a hole filled, by kind of server. LM Studio and unknown ones are `openai-completions`. */
export const TRANSPORTS: Readonly<Record<TransportName, FimTransport>> = {
  'llama-completions': completions(llamaExtra),
  'llama-infill': llamaInfill,
  // vLLM answers 400 to a `suffix`: the prompt is built here, and nothing beyond OpenAI's own fields is sent.
  'vllm-completions': completions(),
  'openai-completions': completions(),
  // Its /v1/completions would wrap the prompt in the model's chat template.
  'ollama-generate': ollamaGenerate,
  'mistral-fim': mistralFim,
  'deepseek-fim': deepseekFim,
  'chat-filler': chatFiller,
};
