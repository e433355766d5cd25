import type { CompletionRequest } from './request.ts';
import type { CompletionResult } from './result.ts';

/** One request as it went, for *Why*, the log and tests. Holds no text of the document. */
export interface RequestRecord {
  readonly time: number;
  readonly uri: string;
  /** Of the document. */
  readonly version: number;
  readonly languageId: string;
  readonly triggerKind: CompletionRequest['triggerKind'];
  readonly result: CompletionResult;
}

export interface RequestHistory {
  add(record: RequestRecord): void;
  /** Oldest first. */
  list(): readonly RequestRecord[];
}

const LONGEST = 500;

export function createRequestHistory(): RequestHistory {
  let records: RequestRecord[] = [];
  return {
    add(record) {
      records.push(record);
      if (records.length > 2 * LONGEST) records = records.slice(-LONGEST);
    },
    list: () => records.slice(-LONGEST),
  };
}
