import { describe, expect, test } from 'vitest';
import { describeModelError, ModelError, type ModelErrorKind } from '../../../src/core/models/model-error.ts';
import { connectionError, statusError } from '../../../src/core/models/to-model-error.ts';

const place = { server: 'http://localhost:8080/v1', setting: 'sotto.servers', model: 'm' };

describe('what people read', () => {
  const kinds: readonly ModelErrorKind[] = [
    'refused',
    'unreachable',
    'unauthorized',
    'not-found',
    'bad-request',
    'rate-limited',
    'server-error',
    'redirected',
    'timed-out',
    'reset',
    'incomplete',
    'empty',
    'too-large',
    'bad-response',
  ];

  test.for(kinds)('%s is one sentence that names the setting', (kind) => {
    const sentence = describeModelError(new ModelError(kind, { detail: 'from the server' }), place);
    expect(sentence).toContain('sotto.servers');
    expect(sentence).toMatch(/^[A-Z“h].*[.?]$/);
    expect(sentence).not.toContain('from the server');
  });

  test('every refusal says that nothing was sent, or what is missing', () => {
    for (const refusal of [
      'other-origin',
      'key-of-other-origin',
      'prompt-too-large',
      'redaction-failed',
      'secret-at-cursor',
    ] as const) {
      expect(describeModelError(new ModelError('refused', { refusal }), place)).toMatch(
        /^Nothing was sent.*sotto\.servers/,
      );
    }
    expect(describeModelError(new ModelError('refused', { refusal: 'bad-address' }), place)).toMatch(
      /no http.*sotto\.servers/,
    );
  });

  test('a wait is named in seconds', () => {
    expect(describeModelError(new ModelError('rate-limited', { retryAfterMs: 1_200 }), place)).toContain('wait 2 s');
  });
});

describe('what a server says about a failure', () => {
  test('is kept short and inert', () => {
    const { detail = '' } = statusError(
      500,
      new Headers(),
      `[click](command:x) <img src=x>\u0007\u202e${'x'.repeat(5_000)}`,
    );
    expect(detail.length).toBeLessThanOrEqual(300);
    for (const active of ['[', ']', '<', '>', '\u0007', '\u202e']) expect(detail).not.toContain(active);
  });

  test('is dropped where it may repeat the credentials', () => {
    const error = statusError(401, new Headers(), 'bad key sk-123');
    expect(JSON.stringify([error.message, error.detail, describeModelError(error, place)])).not.toContain('sk-123');
  });
});

describe('the kind of a status', () => {
  test.for<[number, ModelErrorKind, boolean]>([
    [204, 'server-error', true],
    [307, 'redirected', false],
    [400, 'bad-request', false],
    [401, 'unauthorized', false],
    [403, 'unauthorized', false],
    [404, 'not-found', false],
    [408, 'timed-out', true],
    [422, 'bad-request', false],
    [429, 'rate-limited', true],
    [500, 'server-error', true],
    [503, 'server-error', true],
  ])('%i is %s', ([status, kind, retryable]) => {
    expect(statusError(status, new Headers(), undefined)).toMatchObject({ kind, retryable });
  });
});

describe('how long a server asks to wait', () => {
  const date = 'Wed, 21 Oct 2026 07:28:00 GMT';

  test.for<[Record<string, string>, number | undefined]>([
    [{ 'retry-after': '2' }, 2_000],
    [{ 'retry-after': ' 1.5 ' }, 1_500],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after': '86400' }, 60_000],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{ 'retry-after': date, date: 'Wed, 21 Oct 2026 07:27:50 GMT' }, 10_000],
    [{ 'retry-after': date, date: 'Wed, 21 Oct 2026 08:00:00 GMT' }, undefined],
    [{ 'retry-after': date }, undefined],
    [{}, undefined],
  ])('%j', ([headers, ms]) => {
    expect(statusError(429, new Headers(headers), undefined).retryAfterMs).toBe(ms);
  });
});

describe('the kind of a broken connection', () => {
  const withCode = (code: string) => new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code }) });

  test.for<[string, ModelErrorKind]>([
    ['ECONNREFUSED', 'unreachable'],
    ['ENOTFOUND', 'unreachable'],
    ['ECONNRESET', 'reset'],
    ['UND_ERR_SOCKET', 'reset'],
    ['ETIMEDOUT', 'timed-out'],
    ['HPE_INVALID_CONSTANT', 'bad-response'],
    ['CERT_HAS_EXPIRED', 'unreachable'],
  ])('%s is %s', ([code, kind]) => {
    expect(connectionError(withCode(code), 'unreachable').kind).toBe(kind);
  });
});
