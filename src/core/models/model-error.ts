import { assertNever } from '../base/assert-never.ts';

/** What can go wrong between us and a model. Text that came before it stays with whoever was reading. */
export type ModelErrorKind =
  /** Sotto itself did not send the request; `refusal` says why. */
  | 'refused'
  | 'unreachable'
  | 'unauthorized'
  | 'not-found'
  | 'bad-request'
  | 'rate-limited'
  | 'server-error'
  | 'redirected'
  | 'timed-out'
  /** The connection broke. */
  | 'reset'
  /** The answer ended in good order, but before the model was done. */
  | 'incomplete'
  | 'empty'
  | 'too-large'
  /** What came is no answer of such a server: a web page, broken JSON. */
  | 'bad-response';

export type Refusal =
  | 'no-server'
  | 'bad-address'
  | 'other-origin'
  | 'key-of-other-origin'
  | 'prompt-too-large'
  | 'redaction-failed'
  | 'secret-at-cursor';

export interface ModelErrorOptions {
  /** What the server asked us to wait, at most a minute. */
  readonly retryAfterMs?: number | undefined;
  readonly refusal?: Refusal;
  /** From the server, so not trusted: for the log. Cut and made inert here. */
  readonly detail?: string | undefined;
  readonly cause?: unknown;
}

export class ModelError extends Error {
  readonly kind: ModelErrorKind;
  readonly retryAfterMs: number | undefined;
  readonly refusal: Refusal | undefined;
  readonly detail: string | undefined;

  constructor(kind: ModelErrorKind, options: ModelErrorOptions = {}) {
    super(options.refusal ?? kind, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ModelError';
    this.kind = kind;
    this.retryAfterMs = options.retryAfterMs;
    this.refusal = options.refusal;
    // A server that refuses credentials likes to repeat them.
    this.detail = kind === 'unauthorized' ? undefined : inert(options.detail);
  }

  /** Whether the same request may work later without anybody changing anything. */
  get retryable(): boolean {
    return RETRYABLE.has(this.kind);
  }
}

const RETRYABLE: ReadonlySet<ModelErrorKind> = new Set([
  'unreachable',
  'rate-limited',
  'server-error',
  'timed-out',
  'reset',
  'incomplete',
  'empty',
]);

export function refused(refusal: Refusal, cause?: unknown): ModelError {
  return new ModelError('refused', { refusal, cause });
}

/** Where a request went, in the words of the settings. */
export interface ServerPlace {
  /** As the person set it; shown as it is. */
  readonly server: string;
  /** The setting to look at, `sotto.servers` say. */
  readonly setting: string;
  readonly model?: string | undefined;
}

/** One sentence for people. It never holds text that came from a server. */
export function describeModelError(error: ModelError, { server, setting, model }: ServerPlace): string {
  const look = `see the setting ${setting}`;
  switch (error.kind) {
    case 'refused':
      return describeRefusal(error.refusal ?? 'no-server', server, setting);
    case 'unreachable':
      return `No server answers at ${server}; is it running, and is the address in ${setting} right?`;
    case 'unauthorized':
      return `${server} does not accept the credentials entered for it; enter them again, or ${look}.`;
    case 'not-found':
      return `${server} knows no ${model === undefined ? 'such model or address' : `model “${model}”`}; ${look}.`;
    case 'bad-request':
      return `${server} does not accept Sotto's request; the model may not fit this use or its context may be too short: ${look}.`;
    case 'rate-limited':
      return error.retryAfterMs === undefined
        ? `${server} limits how often it may be asked; after a while it can be asked again (${look}).`
        : `${server} asks to wait ${Math.ceil(error.retryAfterMs / 1000)} s before the next request (${look}).`;
    case 'server-error':
      return `${server} reports a fault of its own, which may pass (${look}).`;
    case 'redirected':
      return `${server} redirects to another address, which Sotto does not follow; enter the final address in ${setting}.`;
    case 'timed-out':
      return `${server} fell silent in the middle of a request; it may be overloaded (${look}).`;
    case 'reset':
      return `The connection to ${server} broke off (${look}).`;
    case 'incomplete':
      return `The answer of ${server} broke off before its end; what came is kept (${look}).`;
    case 'empty':
      return `${server} sent an empty answer; the model may not fit this use (${look}).`;
    case 'too-large':
      return `${server} sent more than any answer should be, so Sotto stopped reading (${look}).`;
    case 'bad-response':
      return `What ${server} sends is not the answer of a model server; ${look}.`;
    default:
      return assertNever(error.kind);
  }
}

function describeRefusal(refusal: Refusal, server: string, setting: string): string {
  switch (refusal) {
    case 'no-server':
      return `No server is set for this; see the setting ${setting}.`;
    case 'bad-address':
      return `“${server}” is no http or https address; see the setting ${setting}.`;
    case 'other-origin':
      return `Nothing was sent: the request was for another server than the one in ${setting}.`;
    case 'key-of-other-origin':
      return `Nothing was sent: the credentials were entered for another address than ${server}; enter them for this one, or change ${setting} back.`;
    case 'prompt-too-large':
      return `Nothing was sent: the request is larger than ${setting} allows.`;
    case 'redaction-failed':
      return `Nothing was sent to ${server}: the search for secrets in the request failed (${setting} is as it was).`;
    case 'secret-at-cursor':
      return `Nothing was sent to ${server}: the cursor is inside what looks like a secret (${setting} is as it was).`;
    default:
      return assertNever(refusal);
  }
}

const MAX_DETAIL = 300;

/** One short line without what a notification, Markdown or a terminal would act on. */
function inert(text: string | undefined): string | undefined {
  const plain = text?.slice(0, 4 * MAX_DETAIL).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}[\]<>`\\]+/gu, ' ');
  return plain?.trim().slice(0, MAX_DETAIL);
}
