import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { runGateBench } from '../../bench/gate.ts';
import { acceptanceRows, readAcceptanceRows } from '../../bench/lib/acceptance-rows.ts';
import { BadInput } from '../../bench/lib/bad-input.ts';
import { replayGate } from '../../bench/lib/replay-gate.ts';
import { auc } from '../../scripts/lib/gate-metrics.ts';
import { decisionParameters } from '../../src/core/gate/mode.ts';
import { shippedWeights } from '../../src/core/gate/weights.ts';

const DATA = path.join(import.meta.dirname, '../../bench/data/acceptance/suggestions.jsonl');
const rows = acceptanceRows(readAcceptanceRows(DATA));
const replayed = [...Map.groupBy(rows, ({ programmer }) => programmer).values()].flatMap((own) => {
  const predictions = replayGate(own, shippedWeights, decisionParameters('balanced'));
  return own.map((row, i) => ({ row, ...predictions[i]! }));
});
const labelled = replayed.filter(({ row }) => row.label !== undefined);
const meanLength = (some: typeof labelled): number =>
  some.reduce((sum, { row }) => sum + row.input.text.length, 0) / some.length;

/** The pitfall of "When to Show a Suggestion?": who filters for acceptance ends with short suggestions that say little. */
test('what is shown by default is not shorter than what was suggested: a tenth at the most', () =>
  expect(meanLength(labelled.filter(({ show }) => show))).toBeGreaterThan(0.9 * meanLength(labelled)));

test('by default at most 5 % of what was accepted is hidden, and 2 % of its characters', () => {
  const accepted = labelled.filter(({ row }) => row.label === 1);
  const lost = accepted.filter(({ show }) => !show);
  const characters = (some: typeof labelled): number => some.reduce((sum, { row }) => sum + row.input.text.length, 0);
  expect(lost.length / accepted.length).toBeLessThanOrEqual(0.05);
  expect(characters(lost) / characters(accepted)).toBeLessThanOrEqual(0.02);
  expect(labelled.filter(({ show }) => !show).length / labelled.length).toBeGreaterThan(0.1);
});

test('the shipped weights tell accepted from rejected about as well as when they were fitted', () => {
  const scored = (stage: 'p1' | 'p2') =>
    labelled.map((each) => ({ group: '', label: each.row.label!, probability: each[stage] }));
  expect(auc(scored('p2'))).toBeGreaterThan(0.76);
  expect(auc(scored('p1'))).toBeGreaterThan(0.66);
});

test('writes a row for each suggestion, in the agreed form, and none of them from what came later', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-bench-'));
  const printed: string[] = [];
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
  try {
    const out = path.join(folder, 'out.jsonl');
    runGateBench(['--data', DATA, '--out', out, '--no-logprob']);
    const written = fs
      .readFileSync(out, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(written.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(written[0]).toEqual({
      id: 'p01-000',
      p1: expect.any(Number),
      p2: expect.any(Number),
      show: expect.any(Boolean),
    });
    expect(printed.join('')).toMatch(
      /hidden share +\| +[\d.]+ %[^]*lost accepts +\| +[\d.]+ %[^]*lost accepted characters +\| +[\d.]+ %/,
    );
  } finally {
    write.mockRestore();
    fs.rmSync(folder, { recursive: true });
  }
});

const faults: readonly (readonly [string, readonly string[], string])[] = [
  ['no data', [], '--data is missing'],
  ['a file that is not there', ['--data', '/nowhere.jsonl'], "can't be read"],
  ['a file of another form', ['--data', path.join(path.dirname(DATA), 'labels.jsonl')], 'line 1: has no lang'],
];
for (const [name, args, message] of faults) {
  test(`${name} is bad input`, () => {
    expect(() => runGateBench([...args])).toThrow(BadInput);
    expect(() => runGateBench([...args])).toThrow(message);
  });
}
