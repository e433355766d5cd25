import { expect, test } from 'vitest';
import { createVirtualClock } from '../../src/core/base/virtual-clock.ts';
import { applyEdit } from '../../src/core/text/minimal-edit.ts';
import { createDocumentContext, type DocumentContextOptions } from '../../src/node/document-context.ts';
import type { ContextParams, OpenDocumentParams } from '../../src/node/protocol.ts';

test('asks with what was just changed in the other documents, not with what is being typed', async () => {
  const asked: ContextParams[] = [];
  const call = (_method: string, params: ContextParams) => {
    asked.push(params);
    return Promise.resolve([]);
  };
  const open = (name: string, text: string): OpenDocumentParams => ({
    uri: `file:///${name}`,
    path: `/${name}`,
    languageId: 'typescript',
    version: 1,
    text,
  });
  let documents = [open('a.ts', 'one();\ntwo();\n'), open('b.ts', 'three();\n')];
  const context = createDocumentContext({
    // The one method that is called takes and gives this.
    indexer: { isReady: true, call: call as unknown as DocumentContextOptions['indexer']['call'] },
    hasIndex: () => true,
    documents: () => documents,
    timeoutMs: 1,
    after: createVirtualClock().after,
    now: () => 0,
  });
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
