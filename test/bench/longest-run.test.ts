import type { Profiler } from 'node:inspector';
import { expect, test } from 'vitest';
import { longestRun } from '../support/longest-run.ts';

const frame = (functionName: string, url = '') => ({
  functionName,
  url,
  scriptId: '0',
  lineNumber: 0,
  columnNumber: 0,
});

/** One letter for each millisecond: `o` our code, `c` what it calls, `x` other code, `g` garbage collection, `.` idle. */
function profile(milliseconds: string): Profiler.Profile {
  const ids: Readonly<Record<string, number>> = { o: 2, c: 3, x: 4, g: 5, '.': 6 };
  return {
    nodes: [
      { id: 1, callFrame: frame('(root)'), children: [2, 4, 5, 6] },
      { id: 2, callFrame: frame('ours', 'file:///dist/a.js'), children: [3] },
      { id: 3, callFrame: frame('called', 'file:///vscode.js') },
      { id: 4, callFrame: frame('theirs', 'file:///vscode.js') },
      { id: 5, callFrame: frame('(garbage collector)') },
      { id: 6, callFrame: frame('(idle)') },
    ],
    startTime: 0,
    endTime: 0,
    samples: milliseconds.split('').map((letter) => ids[letter]!),
    timeDeltas: [0, ...milliseconds.split('').map(() => 1000)],
  };
}

test('leaves out what lies between two samples, where that is asked for', () => {
  const putAside = { ...profile('.oo.'), timeDeltas: [0, 1000, 90_000, 1000] };
  const isOurs = (url: string): boolean => url.includes('/dist/');
  expect(longestRun(putAside, isOurs).ms).toBe(91);
  expect(longestRun(putAside, isOurs, 1).ms).toBe(2);
});

for (const [milliseconds, ms] of [
  ['', 0],
  ['xx..xx', 0],
  ['.oo..ooo.', 3],
  ['.occo.', 4],
  ['.oxxxo.', 1],
  ['.oggo.', 4],
  ['.ogg.', 1],
  ['xggo', 1],
] as const) {
  test(`${milliseconds || 'nothing'} holds the thread for ${ms} ms`, () => {
    const run = longestRun(profile(milliseconds), (url) => url.includes('/dist/'));
    expect(run).toEqual({ ms, functions: ms === 0 ? [] : ['ours a.js:1'] });
  });
}
