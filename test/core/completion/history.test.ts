import { expect, test } from 'vitest';
import { createHistory } from '../../../src/core/completion/history.ts';

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
