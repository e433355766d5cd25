// A child for the orphan tests: says that it is up, and then never gives its event loop a turn again, or dies by its own fault.
import { watchLifeline } from '../../src/worker/watch-lifeline.ts';

watchLifeline();
process.on('message', (message: { readonly method: string }) => {
  if (message.method === 'throw') throw new Error('by its own fault');
  process.send?.({ kind: 'notice', method: 'spinning', params: {} });
  // The notice must be out before the loop is lost.
  setTimeout(() => {
    for (;;);
  }, 20);
});
