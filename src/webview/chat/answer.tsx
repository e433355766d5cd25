import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { markdownBlocks } from '../../core/chat/markdown-blocks.ts';
import type { MarkdownBlock } from '../../core/chat/markdown-blocks.ts';
import type { ChatTurn } from '../../core/chat/protocol.ts';
import { CodeBlock, ProseBlock, Working } from './block.tsx';
import { Icon } from './icon.tsx';
import { steadyEnd } from './steady-end.ts';
import { useSurroundings } from './surroundings.ts';

/** The Markdown of a turn, block by block; a block whose text is the same is not drawn again. */
export function Answer({ turn }: { readonly turn: ChatTurn }): JSX.Element {
  const { strings } = useSurroundings();
  const streaming = turn.state.kind === 'streaming';
  const blocks = shown(markdownBlocks(turn.text), streaming);
  let code = -1;
  return (
    <>
      {turn.thinking !== undefined && turn.thinking !== '' && (
        <Thinking text={turn.thinking} streaming={streaming && turn.text === ''} />
      )}
      {blocks.map((block, at) => {
        if (block.kind === 'prose') return <ProseBlock key={at} text={block.text} />;
        code++;
        return <CodeBlock key={at} turn={turn.id} index={code} block={block} complete={block.closed || !streaming} />;
      })}
      {streaming && blocks.length === 0 && (turn.thinking ?? '') === '' && <Working text={strings.working} />}
    </>
  );
}

function shown(blocks: readonly MarkdownBlock[], streaming: boolean): readonly MarkdownBlock[] {
  const last = blocks.at(-1);
  if (!streaming || last === undefined) return blocks;
  const steady = steadyEnd(last);
  return steady === undefined ? blocks.slice(0, -1) : blocks.with(-1, steady);
}

/** Closed at first: it is long, and not the answer. What is closed is not drawn. */
function Thinking({ text, streaming }: { readonly text: string; readonly streaming: boolean }): JSX.Element {
  const { strings } = useSurroundings();
  const [open, setOpen] = useState(false);
  return (
    <details class="thinking" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Icon name={streaming ? 'loading' : 'lightbulb'} />
        {streaming ? strings.thinking : strings.thought}
      </summary>
      {open && (
        <div class="thoughts">
          {markdownBlocks(text).map((block, at) => (
            <ProseBlock key={at} text={block.kind === 'prose' ? block.text : `\`\`\`\`\n${block.text}\n\`\`\`\``} />
          ))}
        </div>
      )}
    </details>
  );
}
