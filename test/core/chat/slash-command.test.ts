import { expect, test } from 'vitest';
import { readSlash } from '../../../src/core/chat/slash-command.ts';

test.each([
  ['/explain', { kind: 'command', command: 'explain', rest: '' }],
  ['  /tests for the edge cases', { kind: 'command', command: 'tests', rest: 'for the edge cases' }],
  ['/search Loan\nand more', { kind: 'command', command: 'search', rest: 'Loan\nand more' }],
  ['/nonsense now', { kind: 'unknown', name: 'nonsense' }],
  ['/constructor', { kind: 'unknown', name: 'constructor' }],
  ['/usr/bin/env is missing', { kind: 'text' }],
  ['what does /explain do?', { kind: 'text' }],
  ['/ 2', { kind: 'text' }],
])('%j', (message, expected) => expect(readSlash(message)).toEqual(expected));
