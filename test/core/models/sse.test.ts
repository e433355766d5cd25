import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { bytesOf, corpusWord, runSse, type SseResult, type SseRow } from '../../../bench/sse.ts';
import { decodeOpenAi } from '../../../src/core/models/answer.ts';
import { ModelError } from '../../../src/core/models/model-error.ts';
import { readAnswer } from '../../../src/core/models/read-answer.ts';
import { DEFAULT_LIMITS } from '../../../src/core/models/read-chunks.ts';
import { createWatch } from '../../../src/core/models/watch.ts';
import { collect, never } from '../../support/model-client.ts';
import { systemClock } from '../../../src/node/system-clock.ts';

interface Expected {
  readonly text?: string;
  readonly textPrefix?: string;
  readonly textFill?: string;
  readonly textLength?: number;
  readonly finish?: string;
  readonly error?: string | null;
  readonly retryAfterMs?: number;
  readonly maxMs?: number;
  readonly maxRssGrowthMb?: number;
  readonly maxRetries?: number;
  readonly anyOf?: readonly (Expected | string)[];
}

interface CorpusRow extends SseRow {
  readonly category: string;
  readonly why: string;
  readonly expect: Expected;
}

const file = path.join(import.meta.dirname, '../../corpora/security/sse.jsonl');
const rows = fs
  .readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as CorpusRow);

describe('the stream corpus over a real socket', async () => {
  // The promise is 15 s of silence; here one second stands for the 14 of the default.
  const results = await runSse(rows, { silenceMs: 1_000 });
  const byId = new Map(results.map((result) => [result.id, result]));

  test.for(rows.map((row) => [row.id, row.why, row] as const))('%s: %s', ([id, , row]) => {
    const result = byId.get(id)!;
    expect(problems(row.expect, result)).toEqual([]);
    expect(result.state).toBe(result.error === null ? 'complete' : result.text === '' ? 'error' : 'incomplete');
    expect([result.secondHostSawBody, result.secondHostSawAuth]).toEqual([false, false]);
  });
});

describe('the same, wherever the bytes are cut', () => {
  // In memory: each byte as a chunk of its own, and each row once in two chunks at each of its bytes.
  const small = rows.filter((row) => row.status === 200 && row.end === 'close' && bytes(row).length < 1_500);

  test.for(small.map((row) => [row.id, row] as const))('%s', async ([, row]) => {
    const whole = bytes(row);
    const cuts = Array.from({ length: whole.length + 1 }, (_, at) => [whole.subarray(0, at), whole.subarray(at)]);
    for (const chunks of [...cuts, Array.from(whole, (byte) => Uint8Array.of(byte))]) {
      const { text, finish, error } = await answerOf(row, chunks);
      const word = error instanceof ModelError ? corpusWord(error.kind) : null;
      expect(problems(row.expect, { text, finish: finish ?? null, error: word })).toEqual([]);
    }
  });
});

function bytes(row: SseRow): Uint8Array {
  return Buffer.concat(row.chunks.flatMap((chunk) => [...bytesOf(chunk)]));
}

async function answerOf(row: SseRow, chunks: readonly Uint8Array[]) {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) if (chunk.length > 0) controller.enqueue(chunk);
      controller.close();
    },
  });
  const watch = createWatch(systemClock, never);
  const response = new Response(body, { headers: row.headers });
  const options = { framing: 'events', decode: decodeOpenAi, limits: DEFAULT_LIMITS, clock: systemClock } as const;
  const answer = await collect(readAnswer(response, watch, options));
  watch.dispose();
  return answer;
}

/** In what a result differs from what a row expects. */
function problems(expected: Expected, result: Partial<SseResult>): readonly string[] {
  const options = expected.anyOf?.filter((option) => typeof option !== 'string') ?? [];
  if (options.length > 0) {
    const tried = options.map((option) => problems(option, result));
    return tried.some((found) => found.length === 0) ? [] : tried.flat();
  }
  const { text = '' } = result;
  const wanted = expected.textFill?.repeat(expected.textLength ?? 0) ?? expected.text;
  const checks: readonly (readonly [string, boolean])[] = [
    [`text ${JSON.stringify(text.slice(0, 80))}`, wanted === undefined || text === wanted],
    [`text does not begin with ${expected.textPrefix}`, text.startsWith(expected.textPrefix ?? '')],
    [`finish ${result.finish}`, expected.finish === undefined || result.finish === expected.finish],
    [`error ${result.error}`, (expected.error ?? null) === (result.error ?? null)],
    [`retry after ${result.retryAfterMs}`, (expected.retryAfterMs ?? result.retryAfterMs) === result.retryAfterMs],
    [`${result.ms} ms`, (result.ms ?? 0) <= (expected.maxMs ?? Infinity)],
    [`${result.rssGrowthMB} MB`, (result.rssGrowthMB ?? 0) <= (expected.maxRssGrowthMb ?? Infinity)],
    [`${result.retries} retries`, (result.retries ?? 0) <= (expected.maxRetries ?? Infinity)],
  ];
  return checks.filter(([, holds]) => !holds).map(([problem]) => problem);
}
