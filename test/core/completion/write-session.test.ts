import { expect, test } from 'vitest';
import { sessionLine } from '../../../src/core/completion/write-session.ts';

test('a row is one line, whatever its text holds', () => {
  const line = sessionLine({
    kind: 'opened',
    time: 0,
    uri: 'file:///a.ts',
    version: 1,
    path: 'a.ts',
    languageId: 'typescript',
    length: 5,
    text: 'a\r\n\u2028\n',
  });
  expect(line.split('\n')).toHaveLength(2);
  expect(line.endsWith('\n')).toBe(true);
  expect(JSON.parse(line)).toMatchObject({ kind: 'opened', text: 'a\r\n\u2028\n' });
});
