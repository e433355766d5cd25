import { afterEach, expect, test, vi } from 'vitest';
import { onceMore, report, requirements } from '../../scripts/lib/tally.ts';
import type { Tally } from '../../scripts/lib/tally.ts';
import { countReport } from '../../scripts/unit-tests.ts';

afterEach(() => vi.unstubAllEnvs());

function reported(required: string, ...tallies: Tally[]): { code: number; lines: string[] } {
  vi.stubEnv('SOTTO_REQUIRE', required);
  const lines: string[] = [];
  const code = report(tallies, (line) => lines.push(line));
  return { code, lines };
}

const drive: Tally = {
  tier: 'UI drive',
  passed: 0,
  failures: [],
  skips: [{ name: 'all steps', reason: 'no Chromium found', need: 'chromium' }],
};
const unit: Tally = { tier: 'unit tests', passed: 3, failures: [], skips: [] };

test('the last line is the sum over all tiers', () => {
  const { code, lines } = reported('', unit, drive);
  expect(lines.at(-1)).toBe('3 passed, 0 failed, 1 skipped');
  expect(lines[0]).toBe('skipped  UI drive: all steps: no Chromium found');
  expect(code).toBe(0);
});

test('SOTTO_REQUIRE turns a skip for want of something into a failure', () => {
  const { code, lines } = reported('host, chromium', unit, drive);
  expect(lines.at(-1)).toBe('3 passed, 1 failed, 0 skipped');
  expect(code).toBe(1);
});

test('a requirement that nothing was skipped for changes nothing', () => {
  expect(reported('host', unit, drive).code).toBe(0);
});

test('a run in which nothing passed is not a success', () => {
  expect(reported('', drive).code).toBe(1);
});

test('names in SOTTO_REQUIRE may have blanks around them', () => {
  expect([...requirements(' chromium , host,')]).toEqual(['chromium', 'host']);
});

test('a unit test names in brackets what it cannot do without', () => {
  const assertionResults = [
    { fullName: 'adds', status: 'passed' },
    { fullName: 'streams from a real server (needs llama)', status: 'skipped' },
  ] as const;
  const tally = countReport(
    { testResults: [{ name: 'a.test.ts', status: 'passed', message: '', assertionResults }] },
    0,
  );
  expect(tally.passed).toBe(1);
  expect(tally.skips).toMatchObject([{ need: 'llama' }]);
});

test('a test file that cannot be loaded is a failure', () => {
  const broken = { name: 'a.test.ts', status: 'failed', message: 'SyntaxError', assertionResults: [] };
  expect(countReport({ testResults: [broken] }, 1).failures).toHaveLength(1);
});

test('what fails twice has failed; what failed once is told', async () => {
  const bad: Tally = { ...unit, passed: 1, failures: ['a step: no answer'] };
  const inTurn = (...tallies: Tally[]): Promise<Tally> => onceMore(() => Promise.resolve(tallies.shift()!));
  expect(reported('', await inTurn(unit)).lines).toEqual(['', '3 passed, 0 failed, 0 skipped']);
  expect(reported('', await inTurn(bad, bad)).code).toBe(1);
  const { code, lines } = reported('', await inTurn(bad, unit));
  expect(lines[0]).toBe('unsteady unit tests: failed at first: a step: no answer');
  expect(lines.at(-1)).toBe('3 passed, 0 failed, 0 skipped');
  expect(code).toBe(0);
});
