import type { ComponentChildren, JSX, VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatTurn } from '../../core/chat/protocol.ts';
import { IconButton } from './icon.tsx';
import { useSurroundings } from './surroundings.ts';
import { Turn } from './turn.tsx';

interface MessageListProps {
  readonly conversation: string;
  readonly turns: readonly ChatTurn[];
  readonly streaming: boolean;
  readonly children?: ComponentChildren;
}

/** Nearer to the end than this counts as at the end, in pixels: scrolling by wheel seldom ends at it exactly. */
const AT_END_PX = 24;

/** What is drawn of a long conversation in each frame, until all is there. */
const TURNS_A_FRAME = 50;

/** Stays at the newest text until the person scrolls up, and again once they come back down. */
export function MessageList({ conversation, turns, streaming, children }: MessageListProps): JSX.Element {
  const { strings } = useSurroundings();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const lastTop = useRef(0);
  const [away, setAway] = useState(false);

  const setFollows = (value: boolean): void => {
    follows.current = value;
    setAway(!value);
  };
  const toEnd = (): void => {
    if (scroller.current === null || !follows.current) return;
    scroller.current.scrollTop = scroller.current.scrollHeight;
    lastTop.current = scroller.current.scrollTop;
  };
  const isAtEnd = ({ scrollTop, scrollHeight, clientHeight }: HTMLElement): boolean =>
    scrollHeight - scrollTop - clientHeight <= AT_END_PX;
  const onScroll = (): void => {
    if (scroller.current === null) return;
    const { scrollTop } = scroller.current;
    // Text that grows moves the end away, too: only going up is the person's wish.
    if (isAtEnd(scroller.current)) setFollows(true);
    else if (scrollTop < lastTop.current) setFollows(false);
    lastTop.current = scrollTop;
  };
  const asked = turns.findLast(({ speaker }) => speaker === 'person')?.id;
  useLayoutEffect(() => setFollows(true), [conversation, asked]);
  useLayoutEffect(toEnd);
  useEffect(() => {
    if (content.current === null || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(() => {
      // What was above may be all there is, once the text has become less.
      if (scroller.current !== null && isAtEnd(scroller.current)) setFollows(true);
      toEnd();
    });
    observer.observe(content.current);
    return () => observer.disconnect();
  }, []);

  // The newest first: a thousand turns are more than fits into a frame. Nobody sees the others come, above.
  const [count, setCount] = useState(TURNS_A_FRAME);
  const missing = turns.length > count;
  useEffect(() => {
    if (!missing) return undefined;
    const frame = requestAnimationFrame(() => setCount(count + TURNS_A_FRAME));
    return () => cancelAnimationFrame(frame);
  }, [missing, count]);

  // A turn that is the same object keeps its drawing: a thousand of them cost nothing while one streams.
  const drawn = useRef(new WeakMap<ChatTurn, VNode>());
  const draw = (turn: ChatTurn): VNode => {
    const before = drawn.current.get(turn);
    if (before !== undefined) return before;
    const made = <Turn key={turn.id} turn={turn} />;
    drawn.current.set(turn, made);
    return made;
  };

  return (
    <main class="messages-frame">
      <div
        ref={scroller}
        class="messages"
        tabIndex={0}
        role="region"
        aria-label={strings.conversation}
        aria-busy={streaming}
        onScroll={onScroll}
      >
        <div ref={content} class="messages-content">
          {children}
          {turns.slice(-count).map(draw)}
        </div>
      </div>
      {away && (
        <IconButton
          class="to-newest"
          icon="arrow-down"
          label={strings.toNewest}
          onClick={() => {
            setFollows(true);
            toEnd();
          }}
        />
      )}
    </main>
  );
}
