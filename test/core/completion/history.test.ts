import { describe, expect, test } from 'vitest';
import { placeInput, suggestionInput } from '../../../src/core/completion/gate-inputs.ts';
import { createHistory } from '../../../src/core/completion/history.ts';
import { requestAt } from '../../support/cursor.ts';

test('remembers acceptances however quick, and rejections that there was time for', () => {
  const history = createHistory();
  history.settled('accepted', 'none', 'a', 1);
  history.settled('partially-accepted', 'full', 'b', 2);
  history.settled('rejected', 'full', 'c', 3);
  history.settled('rejected', 'half', 'd', 4);
  history.settled('rejected', 'none', 'e', 5);
  history.settled('ignored', 'none', 'f', 6);
  history.settled('superseded', 'none', 'g', 7);
  expect(history.outcomes()).toBe('AARRNNN');
  expect(['a', 'c', 'd', 'e'].filter((text) => history.wasRejected(text))).toEqual(['c', 'd']);
});

test('takes a text that was accepted after all for wanted, and one that was undone for unwanted', () => {
  const history = createHistory();
  history.settled('rejected', 'full', '  text ', 1);
  history.settled('accepted', 'full', 'text', 2);
  expect(history.wasRejected('text')).toBe(false);
  history.undone('text\n');
  expect(history.wasRejected('text')).toBe(true);
  expect(history.outcomes()).toBe('RA');
});

test('says no negative pause, whatever the clock does', () => {
  const history = createHistory();
  history.shown(1_000);
  history.settled('accepted', 'full', 'a', 1_000);
  expect(history.sinceShown(400)).toBe(0);
  expect(history.sinceAccepted(1_250)).toBe(250);
});

describe('the history', () => {
  const here = { uri: 'file:///a.ts', linePrefix: 'foo.', offset: 104, time: 1_000 };
  test('knows what was turned down at a place a moment ago, and nowhere else', () => {
    const history = createHistory();
    history.passed('bar()', here);
    history.settled('rejected', 'full', 'bar()', 2_000);
    expect(history.justRejectedAt({ ...here, time: 3_000 })).toEqual(['bar()']);
    expect(history.justRejectedAt({ ...here, time: 62_000 })).toEqual([]);
    expect(history.justRejectedAt({ ...here, linePrefix: 'x = foo.' })).toEqual([]);
    expect(history.justRejectedAt({ ...here, uri: 'file:///b.ts' })).toEqual([]);
  });
  test.for([
    ['a slip of the fingers that is taken back was no rejection', 'half', 'zq', 3_000, []],
    ['a longer text that is taken back was one', 'half', 'other(', 3_000, ['bar()']],
    ['a key that is taken back much later was one', 'half', 'z', 9_000, ['bar()']],
    ['what was dismissed stays so', 'full', 'z', 3_000, ['bar()']],
  ] as const)('knows what was turned down: %s', ([, certainty, text, time, rejected]) => {
    const history = createHistory();
    history.passed('bar()', here);
    history.settled('rejected', certainty, 'bar()', 2_000);
    history.deleted({ ...here, offset: 8, text, time }, false);
    expect(history.justRejectedAt({ ...here, time: 10_000 })).toEqual(rejected);
    expect(history.rejectedTexts()).toEqual(rejected);
  });
  test('knows how many suggestions of a line were typed against', () => {
    const history = createHistory();
    const at = (linePrefix: string) => ({ ...here, linePrefix, offset: 100 + linePrefix.length });
    history.passed('bar(x)', at('foo.'));
    history.passed('ar(x)', at('foo.b'));
    expect(history.typedAgainst(at('foo.ba'))).toBe(0);
    expect(history.typedAgainst(at('foo.bo'))).toBe(1);
    history.passed('ok(x);\nnext();', at('foo.bo'));
    expect(history.typedAgainst(at('foo.book'))).toBe(1);
    expect(history.typedAgainst(at('foo.boot'))).toBe(2);
    expect(history.typedAgainst(at('fo'))).toBe(0);
    expect(history.typedAgainst({ ...at('foo.boot'), offset: 300 })).toBe(0);
    expect(history.typedAgainst({ ...at('foo.boot'), time: 62_000 })).toBe(0);
    expect(history.typedAgainst({ ...at('foo.boot'), uri: 'file:///b.ts' })).toBe(0);
  });
  test('does not hold against a new document what was turned down in another one of its name', () => {
    const history = createHistory();
    history.passed('bar()', here);
    history.settled('rejected', 'full', 'bar()', 2_000);
    history.forget(here.uri);
    expect(history.justRejectedAt(here)).toEqual([]);
  });
  test('knows where something was turned down, by the line up to the cursor', () => {
    const history = createHistory();
    history.passed('bar()', { ...here, linePrefix: '  foo.' });
    history.settled('rejected', 'full', 'bar()', 1_000);
    expect(history.wasRejectedAt('foo.')).toBe(true);
    expect(history.wasRejectedAt('foo')).toBe(false);
    expect(history.rejectedTexts()).toEqual(['bar()']);
  });
  test('does not take a place for one where something was turned down, when it was accepted', () => {
    const history = createHistory();
    history.passed('bar()', here);
    history.settled('accepted', 'full', 'bar()', 1_000);
    expect(history.wasRejectedAt('foo.')).toBe(false);
  });
  test('begins to count the typing anew when something is shown', () => {
    const history = createHistory();
    history.edited({ time: 0, insertLength: 1, deleteCount: 0, cause: 'typed' });
    history.shown(10);
    history.edited({ time: 20, insertLength: 2, deleteCount: 0, cause: 'typed' });
    expect(history.rhythm(30)).toMatchObject({ typed: 2, sinceEdit: 10 });
  });
});

describe('what the gate sees', () => {
  const history = createHistory();
  test('of a request is where it is, and what happened before it', () => {
    history.shown(0);
    expect(placeInput(requestAt('foo.█', { time: 500 }), history)).toMatchObject({
      before: 'foo.',
      place: 'code',
      offset: 4,
      sinceShown: 500,
      sinceAccepted: undefined,
      rejectedHere: false,
    });
  });
  test('of several lines are the probabilities of all, and of the first apart', () => {
    const tokens = [
      { characters: 4, logProbability: -0.2, beginsPiece: true },
      { characters: 4, logProbability: -3, beginsPiece: true },
    ];
    const answer = { insertText: 'bar()\nbaz()', origin: 'model', confidence: undefined, tokens } as const;
    const input = suggestionInput(requestAt('foo.█'), { ...answer, insertText: 'bar(\nbaz' }, history);
    expect(input.logProbabilities).toMatchObject({ mean: -1.6 });
    expect(input.firstLine).toMatchObject({ text: 'bar(', logProbabilities: { mean: -0.2 } });
  });
  test('of one line, or without probabilities, is no first line apart', () => {
    const answer = { origin: 'engine', confidence: 0.8, tokens: [] } as const;
    expect(suggestionInput(requestAt('foo.█'), { ...answer, insertText: 'a\nb' }, history).firstLine).toBeUndefined();
    expect(suggestionInput(requestAt('foo.█'), { ...answer, insertText: 'a' }, history)).toMatchObject({
      source: 'engine',
      firstLine: undefined,
      logProbabilities: undefined,
    });
  });
});
