import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChatTurn } from '../../core/chat/protocol.ts';
import { Answer } from './answer.tsx';
import { ChipLabel } from './chips.tsx';
import { Icon, IconButton } from './icon.tsx';
import { useSurroundings } from './surroundings.ts';
import { useNear } from './use-near.ts';

export interface TurnProps {
  readonly turn: ChatTurn;
}

/** Far from what is seen a turn is its bare text: that can be found and read, and costs next to nothing. */
export function Turn({ turn }: TurnProps): JSX.Element {
  const { strings } = useSurroundings();
  const element = useRef<HTMLElement>(null);
  const near = useNear(element) || turn.state.kind === 'streaming';
  const person = turn.speaker === 'person';
  return (
    <article
      ref={element}
      class={`turn ${turn.speaker}`}
      aria-label={person ? strings.you : strings.assistant}
      data-turn={turn.id}
    >
      {near ? person ? <Question turn={turn} /> : <ModelTurn turn={turn} /> : <div class="bare">{turn.text}</div>}
    </article>
  );
}

function ModelTurn({ turn }: TurnProps): JSX.Element {
  const { post, strings } = useSurroundings();
  return (
    <>
      <Answer turn={turn} />
      {turn.state.kind === 'stopped' && <p class="note">{strings.stopped}</p>}
      {turn.state.kind === 'failed' && <Failure turn={turn} state={turn.state} />}
      {turn.state.kind !== 'streaming' && (
        <div class="turn-actions">
          <IconButton icon="refresh" label={strings.retry} onClick={() => post({ kind: 'retry', turn: turn.id })} />
          <IconButton icon="eye" label={strings.showSent} onClick={() => post({ kind: 'show-sent', turn: turn.id })} />
        </div>
      )}
    </>
  );
}

interface FailureProps extends TurnProps {
  readonly state: Extract<ChatTurn['state'], { readonly kind: 'failed' }>;
}

function Failure({ turn, state }: FailureProps): JSX.Element {
  const { post, strings } = useSurroundings();
  const { message, action } = state;
  return (
    <div class="failure" role="alert">
      <Icon name="error" />
      <span>{message}</span>
      {action !== undefined && (
        <button type="button" class="button" onClick={() => post({ kind: 'act', turn: turn.id, action })}>
          {strings.errorActions[action]}
        </button>
      )}
    </div>
  );
}

function Question({ turn }: TurnProps): JSX.Element {
  const { strings } = useSurroundings();
  const [editing, setEditing] = useState(false);
  if (editing) return <EditQuestion turn={turn} onEnd={() => setEditing(false)} />;
  return (
    <>
      <div class="bubble">
        <div class="question">{turn.text}</div>
        <div class="turn-actions">
          <IconButton icon="edit" label={strings.edit} onClick={() => setEditing(true)} />
        </div>
      </div>
      {turn.context !== undefined && turn.context.length > 0 && (
        <details class="used">
          <summary>{strings.usedContext(turn.context.length)}</summary>
          <ul class="used-list">
            {turn.context.map((chip) => (
              <li key={chip.id} class={chip.refused === undefined ? 'chip' : 'chip refused'}>
                <ChipLabel chip={chip} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function EditQuestion({ turn, onEnd }: TurnProps & { readonly onEnd: () => void }): JSX.Element {
  const { post, strings } = useSurroundings();
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.setSelectionRange(turn.text.length, turn.text.length);
  }, []);
  const send = (): void => {
    const text = box.current?.value.trim() ?? '';
    if (text === '') return;
    onEnd();
    post({ kind: 'edit-and-resend', turn: turn.id, text });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onEnd();
    else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  };
  return (
    <div class="edit-question">
      <textarea ref={box} class="edit-box" aria-label={strings.edit} defaultValue={turn.text} onKeyDown={onKeyDown} />
      <div class="edit-actions">
        <button type="button" class="button" onClick={send}>
          {strings.resend}
        </button>
        <button type="button" class="button secondary" onClick={onEnd}>
          {strings.cancel}
        </button>
      </div>
    </div>
  );
}
