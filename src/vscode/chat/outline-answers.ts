import type * as vscode from 'vscode';
import {
  importsOf,
  outlineOf,
  searchResults,
  whatChanges,
  whereIs,
  whoCalls,
} from '../../core/chat/answer-from-outline.ts';
import { NoAnswer } from '../../core/chat/chat-model.ts';
import type { OutlineAnswers } from '../../core/chat/create-answers.ts';
import { ChildUnavailable } from '../../node/calls.ts';
import { pathOf } from '../documents.ts';
import { displayName } from '../edit/judge-target.ts';
import type { Index } from './ask-index.ts';
import { mayNotSend } from './may-send.ts';
import { shortPath } from './places.ts';

const MOST_FOUND = 30;

/** Answers from the index and from the document at hand; nothing of it leaves the machine. */
export function createOutlineAnswers(index: Index, document: () => vscode.TextDocument | undefined): OutlineAnswers {
  async function outlineHere() {
    const open = document();
    if (open === undefined)
      throw new NoAnswer('Open a file first: the question is about the one in the editor.', undefined);
    // Said once, it would go along with every later question.
    const reason = await mayNotSend(open.uri);
    if (reason !== undefined)
      throw new NoAnswer(`${displayName(open.uri)} is left out of the chat. ${reason}`, undefined);
    return { name: displayName(open.uri), ...(await index.outlineOf(pathOf(open), open.getText(), open.languageId)) };
  }

  return {
    async answer(question) {
      try {
        switch (question.kind) {
          case 'where-is':
            return whereIs(question.name, await index.definitions(question.name), shortPath);
          case 'who-calls':
            return whoCalls(question.name, await index.usages(question.name), shortPath);
          case 'what-changes':
            return whatChanges(question.name, await index.impact(question.name), shortPath);
          case 'search': {
            const found = await index.search({ query: question.query, limit: MOST_FOUND });
            return searchResults(question.query, found, shortPath);
          }
          case 'outline': {
            const { name, definitions } = await outlineHere();
            return outlineOf({ definitions }, name);
          }
          case 'imports': {
            const { name, imports } = await outlineHere();
            const files = new Map(imports.map(({ source, file }) => [source, file]));
            return importsOf(imports, name, (source) => {
              const file = files.get(source);
              return file === undefined ? undefined : shortPath(file);
            });
          }
        }
      } catch (error) {
        if (!(error instanceof ChildUnavailable)) throw error;
        throw new NoAnswer('The index is not ready yet. Ask again in a moment.', 'retry');
      }
    },
  };
}
