import { checkSeam, cleanBody, type Redact } from './clean-body.ts';
import { ModelError, refused } from './model-error.ts';
import type { Json } from './prompt.ts';

export type Role = 'completion' | 'edit' | 'chat' | 'embedding';

/** A server, as a person set it for a role. */
export interface Endpoint {
  /** With the path that the API begins at, `http://127.0.0.1:8080/v1`; without a path `/v1` is meant. */
  readonly baseUrl: string;
  readonly key?: BoundKey | undefined;
  /** Further headers that the person set for this server. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A key knows the origin it was entered for, and goes nowhere else. */
export interface BoundKey {
  readonly origin: string;
  readonly value: string;
}

export interface EgressRequest {
  readonly role: Role;
  readonly method: 'GET' | 'POST';
  /** Absolute, or relative to the base URL. */
  readonly url: string;
  /** Prompts in it are still in parts. */
  readonly body?: Json | undefined;
  /** Texts that are neighbours in the document but stand apart in the request: no secret may lie across. */
  readonly seams?: readonly (readonly [before: string, after: string])[] | undefined;
}

/** Exactly what left the machine, the credentials apart. */
export interface SentRequest {
  readonly role: Role;
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body: string | undefined;
}

export interface EgressOptions {
  readonly fetch: typeof fetch;
  readonly endpoints: Readonly<Partial<Record<Role, Endpoint>>>;
  readonly redact: Redact;
  /** Makes FIM and chat-template tokens in text out of files harmless. */
  readonly neutralise: (text: string) => string;
  /** Of one request's body, in bytes. */
  readonly maxBytes: number;
  readonly onSent: (request: SentRequest) => void;
}

export interface Egress {
  send(request: EgressRequest, signal: AbortSignal): Promise<Response>;
  /** The server of a role; throws where none is set or its address is none. */
  endpoint(role: Role): Endpoint;
}

/**
 * The one exit: whatever leaves the machine passes `send`. It makes the body and the headers itself, from plain data, so
 * that no library and no environment variable can add to them. It fails closed: what it cannot check it does not send.
 */
export function createEgress(options: EgressOptions): Egress {
  const { fetch: open, endpoints, redact, neutralise, maxBytes, onSent } = options;

  return {
    endpoint: (role) => checkedEndpoint(endpoints[role]),

    async send(request, signal) {
      const endpoint = checkedEndpoint(endpoints[request.role]);
      const url = targetOf(request, endpoint);
      const headers = headersFor(endpoint, url);
      for (const seam of request.seams ?? []) checkSeam(seam, redact);
      const body = request.body === undefined ? undefined : JSON.stringify(cleanBody(request.body, redact, neutralise));
      const bytes = body === undefined ? undefined : new TextEncoder().encode(body);
      if (bytes !== undefined && bytes.length > maxBytes) throw refused('prompt-too-large');
      signal.throwIfAborted();
      onSent({ role: request.role, method: request.method, url: url.href, body });
      const response = await open(url.href, {
        method: request.method,
        headers,
        ...(bytes === undefined ? {} : { body: bytes }),
        // A 307 or 308 would send the whole prompt again, to whoever the answer names.
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store',
        signal,
      });
      if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
        void response.body?.cancel().catch(() => undefined);
        throw new ModelError('redirected');
      }
      return response;
    },
  };
}

function checkedEndpoint(endpoint: Endpoint | undefined): Endpoint {
  if (endpoint === undefined) throw refused('no-server');
  const url = parseUrl(endpoint.baseUrl);
  if (url === undefined) throw refused('bad-address');
  return endpoint;
}

function targetOf(request: EgressRequest, endpoint: Endpoint): URL {
  const base = apiBase(endpoint);
  const url = parseUrl(request.url, base.href);
  if (url === undefined) throw refused('bad-address');
  if (url.origin !== base.origin) throw refused('other-origin');
  return url;
}

/** What relative addresses are relative to. People leave out `/v1` where a server names only its host and port. */
export function apiBase({ baseUrl }: Endpoint): URL {
  const base = new URL(baseUrl);
  base.search = '';
  base.hash = '';
  if (base.pathname === '/') base.pathname = '/v1/';
  else if (!base.pathname.endsWith('/')) base.pathname += '/';
  return base;
}

/** An address with a user name in it shows one host and means another, so it counts as none. */
function parseUrl(text: string, base?: string): URL | undefined {
  const url = URL.parse(text, base);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  return url;
}

function headersFor({ key, headers: own = {} }: Endpoint, url: URL): Record<string, string> {
  if (key !== undefined && key.origin !== url.origin) throw refused('key-of-other-origin');
  return {
    accept: 'text/event-stream, application/x-ndjson, application/json',
    // A compressed stream comes in lumps, and a small one can unpack to any size.
    'accept-encoding': 'identity',
    'content-type': 'application/json',
    'user-agent': 'Sotto',
    ...(key === undefined ? {} : { authorization: `Bearer ${key.value}` }),
    ...own,
  };
}
