import * as vscode from 'vscode';
import type { Clock } from '../core/base/clock.ts';
import type { Log } from '../core/base/log.ts';
import { Lru } from '../core/base/lru.ts';
import { pause } from '../core/base/pause.ts';
import { describeImport, type NeededImport } from '../core/completion/imports/needed-import.ts';
import type { Suggestion } from '../core/completion/result.ts';
import type { TextEdit } from '../core/text/text-edit.ts';
import type { SuggestionParams } from '../node/protocol.ts';
import { pathOf } from './documents.ts';
import { insertAlong } from './edit/change-document.ts';

/** What accepting a suggestion imports besides. */
export interface ImportsOnAccept extends vscode.Disposable {
  /**
   * Of each suggestion when it is handed over, the one that is drawn first: asks, and nobody waits for the answer. `number`
   * is what the first is followed under: the rest of what is drawn already asks for no more than the whole did.
   */
  offered(number: number, suggestions: readonly Suggestion[], document: vscode.TextDocument, offset: number): void;
  /** The suggestion under that number is drawn no more. */
  settled(number: number): void;
  /** The whole of it was accepted: puts in what it needs. Resolves when that is done. */
  accepted(id: number): Promise<void>;
  /** Of the suggestion of that number, as far as it is known; of what is drawn, where no number is named. One line each. */
  announced(id?: number): readonly string[];
  readonly onDidChange: vscode.Event<void>;
}

export interface ImportsOnAcceptOptions {
  ask(params: SuggestionParams, timeoutMs: number): Promise<readonly NeededImport[]>;
  isOn(): boolean;
  /** Right before an edit of ours: nobody typed it. */
  willEdit(document: vscode.TextDocument, edit: TextEdit): void;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
}

/** Nobody waits for it yet. */
const ANSWER_WITHIN_MS = 10_000;
/** Who accepted sees the import come in a moment later; after this it would be an edit out of nowhere. */
const ADD_WITHIN_MS = 1_000;
const MOST_KEPT = 50;

interface Asked {
  readonly uri: string;
  /** All that has been asked about ends so: the rest of it asks for nothing new. */
  text: string;
  answered: Promise<unknown>;
  needed: readonly NeededImport[];
}

export function createImportsOnAccept({ ask, isOn, willEdit, clock, log }: ImportsOnAcceptOptions): ImportsOnAccept {
  const byId = new Lru<number, Asked>(MOST_KEPT);
  const changed = new vscode.EventEmitter<void>();
  let drawn: { readonly number: number; readonly asked: Asked } | undefined;

  function askFor(
    asked: Asked,
    { insertText, replaceSuffix }: Suggestion,
    document: vscode.TextDocument,
    offset: number,
  ) {
    const { languageId } = document;
    const params = { file: pathOf(document), languageId, text: document.getText(), offset, insertText, replaceSuffix };
    asked.text = insertText;
    const answer = ask(params, ANSWER_WITHIN_MS).then(
      (needed) => {
        const known = new Set(asked.needed.map(({ name }) => name));
        asked.needed = [...asked.needed, ...needed.filter(({ name }) => !known.has(name))];
        if (drawn?.asked === asked) changed.fire();
      },
      // An indexer that is busy or away: the suggestion is as good as without.
      (error: unknown) => log.trace('imports.unanswered', { message: String(error) }),
    );
    asked.answered = Promise.all([asked.answered, answer]);
  }

  function draw(next: typeof drawn): void {
    const isNews = announcedOf(drawn?.asked).length + announcedOf(next?.asked).length > 0;
    drawn = next;
    if (isNews) changed.fire();
  }

  const announcedOf = (asked: Asked | undefined): readonly string[] =>
    asked === undefined || !isOn() ? [] : asked.needed.map(describeImport);

  return {
    offered(number, suggestions, document, offset) {
      if (!isOn() || document.uri.scheme !== 'file') return draw(undefined);
      const uri = document.uri.toString();
      suggestions.forEach((suggestion, place) => {
        const before = place === 0 && number !== suggestion.id ? byId.get(number) : undefined;
        const asked = before ?? { uri, text: '', answered: Promise.resolve(), needed: [] };
        byId.set(suggestion.id, asked);
        if (place === 0) byId.set(number, asked);
        if (before === undefined || !before.text.endsWith(suggestion.insertText)) {
          askFor(asked, suggestion, document, offset);
        }
        if (place === 0) draw({ number, asked });
      });
    },
    settled(number) {
      if (drawn?.number === number) draw(undefined);
    },
    async accepted(id) {
      const asked = byId.get(id);
      if (asked === undefined || !isOn()) return;
      const waiting = new AbortController();
      await Promise.race([asked.answered, pause(clock.after, ADD_WITHIN_MS, waiting.signal)]);
      waiting.abort();
      if (asked.needed.length === 0) return;
      // Where imports stand in each language: activation need not read that.
      const { addImport } = await import('../core/completion/imports/add-import.ts');
      const editor = vscode.window.activeTextEditor;
      if (editor?.document.uri.toString() !== asked.uri || editor.selections.length > 1) return;
      for (const needed of asked.needed) {
        const result = await insertAlong(
          editor,
          // Taken back meanwhile, it asks for nothing.
          (text) => (text.includes(needed.name) ? addImport(text, needed) : undefined),
          (edit) => willEdit(editor.document, edit),
        );
        log.info('imports.added', { languageId: needed.languageId, result });
      }
    },
    announced: (id) => announcedOf(id === undefined ? drawn?.asked : byId.get(id)),
    onDidChange: changed.event,
    dispose: () => changed.dispose(),
  };
}
