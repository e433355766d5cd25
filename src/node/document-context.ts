import type { Clock } from '../core/base/clock.ts';
import type { CompletionRequest } from '../core/completion/request.ts';
import type { Draft } from '../core/context/draft.ts';
import type { SelectedSnippet } from '../core/context/select-snippets.ts';
import { createRecentEdits } from '../core/context/recent-edits.ts';
import type { Snippet } from '../core/context/snippet.ts';
import type { TextEdit } from '../core/text/text-edit.ts';
import { ChildUnavailable } from './calls.ts';
import type { Child } from './child.ts';
import { type ContextKeeper, createContextKeeper } from './context-keeper.ts';
import type { ContextParams, EngineMethods, IndexerMethods, OpenDocumentParams } from './protocol.ts';

/** What the repository says that matters to the open documents; the indexer is asked. */
export interface DocumentContext extends ContextKeeper {
  /** For a completion: what is known already, of where one was asked for last. A keystroke waits for nothing. */
  at(request: CompletionRequest): readonly Snippet[];
  /** For a command: all that fits, also where a completion would not need it; nothing if it takes too long. */
  snippetsAt(uri: string, offset: number): Promise<readonly Snippet[]>;
  /** What goes with a request at that place, with what speaks for each line; asked anew. */
  explainAt(uri: string, offset: number): Promise<readonly SelectedSnippet[]>;
  /** Remembers what was changed, for the questions about other documents. */
  changed(uri: string, edits: readonly TextEdit[]): void;
  /** Every open document's, anew. */
  refreshAll(): Promise<void>;
}

export interface DocumentContextOptions {
  /** Says what it would write at a place, so that what its names mean is looked up. */
  readonly engine: Pick<Child<EngineMethods>, 'call'>;
  readonly indexer: Pick<Child<IndexerMethods>, 'call' | 'isReady'>;
  /** The indexer has known the folder before; then an answer without it is worth less than the last one. */
  hasIndex(): boolean;
  /** The open documents as they are now, most recently used first. */
  documents(): readonly OpenDocumentParams[];
  readonly timeoutMs: number;
  /** A draft that takes longer is done without. The engine, where it is there and idle, needs some 10 ms. */
  readonly draftMs: number;
  readonly after: Clock['after'];
  /** Milliseconds, running forward. */
  now(): number;
}

const BUDGET_CHARS = 8_000;

/** A command can wait a little for the indexer, which a keystroke cannot. */
const COMMAND_WITHIN_MS = 1_000;

export function createDocumentContext(options: DocumentContextOptions): DocumentContext {
  const { engine, indexer, timeoutMs, draftMs, after } = options;
  /** Where completions were asked for last, by document. */
  const cursors = new Map<string, { readonly offset: number; readonly line: number }>();
  const recent = createRecentEdits();
  const keeper = createContextKeeper(async (uri) => {
    // One that is back and reads its state again knows less than what was asked of the last one.
    if (options.hasIndex() && !indexer.isReady) throw new ChildUnavailable('the indexer is not ready yet');
    const question = await questionAt(uri, cursors.get(uri)?.offset ?? 0);
    return question === undefined ? [] : indexer.call('context', question, { timeoutMs });
  }, after);

  async function questionAt(uri: string, wantedOffset: number): Promise<ContextParams | undefined> {
    const documents = options.documents();
    const document = documents.find((candidate) => candidate.uri === uri);
    if (document === undefined) return undefined;
    const texts = new Map(documents.map((each) => [each.uri, each.text]));
    const offset = Math.min(wantedOffset, document.text.length);
    const recentEdits = recent.linesBut(uri, texts, options.now());
    return {
      file: document.path,
      languageId: document.languageId,
      text: document.text,
      offset,
      openFiles: documents.filter((other) => other !== document).map((other) => other.path),
      recentEdits,
      draft: await draftAt(document, offset),
      budgetChars: BUDGET_CHARS,
    };
  }

  /** Seen from the same files as a completion, for which the engine then has less to do. */
  async function draftAt({ uri, version }: OpenDocumentParams, offset: number): Promise<Draft | undefined> {
    const nearPaths = keeper.snippets(uri).map(({ path }) => path);
    const asked = engine.call('draft', { uri, version, offset, nearPaths }, { timeoutMs: draftMs });
    // Without it the question is answered as well as it can be.
    return asked.catch(() => undefined);
  }

  return {
    ...keeper,
    at({ uri, offset, position: { line } }) {
      // Within a line, what is typed asks anew soon enough.
      if (cursors.get(uri)?.line !== line) keeper.touch(uri);
      cursors.set(uri, { offset, line });
      return keeper.snippets(uri);
    },
    async snippetsAt(uri, offset) {
      const question = await questionAt(uri, offset);
      if (question === undefined) return [];
      const asked = indexer.call('context', { ...question, noStop: true }, { timeoutMs: COMMAND_WITHIN_MS });
      return asked.catch(() => []);
    },
    async explainAt(uri, offset) {
      const question = await questionAt(uri, offset);
      return question === undefined ? [] : indexer.call('explainContext', question, { timeoutMs });
    },
    changed: (uri, edits) => recent.changed(uri, edits, options.now()),
    async refreshAll() {
      // One after the other: each sends a whole text.
      for (const { uri } of options.documents()) {
        // What was known stays good enough until the next change.
        await keeper.refresh(uri).catch(() => {});
      }
    },
    forget(uri) {
      keeper.forget(uri);
      recent.forget(uri);
      cursors.delete(uri);
    },
  };
}
