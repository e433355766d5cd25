import { options, render } from 'preact';
import { expect } from 'vitest';
import type { ChatState, ChatTurn, ContextChip, FromView, ToView } from '../../../src/core/chat/protocol.ts';
import { startChat } from '../../../src/webview/chat/start-chat.tsx';
import { english } from '../../../src/webview/chat/strings.ts';
import type { Strings } from '../../../src/webview/chat/strings.ts';

export function stateOf(turns: readonly ChatTurn[] = [], change: Partial<ChatState> = {}): ChatState {
  return {
    conversation: 'c1',
    turns,
    chips: [],
    draft: '',
    meter: { used: 1_200, limit: 32_768 },
    models: [{ id: 'm1', label: 'qwen' }],
    model: 'm1',
    destination: '127.0.0.1',
    ...change,
  };
}

export const question = (id: string, text: string, context?: readonly ContextChip[]): ChatTurn => ({
  id,
  speaker: 'person',
  text,
  state: { kind: 'complete' },
  ...(context === undefined ? {} : { context }),
});

export const answer = (id: string, text: string, state: ChatTurn['state'] = { kind: 'complete' }): ChatTurn => ({
  id,
  speaker: 'model',
  text,
  state,
});

export interface DrawnChat extends Disposable {
  readonly posted: FromView[];
  /** The host says these, and the frame is drawn. */
  readonly say: (...messages: readonly ToView[]) => Promise<void>;
  readonly find: <Kind extends HTMLElement = HTMLElement>(selector: string) => Kind;
  readonly all: (selector: string) => readonly HTMLElement[];
  /** By what a screen reader says of it. */
  readonly control: (label: string) => HTMLButtonElement;
  readonly click: (element: HTMLElement) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  readonly key: (key: string, options?: KeyboardEventInit) => Promise<void>;
  readonly settled: () => Promise<void>;
}

/** The chat in a page without a screen. Frames come when the test says so, and time stands still. */
export async function drawnChat(strings: Strings = english): Promise<DrawnChat> {
  // What jsdom leaves out, as it lays nothing out.
  Element.prototype.scrollIntoView ??= () => undefined;
  // Effects wait for a frame, which here is the next turn of the loop.
  Object.assign(options, { requestAnimationFrame: (callback: () => void) => void setTimeout(callback) });
  const root = document.createElement('div');
  document.body.append(root);
  const posted: FromView[] = [];
  const frames: (() => void)[] = [];
  const chat = startChat({
    root,
    strings,
    post: (message) => void posted.push(message),
    clock: { now: () => 0, onNextFrame: (callback) => void frames.push(callback) },
  });
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 6; turn++) {
      for (const frame of frames.splice(0)) frame();
      // Preact draws what changed inside of it in the next microtasks, and runs effects after a frame.
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const find = <Kind extends HTMLElement>(selector: string): Kind => {
    const found = root.querySelector<Kind>(selector);
    expect(found, selector).not.toBeNull();
    return found!;
  };
  const all = (selector: string): readonly HTMLElement[] => [...root.querySelectorAll<HTMLElement>(selector)];
  const box = (): HTMLTextAreaElement => find('.draft');
  await settled();
  return {
    posted,
    settled,
    find,
    all,
    async say(...messages) {
      for (const message of messages) chat.receive(structuredClone(message));
      await settled();
    },
    control(label) {
      const found = all('button').filter((button) => (button.ariaLabel ?? button.textContent) === label);
      expect(found, label).not.toEqual([]);
      return found[0] as HTMLButtonElement;
    },
    async click(element) {
      element.click();
      await settled();
    },
    async type(text) {
      box().value = text;
      box().setSelectionRange(text.length, text.length);
      box().dispatchEvent(new Event('input', { bubbles: true }));
      await settled();
    },
    async key(key, options) {
      box().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }));
      await settled();
    },
    [Symbol.dispose]() {
      render(null, root);
      root.remove();
    },
  };
}
