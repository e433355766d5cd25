import { isRecord } from './answer.ts';
import type { ModelClient } from './client.ts';
import type { Role } from './egress.ts';
import { ModelError } from './model-error.ts';
import type { Json } from './prompt.ts';

export type ServerKind = 'llama.cpp' | 'vllm' | 'lm-studio' | 'ollama' | 'mistral' | 'deepseek' | 'openai-compatible';

export async function serverKind(base: URL, list: unknown, ask: Ask): Promise<ServerKind> {
  if (/(^|\.)mistral\.ai$/.test(base.hostname)) return 'mistral';
  if (/(^|\.)deepseek\.com$/.test(base.hostname)) return 'deepseek';
  const owner = ownerIn(list);
  if (owner === 'llamacpp') return 'llama.cpp';
  if (owner === 'vllm') return 'vllm';
  // The rest is not told apart by its list of models; hosts on the net are not asked for routes they need not have.
  if (!isLoopback(base.hostname) && !isPrivate(base.hostname)) return 'openai-compatible';
  // LM Studio answers 200 to any route, so an answer has to look right, too.
  const version = await optional(ask('../api/version'));
  if (isRecord(version) && typeof version['version'] === 'string') return 'ollama';
  if (entriesOf(await optional(ask('../api/v0/models'))).length > 0) return 'lm-studio';
  return 'openai-compatible';
}

export type Ask = (url: string, body?: Json) => Promise<unknown>;

export function asker(client: ModelClient, role: Role, signal: AbortSignal): Ask {
  return (url, body) => client.json({ role, method: body === undefined ? 'GET' : 'POST', url, body }, signal);
}

/** A server that does not know a route says so in many ways; whatever it says, the route is not there. */
export async function optional(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ModelError && !GONE.has(error.kind)) return undefined;
    throw error;
  }
}

const GONE = new Set(['unreachable', 'timed-out', 'unauthorized', 'rate-limited', 'refused', 'redirected']);

function entriesOf(list: unknown): readonly Readonly<Record<string, unknown>>[] {
  const data = isRecord(list) ? list['data'] : list;
  return Array.isArray(data) ? data.filter(isRecord) : [];
}

export function modelNames(list: unknown): readonly string[] {
  return entriesOf(list).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
}

export function modelEntry(list: unknown, model: string): Readonly<Record<string, unknown>> | undefined {
  return entriesOf(list).find(({ id }) => id === model);
}

function ownerIn(list: unknown): unknown {
  return entriesOf(list)[0]?.['owned_by'];
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Addresses of a home or company network, and names without a dot. */
function isPrivate(hostname: string): boolean {
  return (
    /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(hostname) ||
    !/[.:]/.test(hostname) ||
    hostname.endsWith('.local')
  );
}
