import { render } from 'preact';
import type { FromView } from '../../core/chat/protocol.ts';
import { ChatApp } from './chat-app.tsx';
import { createFrameBudget } from './frame-budget.ts';
import type { FrameClock } from './frame-budget.ts';
import { highlight } from './highlight.ts';
import { readHostMessage } from './read-host-message.ts';
import { createMarkdownRenderer } from './render-markdown.ts';
import { createSanitiser } from './sanitise.ts';
import type { Strings } from './strings.ts';
import type { Surroundings } from './surroundings.ts';
import type { NearWatcher } from './use-near.ts';
import { emptyView, receive } from './view-state.ts';

export interface ChatParts {
  readonly root: Element;
  readonly post: (message: FromView) => void;
  readonly strings: Strings;
  readonly clock: FrameClock;
  readonly nearWatcher?: NearWatcher;
}

export interface Chat {
  /** What the page was posted, whoever did it. */
  readonly receive: (message: unknown) => void;
}

/** Draws what the host says, at most once for each frame however many messages came, and asks it for the state. */
export function startChat({ root, post, strings, clock, nearWatcher }: ChatParts): Chat {
  const renderer = createMarkdownRenderer(createSanitiser(window), highlight);
  const surroundings: Surroundings = { post, strings, renderer, budget: createFrameBudget(clock), nearWatcher };
  let view = emptyView;
  let isScheduled = false;

  const draw = (): void => {
    isScheduled = false;
    render(
      <ChatApp
        view={view}
        surroundings={surroundings}
        onCloseConversations={() => change({ ...view, conversations: undefined })}
        onBegin={(text) => change(receive(view, { kind: 'focus', draft: text }))}
      />,
      root,
    );
  };
  const change = (next: typeof view): void => {
    view = next;
    if (isScheduled) return;
    isScheduled = true;
    clock.onNextFrame(draw);
  };
  draw();
  post({ kind: 'ready' });
  return {
    receive(received) {
      const message = readHostMessage(received);
      if (message !== undefined) change(receive(view, message));
    },
  };
}
