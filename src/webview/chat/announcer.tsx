import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { markdownBlocks } from '../../core/chat/markdown-blocks.ts';
import type { ChatTurn } from '../../core/chat/protocol.ts';
import { spokenBlock } from './spoken-blocks.ts';
import { useSurroundings } from './surroundings.ts';

/** More than a reader is behind with. */
const KEPT = 20;

/**
 * Speaks an answer while it comes, a paragraph at a time once it is whole; never a token. What was there when the
 * conversation was opened is read where it stands.
 */
export function Announcer({ turn }: { readonly turn: ChatTurn | undefined }): JSX.Element {
  const { strings } = useSurroundings();
  const [said, setSaid] = useState<readonly { readonly id: number; readonly text: string }[]>([]);
  const progress = useRef({ turn: '', blocks: 0, lines: 0 });
  useEffect(() => {
    if (turn === undefined || turn.speaker !== 'model') return;
    const streaming = turn.state.kind === 'streaming';
    const at = progress.current;
    const news: string[] = [];
    if (at.turn !== turn.id) {
      if (!streaming) return;
      at.turn = turn.id;
      at.blocks = 0;
      news.push(strings.answerBegins);
    }
    if (at.blocks === Infinity) return;
    const blocks = markdownBlocks(turn.text);
    const whole = streaming ? blocks.slice(0, -1) : blocks;
    news.push(...whole.slice(at.blocks).map((block) => spokenBlock(block, strings)));
    at.blocks = streaming ? whole.length : Infinity;
    if (turn.state.kind === 'complete') news.push(strings.answerEnds);
    if (turn.state.kind === 'stopped') news.push(strings.stopped);
    const lines = news.filter((text) => text !== '').map((text) => ({ id: at.lines++, text }));
    if (lines.length > 0) setSaid((before) => [...before, ...lines].slice(-KEPT));
  }, [turn]);
  return (
    <div class="spoken" role="log" aria-live="polite">
      {said.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
