import fs from 'node:fs';
import { expect, test } from 'vitest';
import type { CompletionRequest } from '../../src/core/completion/request.ts';
import { createCompletionServer } from '../../src/node/model-servers.ts';
import { requestAt } from '../support/cursor.ts';
import { type ScriptedKind, scriptedServer } from '../support/scripted-server.ts';

interface SecretRow {
  readonly id: string;
  readonly label: 'positive' | 'negative';
  readonly parts: readonly string[];
  readonly secrets: readonly (readonly string[])[];
}

const rows = fs
  .readFileSync('test/corpora/security/secrets.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as SecretRow)
  .filter(({ label }) => label === 'positive');

/** The forms in which twelve characters in a row of a secret could leave: as they are, escaped, or encoded. */
function formsOf(secret: string): string[] {
  const forms: string[] = [];
  for (let at = 0; at + 12 <= secret.length; at++) {
    const part = secret.slice(at, at + 12);
    forms.push(part, JSON.stringify(part).slice(1, -1), encodeURIComponent(part));
    // Twelve bytes from a multiple of three on are sixteen characters of the base64 of the whole.
    if (at % 3 === 0) forms.push(Buffer.from(part).toString('base64'));
  }
  return forms.length > 0 ? forms : [secret];
}

const KINDS: readonly ScriptedKind[] = ['llama.cpp', 'vllm', 'ollama', 'mistral', 'openai'];

test.for(KINDS)(
  'no secret of the corpus is in any request to %s: before, after, or in a snippet',
  { timeout: 60_000 },
  async (kind) => {
    await using server = await scriptedServer({ kind, models: ['qwen2.5-coder-1.5b'], vocabulary: [] });
    const { source } = createCompletionServer({
      server: { url: server.url, model: 'qwen2.5-coder-1.5b' },
      key: undefined,
      machine: 'this machine',
      fetch,
      roots: () => ['/project'],
      onSent() {},
    });
    for (const [index, { parts }] of rows.entries()) {
      const text = parts.join('');
      const places: readonly [string, string][] = [
        [`${text}\nconst a = █;\n`, 'const b = 2;\n'],
        [`const a = █;\n${text}\n`, 'const b = 2;\n'],
        ['const a = █;\n', text],
      ];
      const [marked, snippet] = places[index % places.length]!;
      const request: CompletionRequest = requestAt(marked, {
        path: '/project/a.ts',
        uri: `file:///project/${index}.ts`,
      });
      try {
        const snippets = [{ kind: 'open-file', path: '/project/b.ts', text: snippet }] as const;
        for await (const _ of source(request, snippets, AbortSignal.timeout(5_000)));
      } catch {
        // Not to send at all is as good as sending without the secret.
      }
    }
    const bodies = server.requests.map(({ body }) => JSON.stringify(body));
    expect(bodies.length).toBeGreaterThan(rows.length / 2);
    const everything = bodies.join('\n');
    const leaked = rows.filter(({ secrets }) =>
      secrets.some((secret) => formsOf(secret.join('')).some((form) => everything.includes(form))),
    );
    expect(leaked.map(({ id }) => id)).toEqual([]);
  },
);
