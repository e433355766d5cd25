import type { Settings } from './settings.ts';

/** Milliseconds to wait on top of VS Code's own 50. Left to Sotto it is none: the floor from key to ghost text is 90 ms. */
export function ownDelayMs({ 'completion.delayMs': delay }: Settings): number {
  return delay === 'auto' ? 0 : delay;
}
