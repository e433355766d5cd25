import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Log } from '../../src/core/base/log.ts';
import { silentLog } from '../../src/core/base/log.ts';
import type { OutcomeEvent } from '../../src/core/gate/learn.ts';
import { freshState } from '../../src/core/gate/learned-state.ts';
import { createGateStore } from '../../src/node/gate-store.ts';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-gate-'))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

const file = (): string => path.join(folder, 'nested', 'gate.json');
const open = (log: Log = silentLog) => createGateStore({ file: file(), log, saveAfterMs: 3_600_000 });

const outcome = (changes: Partial<OutcomeEvent> = {}): OutcomeEvent => ({
  model: 'm',
  repository: '/home/alice/customer',
  logit: 0,
  explored: false,
  propensity: 1,
  hideAtMost: 0.05,
  explore: 0.05,
  bounded: true,
  accepted: true,
  certainty: 'full',
  time: 1_800_000_000_000,
  ...changes,
});

test('what is learned outlives the window', async () => {
  const store = open();
  store.learn(outcome());
  await store.save();
  const again = open();
  await again.loaded;
  expect(again.state()).toEqual(store.state());
  expect(again.state().person.count).toBe(1);
});

test('what is learned before the file was read is kept beside it', async () => {
  const store = open();
  store.learn(outcome());
  await store.save();
  const again = open();
  again.learn(outcome({ time: 1_800_000_100_000 }));
  await again.loaded;
  expect(again.state().person.count).toBeCloseTo(2, 3);
});

test('two windows lose nothing of each other', async () => {
  const [one, two] = [open(), open()];
  await Promise.all([one.loaded, two.loaded]);
  for (let i = 0; i < 5; i++) {
    one.learn(outcome({ time: 1_800_000_000_000 + i * 20_000 }));
    two.learn(outcome({ time: 1_800_000_000_000 + i * 20_000, accepted: false }));
    await one.save();
    await two.save();
  }
  await one.save();
  const again = open();
  await again.loaded;
  expect(again.state().person.count).toBeCloseTo(10, 2);
});

test('nothing is written where nothing was learned', async () => {
  const store = open();
  await store.save();
  expect(fs.existsSync(file())).toBe(false);
});

test('a file that is not ours is said once, and replaced by a fresh state', async () => {
  fs.mkdirSync(path.dirname(file()));
  fs.writeFileSync(file(), '{"version":1,"person":');
  const warnings: string[] = [];
  const store = open({ ...silentLog, warn: (event) => warnings.push(event) });
  await store.loaded;
  expect(store.state()).toEqual(freshState);
  store.learn(outcome());
  await store.save();
  expect(warnings).toEqual(['gate.state-unusable']);
  expect(JSON.parse(fs.readFileSync(file(), 'utf8')).person.count).toBe(1);
});

test('a folder in the place of the file is said once, and stops nothing', async () => {
  fs.mkdirSync(file(), { recursive: true });
  const warnings: string[] = [];
  const store = open({ ...silentLog, warn: (event) => warnings.push(event) });
  await store.loaded;
  store.learn(outcome());
  await store.save();
  await store.save();
  expect(store.state().person.count).toBe(1);
  expect(warnings).toHaveLength(1);
});

test('reset forgets it here and removes the file, and another window does not bring it back', async () => {
  const [one, two] = [open(), open()];
  await Promise.all([one.loaded, two.loaded]);
  one.learn(outcome());
  await one.save();
  two.learn(outcome({ time: 1_800_000_050_000 }));
  await two.save();
  await one.reset();
  expect(one.state()).toEqual(freshState);
  expect(fs.existsSync(file())).toBe(false);
  two.learn(outcome({ time: 1_800_000_090_000 }));
  await two.save();
  const again = open();
  await again.loaded;
  expect(again.state().person.count).toBeCloseTo(1, 2);
});

test('no path or name stands in the file', async () => {
  const store = open();
  store.learn(outcome());
  await store.save();
  expect(fs.readFileSync(file(), 'utf8')).not.toMatch(/alice|customer|home/);
});

test('without a file it learns for as long as it lives', async () => {
  const store = createGateStore({ file: undefined, log: silentLog });
  store.learn(outcome());
  await store.save();
  expect(store.state().person.count).toBe(1);
});
