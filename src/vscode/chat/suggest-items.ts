import type { ContextItem } from '../../core/chat/context-item.ts';
import type { Index } from './ask-index.ts';
import { fileItem, symbolItem } from './document-items.ts';
import { changesItem } from './git-items.ts';
import { problemItem } from './problem-item.ts';

const MOST_OF_EACH = 10;

/** What `@` can mean with these letters after it: the two words first, then files and definitions of the index. */
export async function suggestItems(query: string, index: Index): Promise<ContextItem[]> {
  const words = [problemItem(), changesItem()].filter(({ label }) => label.startsWith(query.toLowerCase()));
  // Without an index there are still the words.
  const found = await index.search({ query, limit: MOST_OF_EACH }).catch(() => undefined);
  if (found === undefined) return words;
  const outline = async (file: string, text: string) => (await index.outlineOf(file, text)).definitions;
  return [
    ...words,
    ...found.files.map(fileItem),
    ...found.definitions.map((definition) => symbolItem(definition, outline)),
  ];
}
