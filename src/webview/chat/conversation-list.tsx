import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ConversationSummary } from '../../core/chat/protocol.ts';
import { IconButton } from './icon.tsx';
import { useSurroundings } from './surroundings.ts';

interface ConversationListProps {
  readonly conversations: readonly ConversationSummary[];
  readonly current: string;
  readonly onClose: () => void;
}

/** Over the conversation; the newest first, as the host sends them. */
export function ConversationList({ conversations, current, onClose }: ConversationListProps): JSX.Element {
  const { post, strings } = useSurroundings();
  const list = useRef<HTMLElement>(null);
  useEffect(() => list.current?.querySelector('button')?.focus(), []);
  const open = (conversation: string): void => {
    onClose();
    post({ kind: 'open-conversation', conversation });
  };
  return (
    <section
      ref={list}
      class="conversations"
      aria-label={strings.history}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div class="conversations-head">
        <h2>{strings.history}</h2>
        <IconButton icon="close" label={strings.close} onClick={onClose} />
      </div>
      {conversations.length === 0 && <p class="note">{strings.noHistory}</p>}
      <ul>
        {conversations.map(({ id, title, changed }) => (
          <li key={id}>
            <button
              type="button"
              class="conversation"
              aria-current={id === current ? 'true' : undefined}
              onClick={() => open(id)}
            >
              <span class="conversation-title">{title}</span>
              <span class="conversation-time">{new Date(changed).toLocaleDateString()}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
