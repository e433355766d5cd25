import { expect, test } from 'vitest';
import { createVirtualClock } from '../../src/core/base/virtual-clock.ts';
import { applyEdit } from '../../src/core/text/minimal-edit.ts';
import { ChildUnavailable } from '../../src/node/calls.ts';
import { createDocumentContext, type DocumentContextOptions } from '../../src/node/document-context.ts';
import type { CompleteParams, ContextParams, OpenDocumentParams } from '../../src/node/protocol.ts';

type Options = DocumentContextOptions;

const open = (name: string, text: string): OpenDocumentParams => ({
  uri: `file:///${name}`,
  path: `/${name}`,
  languageId: 'typescript',
  version: 1,
  text,
});

/** With an indexer that finds nothing and remembers what it was asked. */
function contextOf(
  documents: () => readonly OpenDocumentParams[],
  draft: (params: CompleteParams) => Promise<unknown>,
) {
  const asked: ContextParams[] = [];
  const call = (_method: string, params: ContextParams) => {
    asked.push(params);
    return Promise.resolve([]);
  };
  const context = createDocumentContext({
    // Of each the one method that is called takes and gives this.
    engine: {
      call: ((_method: string, params: CompleteParams) => draft(params)) as unknown as Options['engine']['call'],
    },
    indexer: { isReady: true, call: call as unknown as Options['indexer']['call'] },
    hasIndex: () => true,
    documents,
    timeoutMs: 1,
    draftMs: 1,
    after: createVirtualClock().after,
    now: () => 0,
  });
  return { context, asked };
}

test('asks with what was just changed in the other documents, not with what is being typed', async () => {
  let documents = [open('a.ts', 'one();\ntwo();\n'), open('b.ts', 'three();\n')];
  const { context, asked } = contextOf(
    () => documents,
    () => Promise.resolve(undefined),
  );
  const change = (name: string, offset: number, insertText: string): void => {
    const edit = { offset, deleteCount: 0, insertText };
    documents = documents.map((each) =>
      each.path === `/${name}` ? { ...each, text: applyEdit(each.text, edit) } : each,
    );
    context.changed(`file:///${name}`, [edit]);
  };
  change('a.ts', 7, 'newly');
  change('b.ts', 0, 'x');
  await context.refresh('file:///b.ts');
  await context.refresh('file:///a.ts');
  context.forget('file:///a.ts');
  await context.refresh('file:///b.ts');
  expect(asked.map(({ recentEdits }) => recentEdits)).toEqual([['newlytwo();'], ['xthree();'], []]);
  context.dispose();
});

test('asks with what the engine would write at the same place of the same text, and without it where the engine is away', async () => {
  const draft = { names: new Map([['feeOf', 0.5]]), lines: [] };
  const places: CompleteParams[] = [];
  const isAway = [false, true];
  const document = open('a.ts', 'one();\n');
  const { context, asked } = contextOf(
    () => [document],
    (place) => {
      places.push(place);
      return isAway.shift() === true ? Promise.reject(new ChildUnavailable('it is away')) : Promise.resolve(draft);
    },
  );
  await context.snippetsAt(document.uri, 4);
  await context.snippetsAt(document.uri, 1_000);
  expect(places.map(({ uri, version, offset }) => ({ uri, version, offset }))).toEqual([
    { uri: document.uri, version: 1, offset: 4 },
    { uri: document.uri, version: 1, offset: 7 },
  ]);
  expect(asked.map((each) => [each.offset, each.draft])).toEqual([
    [4, draft],
    [7, undefined],
  ]);
  context.dispose();
});
