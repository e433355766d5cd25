import type { ContextIndex } from '../core/context/context-index.ts';
import { languageIdForPath } from '../core/syntax/languages.ts';
import { readSource } from '../node/read-source.ts';

type Turn = () => Promise<unknown>;

/** Files at a stretch, some 5 ms. */
const FILES_AT_ONCE = 50;

/** Takes up the outlines that came from the state file. */
export async function learnOutlines(context: ContextIndex, turn: Turn): Promise<void> {
  let files = 0;
  for (const path of Array.from(context.repository.paths())) {
    context.set(path, undefined);
    if (++files % FILES_AT_ONCE === 0) await turn();
  }
}

/** The state file has no words: they are read again, file by file, while questions are answered without. */
export async function readWindows(
  { context }: { readonly context: ContextIndex },
  turn: Turn,
  signal: AbortSignal,
): Promise<void> {
  for (const path of Array.from(context.repository.paths())) {
    if (context.windows.has(path)) continue;
    const source = await readSource(path, languageIdForPath(path) ?? 'plaintext');
    if (signal.aborted) return;
    if (source.kind === 'text') context.set(path, source.text);
    await turn();
  }
}
