import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import readline from 'node:readline';
import { temporaryFolder } from '../../test/support/headless.ts';
import type { IdleHostLine } from './idle-host.ts';

export interface IdleCost {
  /** Of one core, of all three processes together, in per cent. */
  readonly cpuPercent: number;
  /** Timers under 5 s that the host process set, and connections that it opened. */
  readonly shortTimers: number;
  readonly connects: number;
  /** Sockets of the internet that any of the three holds at the end. */
  readonly internetSockets: number;
}

/** What Sotto costs when the index is there and nobody types: a host process with both children. Linux only (`/proc`). */
export async function measureIdleCpu(options: {
  /** Folder of the bundles. */
  readonly dist: string;
  readonly root: string;
  readonly seconds?: number;
}): Promise<IdleCost> {
  const { dist, root, seconds = 60 } = options;
  const storage = temporaryFolder();
  const script = path.join(import.meta.dirname, 'idle-host.ts');
  const host = spawn(process.execPath, [script, dist, storage, root], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const lines = readline.createInterface({ input: host.stdout });
    const next = async (): Promise<IdleHostLine> => JSON.parse(((await once(lines, 'line')) as [string])[0]);
    const ready = await next();
    if (ready.kind !== 'ready') throw new Error('the host process did not become ready');
    const before = sum(ready.pids.map(cpuTicks));
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const ticks = sum(ready.pids.map(cpuTicks)) - before;
    const internetSockets = sum(ready.pids.map(countInternetSockets));
    host.stdin.write('end\n');
    const counts = await next();
    if (counts.kind !== 'counts') throw new Error('the host process did not count');
    const { shortTimers, connects } = counts;
    return { cpuPercent: (100 * ticks) / TICKS_PER_SECOND / seconds, shortTimers, connects, internetSockets };
  } finally {
    host.kill('SIGKILL');
    fs.rmSync(storage, { recursive: true, force: true });
  }
}

/** USER_HZ: fixed at 100 wherever Node runs on Linux. */
const TICKS_PER_SECOND = 100;

/** `utime` and `stime` of all the process's threads; the fields are counted from behind the name, which may hold blanks. */
function cpuTicks(pid: number): number {
  const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

function countInternetSockets(pid: number): number {
  const inodes = new Set(
    ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((kind) =>
      fs
        .readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => `socket:[${line.trim().split(/\s+/)[9]}]`),
    ),
  );
  return fs.readdirSync(`/proc/${pid}/fd`).filter((fd) => inodes.has(linkOf(`/proc/${pid}/fd/${fd}`))).length;
}

/** Descriptors come and go. */
function linkOf(file: string): string {
  try {
    return fs.readlinkSync(file);
  } catch {
    return '';
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
