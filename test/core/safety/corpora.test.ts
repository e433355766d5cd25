import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { neutraliseTokens } from '../../../src/core/safety/neutralise-tokens.ts';
import { redactSecrets } from '../../../src/core/safety/redact-secrets.ts';

const FOLDER = path.join(import.meta.dirname, '../../corpora/security');
const rows = (name: string) =>
  fs
    .readFileSync(path.join(FOLDER, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

test('covers every secret of the corpus, and takes no hard negative for one', () => {
  const wrong: string[] = [];
  for (const { id, label, parts, secrets, expect: expected } of rows('secrets.jsonl')) {
    const { text, findings } = redactSecrets(parts.join(''));
    const left = (secrets ?? []).some((pieces: string[]) => text.includes(pieces.join('')));
    if (label === 'positive' ? left : expected.fp_cost === 'hard' && findings.length > 0) wrong.push(id);
  }
  expect(wrong).toEqual([]);
});

test('leaves no control token in any text of the corpus that has one, and changes no benign text', () => {
  for (const { id, label, text, must_escape_tokens: hasTokens } of rows('injection.jsonl')) {
    const { text: harmless, count } = neutraliseTokens(text);
    expect(count > 0, id).toBe(hasTokens === true);
    expect(neutraliseTokens(harmless).count, id).toBe(0);
    if (label === 'benign') expect(harmless, id).toBe(text);
  }
});
