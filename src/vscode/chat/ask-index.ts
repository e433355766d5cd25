import { languageIdForPath } from '../../core/syntax/languages.ts';
import type { ImpactSet } from '../../core/repository/find-impact.ts';
import type { Usages } from '../../core/repository/find-usages.ts';
import type { LocatedDefinition } from '../../core/repository/repository-outline.ts';
import type { Child } from '../../node/child.ts';
import type { IndexerMethods, OutlineResult, SearchParams, SearchResult } from '../../node/protocol.ts';

/** The index of this workspace, asked. Rejects with `ChildUnavailable` where there is none. */
export interface Index {
  definitions(name: string): Promise<readonly LocatedDefinition[]>;
  usages(name: string): Promise<Usages>;
  impact(name: string): Promise<ImpactSet>;
  search(params: SearchParams): Promise<SearchResult>;
  outlineOf(file: string, text: string, languageId?: string): Promise<OutlineResult>;
}

/** The indexer may be in the middle of a large file. */
const PATIENCE_MS = 5_000;

export function createIndex(indexer: Child<IndexerMethods>): Index {
  const options = { timeoutMs: PATIENCE_MS };
  return {
    definitions: (name) => indexer.call('definitions', { name }, options),
    usages: (name) => indexer.call('usages', { name }, options),
    impact: (name) => indexer.call('impact', { name }, options),
    search: (params) => indexer.call('search', params, options),
    outlineOf: (file, text, languageId = languageIdForPath(file) ?? 'plaintext') =>
      indexer.call('outline', { file, text, languageId }, options),
  };
}
