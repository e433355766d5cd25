import { expect, test } from 'vitest';
import { type Node, Parser, type Tree } from 'web-tree-sitter';
import { loadGrammar } from '../../../scripts/lib/load-grammar.ts';
import { textChange } from '../../../src/core/text/text-change.ts';
import { createGrammars } from '../../../src/worker/outline/grammars.ts';
import { treeEdit } from '../../../src/worker/outline/tree-edit.ts';

const python = (await createGrammars(loadGrammar).get('python'))!;
const parser = new Parser().setLanguage(python);

const CLASS = `class Desk(Base):
    def lend(self, reader):
        self.lent = 1
        return [self, reader]

    def close(self):
        return self


`;

/** Tokens that a parser had to read to go on from `old` to `text`, and the tree, node by node with its places. */
function parseAgain(old: string, text: string): { readonly tokens: number; readonly nodes: readonly string[] } {
  let tokens = 0;
  const tree = parser.parse(old)!;
  tree.edit(treeEdit(old, text, textChange(old, text)));
  parser.setLogger((message) => void (message.startsWith('lexed_lookahead') && tokens++));
  const again = parser.parse(text, tree)!;
  parser.setLogger(null);
  return { tokens, nodes: nodesOf(again) };
}

function nodesOf({ rootNode }: Tree): readonly string[] {
  const nodes: string[] = [];
  const take = ({ type, startPosition: start, endPosition: end, children }: Node): void => {
    nodes.push(`${type} ${start.row}:${start.column}-${end.row}:${end.column}`);
    for (const child of children) if (child) take(child);
  };
  take(rootNode);
  return nodes;
}

test.each([
  ['a word longer', 'return self\n', 'return selfish\n'],
  ['a number longer', 'self.lent = 1\n', 'self.lent = 12\n'],
  ['a line more', 'reader]\n', 'reader]\n        self.close(1)\n'],
  ['a line less', '        return [self, reader]\n', ''],
  ['blank lines more', 'return self\n', 'return self\n\n\n\n'],
])('where a block of Python ends with %s, what is behind it is not read again', (_, was, is) => {
  const old = CLASS.repeat(40);
  const at = old.indexOf(was, old.length / 2);
  const text = old.slice(0, at) + is + old.slice(at + was.length);
  const { tokens, nodes } = parseAgain(old, text);
  expect(tokens).toBeLessThan(200);
  expect(nodes).toEqual(nodesOf(parser.parse(text)!));
});
