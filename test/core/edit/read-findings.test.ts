import { expect, test } from 'vitest';
import { readFindings } from '../../../src/core/edit/read-findings.ts';

test.each([
  ['12: the file is never closed'],
  ['- 12: the file is never closed'],
  ['- **Line 12**: the file is never closed'],
  ['LINE 12: the file is never closed'],
  ['L12-14: the file is never closed'],
  ['`src/a.ts:12`: the file is never closed'],
  ['1. Line 12: the file is **never** closed'],
])('%s', (line) => expect(readFindings(line, 20)).toEqual([{ line: 11, text: 'the file is never closed' }]));

test('prose, lines that are not there, and "nothing found" are no findings', () =>
  expect(readFindings('Here is my review of 3 files.\n\nNothing found.\n99: beyond the end\n', 20)).toEqual([]));
