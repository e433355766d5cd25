// The `indexer` child process, at low priority: nobody waits for it.
import fs from 'node:fs';
import os from 'node:os';
import { runInWorker } from './child-main.ts';

try {
  // On Linux a priority belongs to a thread, and V8 has started its helpers already; elsewhere to the process.
  const threads = process.platform === 'linux' ? fs.readdirSync('/proc/self/task').map(Number) : [0];
  for (const thread of threads) os.setPriority(thread, os.constants.priority.PRIORITY_LOW);
} catch {
  // Not allowed here: then it shares the machine as everyone else does.
}
runInWorker(new URL('./indexer-worker.js', import.meta.url), { maxOldGenerationSizeMb: 2048 });
