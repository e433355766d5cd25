import type { ProcessUsage } from '../node/protocol.ts';

/** Of this process with all its threads. */
export function processUsage(): ProcessUsage {
  const { user, system } = process.cpuUsage();
  return { rssMB: Math.round(process.memoryUsage.rss() / 1_000_000), cpuMs: Math.round((user + system) / 1000) };
}
