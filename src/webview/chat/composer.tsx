import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatState, Suggestion } from '../../core/chat/protocol.ts';
import { estimateTokens } from '../../core/models/estimate-tokens.ts';
import { Chips } from './chips.tsx';
import { formatTokens } from './format-tokens.ts';
import { Icon, IconButton } from './icon.tsx';
import { signAtCursor } from './sign-at-cursor.ts';
import type { SignAtCursor } from './sign-at-cursor.ts';
import { SuggestionMenu } from './suggestion-menu.tsx';
import { useSurroundings } from './surroundings.ts';
import type { ViewState } from './view-state.ts';

/** The draft is kept by the host once nothing has been typed for this long. */
const DRAFT_REST_MS = 400;

interface ComposerProps {
  readonly chat: ChatState;
  readonly view: ViewState;
  readonly streaming: boolean;
}

/** The box, what goes along with it, and whom it asks. */
export function Composer({ chat, view, streaming }: ComposerProps): JSX.Element {
  const { post, strings } = useSurroundings();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(chat.draft);
  const menu = useMenu(view);
  useDraft(text, chat.conversation);

  const change = (next: string, cursor = next.length): void => {
    setText(next);
    menu.follow(signAtCursor(next, cursor));
    // The element is changed at once: the cursor cannot stand where there is no text yet.
    if (box.current !== null && box.current.value !== next) {
      box.current.value = next;
      box.current.setSelectionRange(cursor, cursor);
    }
  };
  useEffect(() => {
    const { text: taken, focus } = view.box;
    if (taken !== undefined) change(taken);
    if (focus) box.current?.focus();
  }, [view.box.count]);
  useLayoutEffect(() => grow(box.current), [text]);

  const send = (): void => {
    if (streaming || text.trim() === '') return;
    post({ kind: 'send', text });
    change('');
  };
  const type = (sign: '@' | '/'): void => {
    const cursor = sign === '/' ? 0 : (box.current?.selectionStart ?? text.length);
    const space = sign === '@' && /\S$/.test(text.slice(0, cursor)) ? ' ' : '';
    box.current?.focus();
    change(sign === '/' ? '/' : `${text.slice(0, cursor)}${space}@${text.slice(cursor)}`, cursor + space.length + 1);
  };
  const choose = (suggestion: Suggestion): void => {
    const { at } = menu;
    if (at === undefined) return;
    const after = text.slice(at.start + 1 + at.query.length);
    const before = text.slice(0, at.start);
    const inserted = at.sign === '/' ? `/${suggestion.label.replace(/^\//, '')} ` : inSentence(before, suggestion);
    if (at.sign === '@') post({ kind: 'mention', suggestion: suggestion.id });
    change(before + inserted + after.trimStart(), at.start + inserted.length);
    menu.close();
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While a word is being composed, its keys are the input method's.
    if (event.isComposing) return;
    if (menu.onKey(event.key, choose)) event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && streaming) post({ kind: 'stop' });
  };

  return (
    <div class="composer">
      <SuggestionMenu menu={menu} onChoose={choose} />
      <div class="box">
        <Chips chips={chat.chips} />
        <textarea
          ref={box}
          class="draft"
          rows={1}
          value={text}
          placeholder={strings.askHint}
          aria-label={strings.ask}
          aria-autocomplete="list"
          aria-controls={menu.isOpen ? 'suggestions' : undefined}
          aria-activedescendant={menu.isOpen ? `suggestion-${menu.active}` : undefined}
          onInput={(event) => change(event.currentTarget.value, event.currentTarget.selectionStart)}
          onClick={(event) => menu.follow(signAtCursor(text, event.currentTarget.selectionStart))}
          onBlur={menu.close}
          onKeyDown={onKeyDown}
        />
        <div class="tools">
          <IconButton icon="mention" label={strings.mention} onClick={() => type('@')} />
          <IconButton icon="terminal" label={strings.command} onClick={() => type('/')} />
          <ModelChooser chat={chat} />
          <span class="gap" />
          <MeterButton chat={chat} text={text} />
          {streaming ? (
            <IconButton class="send" icon="debug-stop" label={strings.stop} onClick={() => post({ kind: 'stop' })} />
          ) : (
            <IconButton class="send" icon="send" label={strings.send} disabled={text.trim() === ''} onClick={send} />
          )}
        </div>
      </div>
      <p class="destination">{strings.destination(chat.destination)}</p>
    </div>
  );
}

function ModelChooser({ chat: { models, model } }: { readonly chat: ChatState }): JSX.Element {
  const { post, strings } = useSurroundings();
  if (models.length === 0) {
    const setUp = (): void => post({ kind: 'act', turn: '', action: 'set-up-server' });
    return (
      <button type="button" class="quiet-button" onClick={setUp}>
        {strings.noModel}
      </button>
    );
  }
  return (
    <span class="model-chooser">
      <select
        aria-label={strings.model}
        title={strings.model}
        value={model}
        onChange={(event) => post({ kind: 'choose-model', model: event.currentTarget.value })}
      >
        {models.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" />
    </span>
  );
}

/** A sentence goes on with the name: "Compare with", as it would be sent else, asks nothing. By itself the chip says it. */
function inSentence(before: string, { label }: Suggestion): string {
  return before.trim() === '' ? '' : `${label} `;
}

/** How full the model's context will be. What is sent can be read behind it. */
function MeterButton({ chat, text }: { readonly chat: ChatState; readonly text: string }): JSX.Element {
  const { post, strings } = useSurroundings();
  const { used, limit } = chat.meter;
  const all = used + estimateTokens(text);
  const numbers = [formatTokens(all), limit === undefined ? '' : formatTokens(limit)] as const;
  const isFull = limit !== undefined && all > limit;
  return (
    <button
      type="button"
      class={isFull ? 'meter full' : 'meter'}
      title={strings.meterTitle(...numbers)}
      onClick={() => post({ kind: 'show-sent' })}
    >
      {limit !== undefined && <progress value={Math.min(all, limit)} max={limit} aria-hidden="true" />}
      {strings.meter(...numbers)}
      <span class="spoken">{strings.meterTitle(...numbers)}</span>
    </button>
  );
}

export interface Menu {
  /** `undefined` while it is closed. */
  readonly at: SignAtCursor | undefined;
  readonly list: readonly Suggestion[];
  readonly active: number;
  readonly isOpen: boolean;
  readonly follow: (at: SignAtCursor | undefined) => void;
  readonly close: () => void;
  readonly setActive: (index: number) => void;
  /** Whether the key was the menu's. */
  readonly onKey: (key: string, choose: (suggestion: Suggestion) => void) => boolean;
}

/** What can follow the sign at the cursor. The host answers each request; only the answer to the latest is shown. */
function useMenu({ suggestions }: ViewState): Menu {
  const { post } = useSurroundings();
  const [at, setAt] = useState<SignAtCursor | undefined>(undefined);
  const [active, setActive] = useState(0);
  const request = useRef(0);
  // An answer to an earlier request stays until the new one is there: a list that goes and comes would flicker.
  const list = at === undefined ? [] : (suggestions?.list ?? []);
  const isOpen = list.length > 0 && (suggestions?.request ?? 0) > request.current - PATIENCE;
  const follow = (next: SignAtCursor | undefined): void => {
    if (next?.sign === at?.sign && next?.query === at?.query && next?.start === at?.start) return;
    setAt(next);
    setActive(0);
    if (next === undefined) return;
    // A menu that was opened anew begins without what the last one found.
    request.current += at?.sign === next.sign ? 1 : PATIENCE;
    post({ kind: 'complete', request: request.current, sign: next.sign, query: next.query });
  };
  const close = (): void => setAt(undefined);
  const onKey = (key: string, choose: (suggestion: Suggestion) => void): boolean => {
    if (!isOpen) return false;
    const index = Math.min(active, list.length - 1);
    switch (key) {
      case 'ArrowDown':
        setActive((index + 1) % list.length);
        return true;
      case 'ArrowUp':
        setActive((index + list.length - 1) % list.length);
        return true;
      case 'Enter':
      case 'Tab': {
        const chosen = list[index];
        if (chosen !== undefined) choose(chosen);
        return true;
      }
      case 'Escape':
        close();
        return true;
      default:
        return false;
    }
  };
  return { at, list, active: Math.min(active, list.length - 1), isOpen, follow, close, setActive, onKey };
}

/** How many requests an answer may be late and still be shown. */
const PATIENCE = 20;

function useDraft(text: string, conversation: string): void {
  const { post } = useSurroundings();
  const kept = useRef(text);
  useEffect(() => {
    if (text === kept.current) return undefined;
    const keep = (): void => {
      kept.current = text;
      post({ kind: 'draft', text });
    };
    const timer = setTimeout(keep, DRAFT_REST_MS);
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
    };
  }, [text]);
  // Another conversation brings its own draft.
  useEffect(() => void (kept.current = text), [conversation]);
}

/** As high as its text, up to what the style allows. */
function grow(box: HTMLTextAreaElement | null): void {
  if (box === null) return;
  box.style.height = 'auto';
  box.style.height = `${box.scrollHeight}px`;
}
