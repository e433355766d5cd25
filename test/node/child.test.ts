import { afterEach, describe, expect, test } from 'vitest';
import { type LogFields, silentLog } from '../../src/core/base/log.ts';
import { ChildUnavailable } from '../../src/node/calls.ts';
import { type Child, type ChildOptions, startChild } from '../../src/node/child.ts';

interface EchoMethods {
  echo(params: unknown): unknown;
  fail(params: null): void;
  hang(params: null): void;
  die(params: null): void;
  announce(params: string): void;
  flags(params: null): readonly string[];
  pools(params: null): string | undefined;
}

const children: Child<EchoMethods>[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.dispose();
});

async function start(options: Partial<ChildOptions<EchoMethods>> = {}): Promise<Child<EchoMethods>> {
  const entry = new URL('../fixtures/children/echo.mjs', import.meta.url).pathname;
  const child = startChild<EchoMethods>({ name: 'echo', entry, log: silentLog, ...options });
  children.push(child);
  await until(() => child.pid !== undefined);
  return child;
}

const until = async (condition: () => boolean): Promise<void> => {
  for (let i = 0; i < 500 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(condition()).toBe(true);
};

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a call', () => {
  test('is answered with plain data', async () =>
    expect(await (await start()).call('echo', { a: [1, 'ä'] })).toEqual({ a: [1, 'ä'] }));
  test('that fails in the child rejects with its message', async () =>
    expect((await start()).call('fail', null)).rejects.toThrow('as you wish'));
  test('that is not answered in time is given up', async () =>
    expect((await start()).call('hang', null, { timeoutMs: 20 })).rejects.toBeInstanceOf(ChildUnavailable));
  test('ends with its signal', async () => {
    const controller = new AbortController();
    const answer = (await start()).call('hang', null, { signal: controller.signal });
    controller.abort('superseded');
    await expect(answer).rejects.toBe('superseded');
  });
  test('to a child that dies rejects at once', async () =>
    expect((await start()).call('die', null)).rejects.toBeInstanceOf(ChildUnavailable));
});

test('answers keep the order of the calls', async () => {
  const child = await start();
  const answers: unknown[] = [];
  await Promise.all([1, 2, 3].map((n) => child.call('echo', n).then((answer) => answers.push(answer))));
  expect(answers).toEqual([1, 2, 3]);
});

test('notices of the child arrive', async () => {
  const heard: unknown[] = [];
  const child = await start({ onNotice: (method, params) => heard.push([method, params]) });
  child.notify('announce', 'hello');
  await until(() => heard.length > 0);
  expect(heard).toEqual([['announced', 'hello']]);
});

test('a killed child comes back and is told what the old one knew', async () => {
  let starts = 0;
  const child = await start({ onStart: () => void starts++ });
  await child.call('echo', 1);
  const first = child.pid!;
  process.kill(first, 'SIGKILL');
  await until(() => starts === 2);
  expect(await child.call('echo', 2)).toBe(2);
  expect(child.pid).not.toBe(first);
  expect(child.restarts).toBe(1);
});

test('a child that ran well is back at once when it ends', async () => {
  const restarts: unknown[] = [];
  const log = { ...silentLog, warn: (_: string, fields?: LogFields) => void restarts.push(fields?.['restartInMs']) };
  const child = await start({ log, goodRunMs: 0, onStart: (fresh) => fresh.call('echo', 'ready?') });
  await until(() => child.isReady);
  await child.call('die', null).catch(() => {});
  await until(() => child.restarts === 1 && child.isReady);
  expect(restarts).toEqual([0]);
});

test('a child that ends before it is ready is started less and less often', async () => {
  const restarts: unknown[] = [];
  const log = { ...silentLog, warn: (_: string, fields?: LogFields) => void restarts.push(fields?.['restartInMs']) };
  const child = await start({ log, onStart: (fresh) => fresh.call('die', null) });
  await until(() => child.restarts === 3);
  expect(restarts.filter((ms) => ms !== undefined).slice(0, 3)).toEqual([50, 100, 200]);
  expect(child.isReady).toBe(false);
});

test('calls between an end and the next start are turned down at once', async () => {
  const child = await start({ onStart: (fresh) => fresh.call('die', null) });
  await until(() => child.pid === undefined);
  const restarts = child.restarts;
  await expect(child.call('echo', 1)).rejects.toBeInstanceOf(ChildUnavailable);
  expect([child.pid, child.restarts]).toEqual([undefined, restarts]);
});

test('a child whose runtime crashed is started without the optimising WebAssembly compiler', async () => {
  const child = await start();
  expect(await child.call('flags', null)).not.toContain('--liftoff-only');
  process.kill(child.pid!, 'SIGTRAP');
  await until(() => child.restarts === 1 && child.pid !== undefined);
  expect(await child.call('flags', null)).toContain('--liftoff-only');
});

test('a disposed child ends and stays away', async () => {
  const child = await start();
  await child.call('echo', 1);
  const pid = child.pid!;
  child.dispose();
  await until(() => !isRunning(pid));
  await expect(child.call('echo', 2)).rejects.toBeInstanceOf(ChildUnavailable);
});

test('has one pool of memory for all its threads where it is told so', async () => {
  expect(await (await start({ onePool: true })).call('pools', null)).toBe('1');
  expect(await (await start()).call('pools', null)).toBe(process.env.MALLOC_ARENA_MAX);
});
