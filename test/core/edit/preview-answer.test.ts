import { expect, test } from 'vitest';
import { applyAnswer } from '../../../src/core/edit/apply-answer.ts';
import type { EditRequest } from '../../../src/core/edit/edit-request.ts';
import { previewAnswer } from '../../../src/core/edit/preview-answer.ts';

const text = 'const before = 1;\nfunction area(w: number) {\n  const h = 2;\n  return w * h;\n}\nconst after = 2;\n';
const selection: EditRequest = {
  path: 'a.ts',
  languageId: 'typescript',
  text,
  instruction: 'take the height as an argument',
  format: 'code',
  scope: 'selection',
  selection: { start: { line: 1, character: 0 }, end: { line: 5, character: 0 } },
};
const whole = 'Here it is:\n\n```ts\nfunction area(w: number, h: number) {\n  return w * h;\n}\n```\n';

test('an answer that has only begun leaves the file as it is', () => {
  expect(previewAnswer('', selection)).toBe(text);
  expect(previewAnswer('Here it is:\n\n```ts\nfunction ar', selection)).toBe(text);
});

test('each line that came stands in its place, and the old ones after it wait their turn', () => {
  const soFar = whole.slice(0, whole.indexOf('  return w'));
  expect(previewAnswer(soFar, selection)).toBe(
    'const before = 1;\nfunction area(w: number, h: number) {\nfunction area(w: number) {\n  const h = 2;\n  return w * h;\n}\nconst after = 2;\n',
  );
  const further = whole.slice(0, whole.indexOf('}\n```'));
  expect(previewAnswer(further, selection)).toBe(
    'const before = 1;\nfunction area(w: number, h: number) {\n  return w * h;\n}\nconst after = 2;\n',
  );
});

test('whatever has come, nothing outside of what was asked about changes, and in the end it is the answer', () => {
  for (let length = 0; length <= whole.length; length++) {
    const preview = previewAnswer(whole.slice(0, length), selection);
    expect(preview.startsWith('const before = 1;\n') && preview.endsWith('const after = 2;\n')).toBe(true);
  }
  expect(applyAnswer(whole, selection)).toMatchObject({ kind: 'applied', text: previewAnswer(whole, selection) });
});

test('line ends stay what they are while an answer comes', () => {
  const crlf = { ...selection, text: text.replaceAll('\n', '\r\n') };
  for (let length = 0; length <= whole.length; length++) {
    expect(previewAnswer(whole.slice(0, length), crlf)).not.toMatch(/[^\r]\n/);
  }
});

test('blocks appear one by one', () => {
  const { scope: _, selection: __, ...rest } = selection;
  const request: EditRequest = { ...rest, format: 'search-replace' };
  const block = (old: string, now: string): string => `<<<<<<< SEARCH\n${old}\n=======\n${now}\n>>>>>>> REPLACE\n`;
  const first = block('const before = 1;', 'const before = 10;');
  const both = `${first}\n${block('const after = 2;', 'const after = 20;')}`;
  expect(previewAnswer(first.slice(0, -2), request)).toBe(text);
  expect(previewAnswer(both.slice(0, -30), request)).toBe(text.replace('before = 1', 'before = 10'));
  expect(previewAnswer(both, request)).toBe(
    text.replace('before = 1', 'before = 10').replace('after = 2', 'after = 20'),
  );
});

test('thinking aloud is not shown as code', () => {
  expect(previewAnswer('<think>\n```ts\nfunction wrong() {\n', selection)).toBe(text);
});
