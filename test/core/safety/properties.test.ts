import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neutraliseTokens } from '../../../src/core/safety/neutralise-tokens.ts';
import { placeholderFor } from '../../../src/core/safety/placeholder.ts';
import { redactSecrets } from '../../../src/core/safety/redact-secrets.ts';

/** Texts made of what the rules look for, in any order. */
const PIECES = [
  'password',
  'api_key',
  'token',
  'secret',
  '=',
  ': ',
  ' = ',
  '"',
  "'",
  '\\"',
  '\\n',
  '\n',
  ' ',
  ';',
  '&',
  '@',
  '://',
  ':',

  'gh' + 'p_',
  'sk-',
  'ey' + 'J',
  'AKI' + 'A',
  '-----BEGIN ' + 'PRIVATE KEY-----',
  '-----END ' + 'PRIVATE KEY-----',

  'zDyUkHd9' + 'CIWNBcG4',
  '0565274ad2769',
  'Summer2024!',
  'login(',
  '<|',
  '|>',
  '<',
  '>',
  '[INST]',
  'fim_prefix',
  '### User:',
  '日本',
  '\ud83d',
];
const texts = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

describe('redaction, whatever the text', () => {
  test('finds spans that lie in the text, in order, without overlaps, and replaces nothing else', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { text: redacted, findings } = redactSecrets(text);
        const placeholders = new Map<string, string>();
        let at = 0;
        let expected = '';
        for (const { start, end, kind } of findings) {
          expect(start).toBeGreaterThanOrEqual(at);
          expect(end).toBeGreaterThan(start);
          const secret = text.slice(start, end);
          const placeholder = placeholders.get(secret) ?? placeholderFor(kind, placeholders.size + 1);
          placeholders.set(secret, placeholder);
          expected += text.slice(at, start) + placeholder;
          at = end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
        expect(redacted).toBe(expected + text.slice(at));
      }),
      { numRuns: 400 },
    );
  });

  test('keeps digits that stand right behind a secret', () => {
    const key = 'zDyUkHd9' + 'CIWNBcG4';
    const end = '-----END ' + 'PRIVATE KEY-----';
    expect(redactSecrets(`${key}${end}${key}0565274ad2769`).text).toBe(
      `SOTTO_REDACTED_PRIVATE_KEY_1${end}SOTTO_REDACTED_PRIVATE_KEY_10565274ad2769`,
    );
  });

  test('takes no placeholder for the name of a secret', () => {
    const redacted = 'SOTTO_REDACTED_PRIVATE_KEY_1:' + '//zDyUkHd9CIW' + 'NBcG4';
    expect(redactSecrets(redacted).text).toBe(redacted);
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = redactSecrets(text).text;
        expect(redactSecrets(once).text).toBe(once);
      }),
      { numRuns: 400 },
    );
  });

  test('keeps fences as they are', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const fence = '\u0000FENCE\u0000';
        const { text } = redactSecrets(before + fence + after, {
          fences: [{ start: before.length, end: before.length + fence.length }],
        });
        expect(text).toContain(fence);
      }),
      { numRuns: 200 },
    );
  });
});

test('neutralising leaves nothing to neutralise, and only puts in blanks', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { text: harmless } = neutraliseTokens(text);
      expect(neutraliseTokens(harmless).count).toBe(0);
      expect(harmless.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
    { numRuns: 400 },
  );
});

describe('floods end soon', () => {
  // A quadratic scan takes 16 times as long for four times the text, a linear one four times.
  const MOST = 10;
  const floods = [
    'password=',
    'a',
    'aA1',
    '-----BEGIN ' + 'PRIVATE KEY-----\n',
    '-----END ' + 'PRIVATE KEY-----\n',
    'a://b:',
    'token=0x',
    '&sig=',

    'auth=(',
    'login("a",',
    'sk-',
    'ey' + 'Jaaaaaaaa-',
    '"kty"',
    'curl -u ',
    '"password": "',
    'api key: ',
    'LS0tLS1CRUdJTi',
    '<|',
    '[INST',
  ];
  for (const repeated of floods) {
    test(JSON.stringify(repeated), { retry: 3 }, () => {
      const timed = (kilobytes: number): number => {
        const text = repeated.repeat(Math.ceil((kilobytes * 1024) / repeated.length));
        // The processor's time, and the lesser of two, as the machine may be busy with other things; a scan that is quadratic fails each try.
        const times = Array.from({ length: 2 }, () => {
          const start = process.cpuUsage();
          redactSecrets(text);
          neutraliseTokens(text);
          return process.cpuUsage(start).user / 1000;
        });
        return Math.min(...times);
      };
      const small = Math.max(1, timed(50));
      expect(timed(200) / small).toBeLessThan(MOST);
    });
  }
});
