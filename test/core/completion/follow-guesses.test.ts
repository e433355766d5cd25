import { expect, test } from 'vitest';
import { followGuesses } from '../../../src/core/completion/follow-guesses.ts';
import type { TextEdit } from '../../../src/core/text/text-edit.ts';

/** `a` types it, `<` deletes a character, `()` is a pair that the editor closed, `@n` moves to that offset from the guess. */
const rows: readonly (readonly [what: string, guess: string, keys: readonly string[], becomes: string])[] = [
  ['typed key by key, and a blank after it', 'abc', ['a', 'b', 'c', ' '], 'right'],
  ['taken in one piece, and Enter', 'abc(x)', ['abc(x)', '\n  '], 'right'],
  ['taken in pieces', 'one.two()', ['one', '.two()', ';'], 'right'],
  ['typed, but the word goes on', 'abc', ['a', 'b', 'c', 'd'], 'wrong'],
  ['typed, and another word begins after its sign', 'abc(', ['abc(', 'd'], 'right'],
  ['something else is typed', 'abc', ['x'], 'wrong'],
  ['something else is typed further on', 'abc', ['a', 'x'], 'wrong'],
  ['still open', 'abc', ['a', 'b'], 'open'],
  ['all of it stands there, and nothing came after it', 'abc', ['abc'], 'open'],
  ['a character was deleted', 'abc', ['a', '<'], 'unknown'],
  ['with a pair that the editor closed', 'f(a)', ['f', '()', 'a', '@4', ';'], 'right'],
  ['with a closer that was typed over', 'f(a);', ['f', '()', 'a', 'over )', ';', '\n'], 'right'],
  ['with another argument', 'f(a)', ['f', '()', 'b'], 'wrong'],
  ['with the lines of a Windows document', 'a {\n  b', ['a {', '\r\n  ', 'b', ' '], 'right'],
  ['edited somewhere before it', 'abc', ['before', 'a', 'b', 'c', ' '], 'right'],
  ['edited somewhere after it', 'abc', ['after', 'a', 'b', 'c', ' '], 'right'],
];

test.each(rows)('%s', (_, insertText, keys, becomes) => {
  const labels: string[] = [];
  const guesses = followGuesses<string>((label, isRight) => labels.push(`${label} ${isRight ? 'right' : 'wrong'}`));
  let start = 100;
  guesses.guessed({ uri: 'u', offset: start, insertText }, 'guess');
  let cursor = start;
  for (const key of keys) {
    const edit = (at: number, deleteCount: number, text: string): TextEdit => ({
      offset: at,
      deleteCount,
      insertText: text,
    });
    if (key === '<') guesses.changed('u', [edit(--cursor, 1, '')]);
    else if (key === 'before') {
      guesses.changed('u', [edit(10, 3, 'xxxxx')]);
      start += 2;
      cursor += 2;
    } else if (key === 'after') guesses.changed('u', [edit(900, 3, 'x')]);
    else if (key.startsWith('@')) cursor = start + Number(key.slice(1));
    else if (key.startsWith('over ')) guesses.changed('u', [edit(cursor++, 1, key.slice(-1))]);
    else {
      guesses.changed('u', [edit(cursor, 0, key)]);
      cursor += key === '()' ? 1 : key.length;
    }
  }
  if (becomes === 'open' || becomes === 'unknown') expect(labels).toEqual([]);
  else expect(labels).toEqual([`guess ${becomes}`]);
});

test('the rest of a guess that is being typed is no second one, another guess is', () => {
  const labels: string[] = [];
  const guesses = followGuesses<string>((label, isRight) => labels.push(`${label} ${isRight ? 'right' : 'wrong'}`));
  const type = (offset: number, insertText: string): void =>
    guesses.changed('u', [{ offset, deleteCount: 0, insertText }]);
  guesses.guessed({ uri: 'u', offset: 0, insertText: 'abc' }, 'first');
  type(0, 'a');
  guesses.guessed({ uri: 'u', offset: 1, insertText: 'bc' }, 'same');
  guesses.guessed({ uri: 'u', offset: 1, insertText: 'bx' }, 'other');
  type(1, 'b');
  type(2, 'c');
  type(3, ' ');
  expect(labels).toEqual(['other wrong', 'first right']);
});

const agreements: readonly (readonly [what: string, guess: string, keys: readonly string[], agreed: string])[] = [
  ['nothing, where the first key is another', 'abc(x)', ['z'], ''],
  ['the words that were typed whole', 'call(one, two)', ['call(one', ', ', 'tr'], 'call(one, '],
  ['no word that went on otherwise', 'call(one)', ['call(', 'only'], 'call('],
  ['no word that was cut off', 'call(one)', ['call(', 'o', ')'], 'call(o'],
  ['all of a guess that stands there', 'call(one)', ['call(one)', ';'], 'call(one)'],
  ['all but the last word of a guess that goes on', 'call.one', ['call.one', 's'], 'call.'],
];

test.each(agreements)('of a guess agrees %s', (_, insertText, keys, agreed) => {
  const known: string[] = [];
  const guesses = followGuesses<string>((_label, _isRight, length) => known.push(insertText.slice(0, length)));
  guesses.guessed({ uri: 'u', offset: 0, insertText }, 'guess');
  let offset = 0;
  for (const key of keys) {
    guesses.changed('u', [{ offset, deleteCount: 0, insertText: key }]);
    offset += key.length;
  }
  expect(known).toEqual([agreed]);
});

test('an edit in several places at once, and a document that is closed, tell nothing', () => {
  const guesses = followGuesses<string>((label) => expect(label).toBe('never'));
  const edits = [0, 50].map((offset) => ({ offset, deleteCount: 0, insertText: 'x' }));
  guesses.guessed({ uri: 'u', offset: 0, insertText: 'abc' }, 'one');
  guesses.changed('u', edits);
  guesses.changed('u', edits.slice(0, 1));
  guesses.guessed({ uri: 'v', offset: 0, insertText: 'abc' }, 'two');
  guesses.forget('v');
  guesses.changed('v', edits.slice(0, 1));
});
