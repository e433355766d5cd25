import type { AnswerPiece } from '../../src/core/models/answer.ts';
import { decodeLlama } from '../../src/core/models/answer.ts';
import { createClient, type ModelClient } from '../../src/core/models/client.ts';
import { createEgress } from '../../src/core/models/egress.ts';
import { type Filling, TRANSPORTS, type WireRequest } from '../../src/core/models/fim-transport.ts';
import type { FimFormat } from '../../src/core/models/formats/fim-format.ts';
import { probe } from '../../src/core/models/probe.ts';
import { ModelError } from '../../src/core/models/model-error.ts';
import { requestFromText } from '../../src/core/completion/request-from-text.ts';
import type { CompletionRequest } from '../../src/core/completion/request.ts';
import type { Snippet } from '../../src/core/context/snippet.ts';
import type { PromptLayout } from '../../src/core/models/prompt-layout.ts';
import { neutraliseTokens } from '../../src/core/safety/neutralise-tokens.ts';
import { redactSecrets } from '../../src/core/safety/redact-secrets.ts';
import { createCompletionServer } from '../../src/node/model-servers.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { BadInput } from '../lib/bad-input.ts';
import type { Keystroke, Pause } from './keystrokes.ts';

/** A way to ask for the same completion. */
export interface Strategy {
  readonly name: 'plain' | 'infill' | 'infill by line' | 'ours' | 'ours, plain layout';
  ask(keystroke: Keystroke, signal: AbortSignal): AsyncIterable<{ readonly text: string }>;
  /** What it does where the person pauses; says whether that cost the server anything. */
  prepare?(pause: Pause, signal: AbortSignal): Promise<boolean>;
}

/** Asked and asked again: what a server can do is found out once. */
export interface ServerUnderTest {
  readonly strategies: readonly Strategy[];
  /** Generates until it is left. */
  endless(signal: AbortSignal): AsyncGenerator<AnswerPiece, void>;
}

const MAX_TOKENS = 8;
/** As the product reckons. */
const CHARACTERS_PER_TOKEN = 3;

/** Throws `BadInput` where nothing answers at that address, or not as llama.cpp's server does. */
export async function openServer(
  origin: string,
  viaMeter: typeof fetch,
  signal: AbortSignal,
): Promise<ServerUnderTest> {
  const client = clientFor(origin, viaMeter);
  const { model, format, contextLength } = await capabilitiesOf(client, origin, signal);
  const fill = (keystroke: Keystroke): Filling => ({
    model,
    hole: holeOf(keystroke, contextLength),
    maxTokens: MAX_TOKENS,
    stop: format.stop,
    logProbabilities: false,
  });
  const ask = (wire: WireRequest, askSignal: AbortSignal) => client.stream({ role: 'completion', ...wire }, askSignal);
  const completions = TRANSPORTS['llama-completions'];
  const infill = TRANSPORTS['llama-infill'];
  if (completions.prompt !== 'format' || infill.prompt !== 'pieces') throw new Error('the transports have changed');
  const ours = (name: 'ours' | 'ours, plain layout', layout: PromptLayout): Strategy => {
    const product = createCompletionServer({
      server: { url: `${origin}/v1`, layout },
      key: undefined,
      machine: 'this machine',
      fetch: viaMeter,
      roots: () => ['/made-up'],
      onSent: () => {},
    });
    return {
      name,
      ask: (keystroke, askSignal) => product.fill(requestAt(keystroke), snippetsOf(keystroke), askSignal),
      prepare: (pause, askSignal) => product.prepare(requestAt(pause), snippetsOf(pause), askSignal),
    };
  };
  const strategies: readonly Strategy[] = [
    { name: 'plain', ask: (keystroke, askSignal) => ask(completions.request(fill(keystroke), format), askSignal) },
    { name: 'infill', ask: (keystroke, askSignal) => ask(infill.request(fill(keystroke)), askSignal) },
    { name: 'infill by line', ask: (keystroke, askSignal) => ask(byLine(fill(keystroke)), askSignal) },
    ours('ours, plain layout', 'plain'),
    ours('ours', 'anchored'),
  ];
  const unmetered = clientFor(origin, fetch);
  return {
    strategies,
    endless: (askSignal) =>
      unmetered.stream(
        {
          role: 'completion',
          ...completions.request({ ...ENDLESS, model, stop: ['\u0000'] }, format),
        },
        askSignal,
      ),
  };
}

function requestAt({ path, languageId, text, offset }: Omit<Keystroke, 'pauses' | 'isElsewhere'>): CompletionRequest {
  return requestFromText({
    path: `/made-up/${path}`,
    languageId,
    text,
    offset,
    triggerKind: 'automatic',
    time: 0,
  });
}

function snippetsOf({ snippets }: Pick<Keystroke, 'snippets'>): readonly Snippet[] {
  return snippets.map(({ path, text }) => ({ kind: 'open-file', path: `/made-up/${path}`, text }));
}

const ENDLESS: Omit<Filling, 'model' | 'stop'> = {
  hole: {
    repository: 'made-up',
    path: 'a.py',
    languageId: 'python',
    prefix: 'def add(a, b):\n    return ',
    suffix: '\n',
    snippets: [],
  },
  maxTokens: 8_000,
  logProbabilities: false,
};

async function capabilitiesOf(
  client: ModelClient,
  origin: string,
  signal: AbortSignal,
): Promise<{ model: string; format: FimFormat; contextLength: number | undefined }> {
  try {
    const { server, model, format, contextLength } = await probe(client, 'completion', undefined, signal);
    if (server !== 'llama.cpp') throw new BadInput(`${origin} is no llama.cpp server (it looks like ${server})`);
    if (format === undefined)
      throw new BadInput(`the model at ${origin} has no fill-in-the-middle tokens that are known`);
    return { model, format, contextLength };
  } catch (error) {
    if (error instanceof ModelError) throw new BadInput(`no model server answers at ${origin} (${error.kind})`);
    throw error;
  }
}

/** Through the product's own client and exit, as everything that it sends. */
function clientFor(origin: string, through: typeof fetch): ModelClient {
  const egress = createEgress({
    fetch: through,
    endpoints: { completion: { baseUrl: `${origin}/v1`, key: undefined } },
    redact: redactSecrets,
    neutralise: (text) => neutraliseTokens(text).text,
    maxBytes: 1_000_000,
    onSent: () => {},
  });
  return createClient({ egress, clock: systemClock });
}

/** The whole file, or as much of it as the model takes. */
function holeOf({ path, languageId, text, offset, snippets }: Keystroke, contextLength = 4_096): Filling['hole'] {
  const named = snippets.reduce((sum, { path: name, text: code }) => sum + name.length + code.length + 16, 0);
  const room = (contextLength - MAX_TOKENS - 64) * CHARACTERS_PER_TOKEN - named;
  const suffix = text.slice(offset, offset + Math.floor(room / 3));
  const prefix = text.slice(0, offset);
  const cut = prefix.slice(-(room - suffix.length));
  const whole = cut.length < prefix.length ? cut.slice(cut.indexOf('\n') + 1) : cut;
  return { repository: 'made-up', path, languageId, prefix: whole, suffix, snippets };
}

/** As the clients of llama.cpp's own authors do it: the line before the cursor goes behind the middle token. */
function byLine(filling: Filling): WireRequest {
  const { prefix, suffix } = filling.hole;
  const lineStart = prefix.lastIndexOf('\n') + 1;
  return {
    method: 'POST',
    url: '../infill',
    framing: 'events',
    decode: decodeLlama,
    seams: [[prefix, suffix]],
    body: {
      input_prefix: prefix.slice(0, lineStart),
      input_suffix: suffix,
      input_extra: filling.hole.snippets.map(({ path, text }) => ({ filename: path, text })),
      prompt: prefix.slice(lineStart),
      n_predict: filling.maxTokens,
      temperature: 0,
      stream: true,
      cache_prompt: true,
    },
  };
}
