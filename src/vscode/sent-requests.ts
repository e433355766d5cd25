import type { Log } from '../core/base/log.ts';
import type { SentRequest } from '../core/models/egress.ts';

/** Exactly what was sent in this window, whatever it was for: *Show the Prompts* reads it. */
export interface SentRequests {
  add(request: SentRequest): void;
  /** Oldest first. */
  list(): readonly SentRequest[];
  /** Of all that was sent, kept or not. */
  count(): number;
}

const KEPT_REQUESTS = 20;

export function createSentRequests(log: Log): SentRequests {
  let sent: readonly SentRequest[] = [];
  let count = 0;
  return {
    add(request) {
      count++;
      sent = [...sent, request].slice(-KEPT_REQUESTS);
      log.info('sent', { role: request.role, url: request.url, bytes: request.body?.length ?? 0 });
    },
    list: () => sent,
    count: () => count,
  };
}
