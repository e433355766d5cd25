import type { RequestRecord } from '../core/completion/request-history.ts';
import type { Child } from './child.ts';
import type { IndexActivity } from './start-children.ts';
import type { ProcessUsage } from './protocol.ts';

/** One of our processes at one moment, in words a person reads. */
export interface ProcessReport {
  readonly name: string;
  readonly pid: number | undefined;
  /** `undefined` where the process did not say. */
  readonly rssMB: number | undefined;
  /** Of one core, since the moment before; `undefined` at the first. */
  readonly cpuPercent: number | undefined;
  readonly doing: string;
}

/** What a process had used at a moment of the host's clock, in milliseconds. */
export interface Sample extends ProcessUsage {
  readonly pid: number | undefined;
  readonly atMs: number;
}

/** A process that is busy answers all the same; one that hangs must not hold up who asks what is going on. */
const ANSWER_MS = 500;

interface Reporting {
  readonly pid: number | undefined;
  call(method: 'memory', params: Record<string, never>, options: { readonly timeoutMs: number }): Promise<ProcessUsage>;
}

/** `undefined` where the process is down or does not answer. */
export async function sampleChild(child: Reporting, now: () => number): Promise<Sample | undefined> {
  try {
    const usage = await child.call('memory', {}, { timeoutMs: ANSWER_MS });
    return { ...usage, pid: child.pid, atMs: now() };
  } catch {
    return undefined;
  }
}

export function reportOf(
  name: string,
  doing: string,
  before: Sample | undefined,
  sample: Sample | undefined,
): ProcessReport {
  const isSameProcess = before !== undefined && sample !== undefined && before.pid === sample.pid;
  const cpuPercent = isSameProcess ? cpuShare(before, sample) : undefined;
  return { name, pid: sample?.pid, rssMB: sample?.rssMB, cpuPercent, doing };
}

function cpuShare(before: Sample, after: Sample): number | undefined {
  const passedMs = after.atMs - before.atMs;
  return passedMs > 0 ? (100 * (after.cpuMs - before.cpuMs)) / passedMs : undefined;
}

export function engineDoes(engine: Pick<Child<object>, 'pid' | 'isReady' | 'callsWaiting' | 'callsMade'>): string {
  if (engine.pid === undefined) return 'is being started again';
  if (!engine.isReady) return 'starts, or loads what is known of the workspace';
  if (engine.callsWaiting > 0) return 'answers';
  return `waits; asked ${count(engine.callsMade, 'time')} so far`;
}

export function indexerDoes(pid: number | undefined, { state, progress, last }: IndexActivity): string {
  const known =
    last === undefined ? '' : `; the last index: ${count(last.files, 'file')} in ${seconds(last.milliseconds)}`;
  if (pid === undefined) return `is being started again${known}`;
  const read = progress?.files ?? 0;
  const of = progress?.expected === undefined ? '' : ` of about ${progress.expected.toLocaleString('en')}`;
  switch (state) {
    case 'indexing':
      return `reads the workspace: ${read.toLocaleString('en')}${of} files${known}`;
    case 'paused':
      return `is paused${progress === undefined ? '' : ` at ${read.toLocaleString('en')}${of} files`}${known}`;
    case 'idle':
      return `waits for changes${known}`;
  }
}

/** `sent`: requests to a model server since the start. */
export function requestsLine(requests: readonly RequestRecord[], sent: number, nowMs: number): string {
  const lastMinute = requests.filter(({ time }) => nowMs - time <= 60_000).length;
  return `${count(lastMinute, 'completion request')} in the last minute, ${count(sent, 'request')} to a model server so far`;
}

export function usageLine({ pid, rssMB, cpuPercent }: ProcessReport): string {
  if (rssMB === undefined) return 'does not answer';
  const cpu = cpuPercent === undefined ? '… % CPU' : `${cpuPercent.toFixed(cpuPercent < 10 ? 1 : 0)} % CPU`;
  return `${cpu}, ${rssMB} MB, process ${pid}`;
}

function count(n: number, what: string): string {
  return `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
