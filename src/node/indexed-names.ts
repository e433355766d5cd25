import type { CompletionPipeline } from '../core/completion/provide-completion.ts';
import type { Child } from './child.ts';
import type { IndexerMethods, OpenDocumentParams } from './protocol.ts';

export interface IndexedNamesOptions {
  documents(): readonly OpenDocumentParams[];
  timeoutMs(): number;
}

/** Asks the indexer for invented names; an answer that does not come in time is none: most names are right. */
export function indexedNames(
  indexer: Child<IndexerMethods>,
  { documents, timeoutMs }: IndexedNamesOptions,
): CompletionPipeline['findInvented'] {
  return async ({ insertText, replaceSuffix }, { uri, version, offset, place, languageId }) => {
    const document = documents().find((open) => open.uri === uri);
    if (document?.version !== version || place !== 'code') return undefined;
    const { path: file, text } = document;
    const params = { file, languageId, text, offset, insertText, replaceSuffix };
    const [first] = await indexer.call('invented', params, { timeoutMs: timeoutMs() }).catch(() => []);
    return first && first.start - offset;
  };
}
