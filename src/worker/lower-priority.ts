import fs from 'node:fs';
import os from 'node:os';

/** For a process that nobody waits for. To be called first: threads that are started later inherit it. */
export function lowerPriority(): void {
  try {
    // On Linux a priority belongs to a thread, and V8 has started its helpers already; elsewhere to the process.
    const threads = process.platform === 'linux' ? fs.readdirSync('/proc/self/task').map(Number) : [0];
    for (const thread of threads) os.setPriority(thread, os.constants.priority.PRIORITY_LOW);
  } catch {
    // Not allowed here: then it shares the machine as everyone else does.
  }
}
