// The `indexer` child process, at low priority: nobody waits for it.
import os from 'node:os';
import { runInWorker } from './child-main.ts';

try {
  os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // Not allowed here: then it shares the machine as everyone else does.
}
runInWorker(new URL('./indexer-worker.js', import.meta.url), { maxOldGenerationSizeMb: 2048 });
