import fs from 'node:fs';
import { Worker } from 'node:worker_threads';

/**
 * Ends this process when its host ends, however busy the main thread is: a thread of its own waits on the lifeline
 * (`lifeline-thread.ts`). It costs no turn of the event loop and no timer.
 */
export function watchLifeline(): void {
  const thread = new Worker(new URL('./lifeline-thread.js', import.meta.url));
  thread.unref();
  process.on('disconnect', endProcess);
  process.on('uncaughtException', (error) => {
    fs.writeSync(process.stderr.fd, `${error.stack ?? error.message}\n`);
    endProcess();
  });
}

/** At once: an orderly exit would wait for the thread, which waits for the host. */
export function endProcess(): void {
  process.kill(process.pid, 'SIGKILL');
}
