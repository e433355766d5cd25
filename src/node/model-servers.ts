import path from 'node:path';
import { createBackoff } from '../core/models/backoff.ts';
import { createClient } from '../core/models/client.ts';
import { type BoundKey, createEgress, type Endpoint, type SentRequest } from '../core/models/egress.ts';
import { describeModelError, ModelError } from '../core/models/model-error.ts';
import { type ModelSource, modelSource } from '../core/models/model-source.ts';
import { type Capabilities, createProbe } from '../core/models/probe.ts';
import { tryOut } from '../core/models/try-out.ts';
import { type Answers, createAnswers } from '../core/completion/answers.ts';
import { endBeforeHole } from '../core/completion/end-before-hole.ts';
import { type CompletionSource, SourceUnavailable } from '../core/completion/provide-completion.ts';
import { neutraliseTokens } from '../core/safety/neutralise-tokens.ts';
import { MARK } from '../core/safety/placeholder.ts';
import { redactSecrets } from '../core/safety/redact-secrets.ts';
import type { ServerSetting } from '../core/settings/servers.ts';
import { isInside } from './is-inside.ts';
import { systemClock } from './system-clock.ts';

/** A server for completions, ready to be asked. Made anew when the settings change. */
export interface CompletionServer {
  readonly source: CompletionSource;
  /** What it said so far; `source` reads it first. */
  readonly answers: Answers;
  /** Asks the model whatever is known: for benches. */
  readonly fill: ModelSource['fill'];
  /** As `ModelSource.prepare`. */
  readonly prepare: ModelSource['prepare'];
  /** What the server can do; asked once. Throws `SourceUnavailable` where nobody answers. */
  capabilities(signal: AbortSignal): Promise<Capabilities>;
  /** What *Test connection* says, in a few sentences; throws `ModelError`. */
  test(signal: AbortSignal): Promise<string>;
}

export interface CompletionServerOptions {
  readonly server: ServerSetting;
  readonly key: BoundKey | undefined;
  /** Whose localhost is meant, where the address is a local one: "this machine", "the remote machine host". */
  readonly machine: string;
  readonly fetch: typeof fetch;
  /** The workspace's folders; paths are sent relative to theirs. */
  roots(): readonly string[];
  onSent(request: SentRequest): void;
}

/** More than anyone reads as one suggestion, and little enough to be there in time. */
const MAX_TOKENS = 96;

/** A prompt is a few windows of text and snippets; what is larger is a mistake of ours. */
const MAX_REQUEST_BYTES = 256_000;

export function createCompletionServer(options: CompletionServerOptions): CompletionServer {
  const { server, machine } = options;
  const endpoint: Endpoint = { baseUrl: server.url, key: options.key };
  const egress = createEgress({
    fetch: options.fetch,
    endpoints: { completion: endpoint },
    redact: redactSecrets,
    neutralise: (text) => neutraliseTokens(text).text,
    maxBytes: MAX_REQUEST_BYTES,
    onSent: (request) => options.onSent(request),
  });
  const client = createClient({ egress, clock: systemClock });
  const probe = createProbe(client);
  const place = { server: server.url, setting: 'sotto.servers', model: server.model };

  const capabilities = (signal: AbortSignal): Promise<Capabilities> =>
    probe.capabilities('completion', server.model, signal);
  const model = modelSource({
    client,
    capabilities,
    backoff: createBackoff(systemClock),
    relativePath: (file) => relativeTo(options.roots(), file),
    repository: path.basename(options.roots()[0] ?? 'untitled'),
    maxTokens: MAX_TOKENS,
    // A model that saw a placeholder may write one: the suggestion ends before it.
    stop: [MARK],
    // The gate's better half of what is known of a model; asked only of kinds of servers that have them.
    logProbabilities: true,
    layout: server.layout,
    endBefore: endBeforeHole,
    onOtherServer: () => probe.forget(),
    explain: (error) => new SourceUnavailable(describeModelError(error, place)),
  });

  const answers = createAnswers((request, snippets, signal) => model.fill(request, snippets, signal));
  return {
    source: answers.source,
    answers,
    fill: (request, snippets, signal) => model.fill(request, snippets, signal),
    prepare: (request, snippets, signal) => model.prepare(request, snippets, signal),
    async capabilities(signal) {
      try {
        return await capabilities(signal);
      } catch (error) {
        throw error instanceof ModelError ? new SourceUnavailable(describeModelError(error, place)) : error;
      }
    },
    async test(signal) {
      try {
        probe.forget();
        const found = await probe.capabilities('completion', server.model, signal);
        const { firstTokenMs, logProbabilities } = await tryOut(client, found, systemClock, signal);
        return describeConnection(found, firstTokenMs, logProbabilities, server.url, machine);
      } catch (error) {
        if (error instanceof ModelError) throw new SourceUnavailable(describeModelError(error, place));
        throw error;
      }
    },
  };
}

function describeConnection(
  { server, model, transport, format, contextLength, local }: Capabilities,
  firstTokenMs: number,
  logProbabilities: boolean,
  url: string,
  machine: string,
): string {
  const sentences = [
    `${url}${local ? ` (on ${machine})` : ''} answers as ${server === 'openai-compatible' ? 'an OpenAI-compatible server' : server} with the model ${model}.`,
    transport === 'chat-filler'
      ? 'No fill-in-the-middle format is known for it, so it is asked as a chat model: expect slower and weaker completions.'
      : `It fills in the middle${format === undefined ? '' : ` (format ${format.name})`}.`,
    logProbabilities ? 'It tells log-probabilities.' : 'It tells no log-probabilities.',
    contextLength === undefined ? '' : `Its context is ${contextLength.toLocaleString('en')} tokens long.`,
    `The first token came after ${Math.round(firstTokenMs)} ms.`,
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

/** What a server is told of a path: nothing of what lies above the workspace. */
function relativeTo(roots: readonly string[], file: string): string {
  const root = roots.find((folder) => isInside(folder, file));
  return root === undefined ? path.basename(file) : path.relative(root, file).replaceAll('\\', '/');
}
