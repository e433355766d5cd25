import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Announcer } from './announcer.tsx';
import { Composer } from './composer.tsx';
import { ConversationList } from './conversation-list.tsx';
import { EmptyState } from './empty-state.tsx';
import { IconButton } from './icon.tsx';
import { MessageList } from './message-list.tsx';
import { SurroundingsProvider } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';
import { isStreaming } from './view-state.ts';
import type { ViewState } from './view-state.ts';

interface ChatAppProps {
  readonly view: ViewState;
  readonly surroundings: Surroundings;
  readonly onCloseConversations: () => void;
  readonly onBegin: (text: string) => void;
}

export function ChatApp({ view, surroundings, onCloseConversations, onBegin }: ChatAppProps): JSX.Element {
  const { post, strings } = surroundings;
  const { chat, conversations } = view;
  const streaming = isStreaming(view);
  usePostedLinks(post);
  if (chat === undefined) return <div class="chat" />;
  const toggleList = (): void =>
    conversations === undefined ? post({ kind: 'list-conversations' }) : onCloseConversations();
  return (
    <SurroundingsProvider value={surroundings}>
      <div class={streaming ? 'chat streaming' : 'chat'}>
        <header class="bar">
          <IconButton icon="history" label={strings.history} onClick={toggleList} />
          <IconButton icon="add" label={strings.newChat} onClick={() => post({ kind: 'new-chat' })} />
        </header>
        <MessageList conversation={chat.conversation} turns={chat.turns} streaming={streaming}>
          {chat.turns.length === 0 && <EmptyState hasModel={chat.models.length > 0} onBegin={onBegin} />}
        </MessageList>
        <Announcer turn={chat.turns.at(-1)} />
        <Composer chat={chat} view={view} streaming={streaming} />
        {conversations !== undefined && (
          <ConversationList conversations={conversations} current={chat.conversation} onClose={onCloseConversations} />
        )}
      </div>
    </SurroundingsProvider>
  );
}

/** What a model wrote as a link has no address in the page: it only says what to post. */
function usePostedLinks(post: Surroundings['post']): void {
  useEffect(() => {
    const follow = (target: EventTarget | null): boolean => {
      const link = target instanceof Element ? target.closest('a.link') : null;
      if (!(link instanceof HTMLElement)) return false;
      const { href, place } = link.dataset;
      if (place !== undefined) post({ kind: 'open-place', place: place.slice(0, 1_000) });
      else if (href !== undefined) post({ kind: 'open-link', href: href.slice(0, 4_000) });
      return true;
    };
    const onClick = (event: MouseEvent): void => void follow(event.target);
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' && follow(event.target)) event.preventDefault();
    };
    document.addEventListener('click', onClick);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('click', onClick);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}
