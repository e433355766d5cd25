import { describe, expect, test } from 'vitest';
import { endBeforeHole } from '../../../src/core/completion/end-before-hole.ts';

/** The answer in pieces of so many characters, and what is left of it. */
async function ended(answer: string, right: string, pieceLength: number): Promise<string> {
  async function* pieces() {
    for (let at = 0; at < answer.length; at += pieceLength) yield { text: answer.slice(at, at + pieceLength) };
  }
  let text = '';
  for await (const piece of endBeforeHole(pieces(), right, 'typescript')) text += piece.text;
  return text;
}

describe('an answer to a hole whose closers the model was not told of', () => {
  test.for([
    ['ends before the brace that Enter moved down', 'return 1;\n}\n\nfunction more() {}', '\n}', 'return 1;'],
    ['keeps the braces that it opens itself', 'if (a) {\n  b();\n}\nc();\n}\n', '\n}', 'if (a) {\n  b();\n}\nc();'],
    ['keeps a brace in a string', 'return "}";\n}\n', '\n}', 'return "}";'],
    ['keeps closers of its own line', 'a, b);\n}\n', ')\n}', 'a, b);'],
    ['ends where it was before a bracket of a list', '1,\n  2,\n];\nlater', '\n];', '1,\n  2,'],
    ['is whole where nothing stands below', 'return 1;\n}\n', '', 'return 1;\n}\n'],
    ['is whole where only closers of the line follow', 'a);\n}\n', ')', 'a);\n}\n'],
  ] as const)('%s', async ([, answer, right, expected]) => {
    for (const length of [1, 3, 100]) expect((await ended(answer, right, length)).trimEnd()).toBe(expected.trimEnd());
  });
});
