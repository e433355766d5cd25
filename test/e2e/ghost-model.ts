// A model that knows how a text ends, and takes as long as it is told to.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GivenAnswer } from '../support/late-answers.ts';

export interface Timing {
  readonly firstTokenMs: number;
  readonly msPerToken: number;
}

export interface GhostModel {
  readonly url: string;
  timing: Timing;
  /** The lines that it has seen; asked at one of them it says the rest of it, and so many more. */
  knows(lines: readonly string[], more: number): void;
  /** Since the last time, by the clock of a page's `performance`. */
  take(): readonly GivenAnswer[];
  stop(): void;
}

/** A server of the vLLM kind, for a model of Qwen's format, on 127.0.0.1. */
export async function startGhostModel(timing: Timing): Promise<GhostModel> {
  let known: readonly string[] = [];
  let more = 0;
  let given: GivenAnswer[] = [];
  const now = (): number => performance.timeOrigin + performance.now();

  /** The line is known by what is begun of it and, where that is little, by the one above. */
  function answerTo(prefix: string): string {
    const [above = '', line = ''] = prefix.split('\n').slice(-2);
    const begun = line.trimStart();
    const isNext = (at: number): boolean => at > 0 && known[at - 1]!.trim() === above.trim();
    const places = known.flatMap((whole, at) => (whole.trimStart().startsWith(begun) ? [at] : []));
    const at = places.find(isNext) ?? (begun.length > 5 ? places[0] : undefined);
    if (at === undefined) return '';
    const whole = known[at]!;
    const rest =
      begun === '' ? whole.slice(Math.min(line.length, indentOf(whole))) : whole.trimStart().slice(begun.length);
    return [rest, ...known.slice(at + 1, at + 1 + more)].join('\n');
  }

  async function answer(prompt: string, response: ServerResponse): Promise<void> {
    const askedMs = now();
    const [, prefix = ''] = /<\|fim_prefix\|>([^]*)<\|fim_suffix\|>/.exec(prompt) ?? [];
    const text = answerTo(prefix);
    let left = false;
    response.once('close', () => (left = !response.writableEnded));
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    await sleep(model.timing.firstTokenMs);
    for (const token of text.match(/\s*(?:\w+|[^\w\s]+)/g) ?? []) {
      if (left) return;
      const logprobs = { token_logprobs: [-0.02] };
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, text: token, logprobs }] })}\n\n`);
      await sleep(model.timing.msPerToken);
    }
    if (left) return;
    given.push({ askedMs, endedMs: now(), linePrefix: prefix.slice(prefix.lastIndexOf('\n') + 1), text });
    const end = { choices: [{ index: 0, text: '', finish_reason: 'stop' }] };
    response.end(`data: ${JSON.stringify(end)}\n\ndata: [DONE]\n\n`);
  }

  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      if (request.url?.endsWith('/models') !== true) {
        void answer((JSON.parse(text) as { readonly prompt: string }).prompt, response);
        return;
      }
      response.end(JSON.stringify({ data: [{ id: 'qwen2.5-coder', owned_by: 'vllm', max_model_len: 32_768 }] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const model: GhostModel = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    timing,
    knows(lines, count) {
      known = lines;
      more = count;
    },
    take() {
      const taken = given;
      given = [];
      return taken;
    },
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
  return model;
}

const indentOf = (line: string): number => /^ */.exec(line)![0].length;
