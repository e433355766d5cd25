import { Worker } from 'node:worker_threads';

/**
 * The main thread of a child process: passes messages on to the worker thread that does the work. So it is never busy,
 * sees `disconnect` at once, and no child outlives its host, however deep in a loop the worker is.
 */
export function runInWorker(workerEntry: URL, options: { readonly maxOldGenerationSizeMb: number }): void {
  const worker = new Worker(workerEntry, { resourceLimits: options });
  process.on('message', (message) => worker.postMessage(message));
  worker.on('message', (message) => process.send?.(message));
  process.on('disconnect', () => process.exit(0));
  // The host restarts the process; half a child is of no use.
  worker.on('error', (error) => {
    console.error(error instanceof Error ? error.stack : String(error));
    process.exit(1);
  });
  worker.on('exit', () => process.exit(1));
}
