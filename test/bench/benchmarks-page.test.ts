import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type SectionName, withSection, writeSection } from '../../bench/lib/benchmarks-page.ts';

const written = (sections: readonly (readonly [SectionName, string])[]): string =>
  sections.reduce((page, [name, text]) => withSection(page, name, text), '');

test('a page that is missing begins with an index of its one section', () => {
  const page = withSection('', 'speed', 'Fast.');
  expect(page).toMatch(/^# Benchmarks\n/);
  expect(page).toContain('- [Speed](#speed)');
  expect(page).toContain('## Speed\n\n<!-- speed: begin -->\n\nFast.\n\n<!-- speed: end -->\n');
});

test('only the named section changes', () => {
  const page = written([
    ['gate', 'old gate'],
    ['safety', '## A heading of its own\n\ntext'],
  ]);
  const changed = withSection(page, 'gate', 'new gate');
  expect(changed).toBe(page.replace('old gate', 'new gate'));
});

test('the order is that of the page, whatever is written first', () => {
  const one = written([
    ['speed', 's'],
    ['gate', 'g'],
    ['typing-commits', 't'],
  ]);
  const other = written([
    ['typing-commits', 't'],
    ['speed', 's'],
    ['gate', 'g'],
  ]);
  expect(one).toBe(other);
  expect(one.indexOf('## Gate')).toBeLessThan(one.indexOf('## Speed'));
});

test('the same section twice leaves the page as it is', () => {
  const page = written([['server', '| a | b |\n| - | - |\n| 1 | 2 |']]);
  expect(withSection(page, 'server', '| a | b |\n| - | - |\n| 1 | 2 |')).toBe(page);
});

test('an index entry leads to its heading', () => {
  expect(written([['typing-commits', 't']])).toContain('(#typing-the-lines-of-real-commits)');
});

test('what lands on the disk is formatted, and stays so', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-page-'));
  try {
    const file = path.join(folder, 'benchmarks.md');
    const table = '| a | long name |\n|-|-|\n| 1 | 2 |';
    writeSection('speed', table, file);
    const first = fs.readFileSync(file, 'utf8');
    expect(first).toContain('| a   | long name |\n| --- | --------- |\n| 1   | 2         |');
    writeSection('speed', table, file);
    expect(fs.readFileSync(file, 'utf8')).toBe(first);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
