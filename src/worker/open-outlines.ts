import type { ContextIndex } from '../core/context/context-index.ts';
import type { FileOutline } from '../core/repository/outline.ts';
import type { Outliner } from './outline/create-outliner.ts';

/** Imports stand at the top; reading more only costs time, and it is read again at every change. */
export const HEAD_CHARS = 64_000;
/** Files that one goes back and forth between. */
const MAX_KEPT = 8;

/**
 * Outlines of texts as they are in the editor. The last ones are kept, as most keystrokes are below the part that counts; and a
 * file that was only opened is as it was when it was indexed.
 */
export class OpenOutlines {
  readonly #outliner: Outliner;
  readonly #index: ContextIndex;
  /** Least recent first. */
  readonly #kept = new Map<string, { readonly head: string; readonly outline: FileOutline }>();

  constructor(outliner: Outliner, index: ContextIndex) {
    this.#outliner = outliner;
    this.#index = index;
  }

  /** Empty for a language without grammar. */
  async get(path: string, languageId: string, text: string): Promise<FileOutline> {
    const head = text.length <= HEAD_CHARS ? text : text.slice(0, text.lastIndexOf('\n', HEAD_CHARS) + 1);
    const kept = this.#kept.get(path);
    if (kept?.head === head) return kept.outline;
    const known = head === text ? this.#index.outlineOf(path, languageId, text) : undefined;
    const found = known ?? (await this.#outliner.outlineAgain(path, languageId, head));
    const outline = found ?? { path, languageId, definitions: [], imports: [], references: [] };
    this.#kept.delete(path);
    this.#kept.set(path, { head, outline });
    if (this.#kept.size > MAX_KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    return outline;
  }
}
