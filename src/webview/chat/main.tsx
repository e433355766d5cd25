// The script of the chat's page. What it is built of knows no global but the DOM.
import type { FromView } from '../../core/chat/protocol.ts';
import { startChat } from './start-chat.tsx';
import { english } from './strings.ts';
import { createNearWatcher } from './use-near.ts';

declare function acquireVsCodeApi(): { readonly postMessage: (message: FromView) => void };

/** A fault that comes back at each frame says nothing new. */
const MOST_FAULTS = 20;

const api = acquireVsCodeApi();
let faults = 0;

function report(fault: unknown): void {
  if (faults++ >= MOST_FAULTS) return;
  const message = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
  api.postMessage({ kind: 'fault', message: message.slice(0, 4_000) });
}

window.addEventListener('error', ({ error, message }) => report(error ?? message));
window.addEventListener('unhandledrejection', ({ reason }) => report(reason));

const root = document.getElementById('chat');
if (root === null) throw new Error('the page has no place for the chat');
const chat = startChat({
  root,
  post: (message) => api.postMessage(message),
  strings: english,
  clock: { now: () => performance.now(), onNextFrame: (callback) => void requestAnimationFrame(callback) },
  nearWatcher: createNearWatcher(),
});
window.addEventListener('message', ({ data }) => chat.receive(data));
