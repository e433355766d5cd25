// The `engine` child process, at normal priority: it is asked at every keystroke.
import { runInWorker } from './child-main.ts';

runInWorker(new URL('./engine-worker.js', import.meta.url), { maxOldGenerationSizeMb: 1024 });
