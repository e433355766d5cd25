import { ModelError, type ModelErrorKind, type ModelErrorOptions } from './model-error.ts';

/** What a status other than success means. The text comes from the server. */
export function statusError(status: number, headers: Headers, detail: string | undefined): ModelError {
  return new ModelError(kindOfStatus(status), { retryAfterMs: retryAfterMs(headers), detail });
}

function kindOfStatus(status: number): ModelErrorKind {
  // 204 and 205: a server that has nothing to say to a prompt is at fault, though it thinks otherwise.
  if (status < 300 || status >= 500) return 'server-error';
  if (status < 400) return 'redirected';
  if (status === 401 || status === 403 || status === 407) return 'unauthorized';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 408) return 'timed-out';
  if (status === 429) return 'rate-limited';
  return 'bad-request';
}

/** Nobody who types waits longer for a server than this, whatever the server asks for. */
const LONGEST_WAIT_MS = 60_000;

/**
 * From `Retry-After-Ms` or `Retry-After`, in seconds or as a date; a date counts from the answer's own `Date`, so that
 * two clocks that disagree do no harm. Nonsense counts as not said.
 */
function retryAfterMs(headers: Headers): number | undefined {
  const seconds = headers.get('retry-after')?.trim();
  const date = Date.parse(seconds ?? '') - Date.parse(headers.get('date') ?? '');
  const candidates = [
    numberIn(headers.get('retry-after-ms')?.trim(), 1),
    numberIn(seconds, 1000),
    Number.isFinite(date) && date > 0 ? date : undefined,
  ];
  const wait = candidates.find((ms) => ms !== undefined);
  return wait === undefined ? undefined : Math.min(wait, LONGEST_WAIT_MS);
}

function numberIn(text: string | undefined, unitMs: number): number | undefined {
  return text !== undefined && /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) * unitMs : undefined;
}

/** What a failed connection means. `otherwise` is what is likeliest at that stage of a request. */
export function connectionError(error: unknown, otherwise: 'unreachable' | 'reset'): ModelError {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if (cause instanceof ModelError) return cause;
    const code = 'code' in cause ? String(cause.code) : '';
    const kind = KIND_OF_CODE.find(([pattern]) => pattern.test(code))?.[1];
    if (kind !== undefined) return new ModelError(kind, withCause(error));
  }
  return new ModelError(otherwise, withCause(error));
}

/** Codes of Node and of undici, which is the `fetch` of Node; other platforms give none, and `otherwise` holds. */
const KIND_OF_CODE: readonly (readonly [RegExp, ModelErrorKind])[] = [
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'reset'],
  [/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/, 'unreachable'],
  [/^(ETIMEDOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/, 'timed-out'],
  [/^UND_ERR_HEADERS_OVERFLOW$/, 'too-large'],
  // Not HTTP at all, or a body that does not unpack.
  [/^(HPE_|Z_|ERR__ERROR_FORMAT|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)/, 'bad-response'],
];

function withCause(error: unknown): ModelErrorOptions {
  return { cause: error, detail: error instanceof Error ? error.message : undefined };
}
