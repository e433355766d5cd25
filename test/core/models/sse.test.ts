import fs from 'node:fs';
import path from 'node:path';
import { problems, type Expected } from '../../../bench/safety/sse-expectations.ts';
import { describe, expect, test } from 'vitest';
import { bytesOf, corpusWord, runSse, type SseRow } from '../../../bench/sse.ts';
import { decodeOpenAi } from '../../../src/core/models/answer.ts';
import { ModelError } from '../../../src/core/models/model-error.ts';
import { readAnswer } from '../../../src/core/models/read-answer.ts';
import { DEFAULT_LIMITS } from '../../../src/core/models/read-chunks.ts';
import { createWatch } from '../../../src/core/models/watch.ts';
import { collect, never } from '../../support/model-client.ts';
import { systemClock } from '../../../src/node/system-clock.ts';

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
