import type { Consent } from '../rules/consent.ts';

/**
 * The messages between the extension host and the chat's web view. The host owns the conversation and sends it whole on
 * `ready`; the view draws it and says what the person did. Ids stand for everything that the host can look up: the view
 * never names a path, a command or an address that the host would act on unseen.
 */

export interface ChatTurn {
  readonly id: string;
  readonly speaker: 'person' | 'model';
  /** Markdown, as the person wrote it or the model sent it. */
  readonly text: string;
  /** What a thinking model said before its answer. */
  readonly thinking?: string;
  readonly state: TurnState;
  /** Of a person's turn: what went along with it, as it was then. */
  readonly context?: readonly ContextChip[];
}

export type TurnState =
  | { readonly kind: 'complete' }
  | { readonly kind: 'streaming' }
  /** By the person. What had come is kept. */
  | { readonly kind: 'stopped' }
  /** One sentence; what had come is kept. */
  | { readonly kind: 'failed'; readonly message: string; readonly action?: ErrorAction };

/** The one thing that helps. */
export type ErrorAction = 'retry' | 'open-settings' | 'enter-key' | 'set-up-server' | 'new-chat';

/** A piece of context that the person sees before it is sent. */
export interface ContextChip {
  readonly id: string;
  readonly kind: 'file' | 'selection' | 'symbol' | 'problems' | 'changes' | 'rules';
  /** "loans.ts", "loans.ts:10–24", "Loan.isOverdue". */
  readonly label: string;
  /** For the tooltip and the screen reader: where it comes from. */
  readonly detail: string;
  readonly tokens: number;
  /** Follows the editor until it is pinned; what was mentioned is pinned from the start. */
  readonly pinned: boolean;
  /** Of rules alone. They are not sent before it is given, nor once they have changed. */
  readonly consent?: Consent;
  /** Of rules: they hold characters that nobody sees. */
  readonly isHiding?: boolean;
  /** It is not sent, and why: private, ignored, too large. */
  readonly refused?: string;
}

export interface Meter {
  /** Estimated tokens of the next request without the draft. */
  readonly used: number;
  /** The model's context; `undefined` where it is not known. */
  readonly limit?: number;
}

export interface ModelChoice {
  readonly id: string;
  readonly label: string;
}

export interface Suggestion {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
}

export interface ConversationSummary {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

export interface ChatState {
  readonly conversation: string;
  readonly turns: readonly ChatTurn[];
  readonly chips: readonly ContextChip[];
  readonly draft: string;
  readonly meter: Meter;
  /** Without a server the list is empty, and chat answers from the outline alone. */
  readonly models: readonly ModelChoice[];
  readonly model: string | undefined;
  /** Where requests go, as what follows "to": an address, or "nowhere". */
  readonly destination: string;
}

export type ToView =
  | { readonly kind: 'state'; readonly state: ChatState }
  | { readonly kind: 'turn-added'; readonly turn: ChatTurn }
  /** Further text of the turn that streams. */
  | { readonly kind: 'delta'; readonly turn: string; readonly text?: string; readonly thinking?: string }
  | { readonly kind: 'turn-changed'; readonly turn: string; readonly state: TurnState }
  | { readonly kind: 'chips'; readonly chips: readonly ContextChip[]; readonly meter: Meter }
  | {
      readonly kind: 'models';
      readonly models: readonly ModelChoice[];
      readonly model: string | undefined;
      readonly destination: string;
    }
  /** To a `complete` with the same number. */
  | { readonly kind: 'suggestions'; readonly request: number; readonly suggestions: readonly Suggestion[] }
  | { readonly kind: 'conversations'; readonly conversations: readonly ConversationSummary[] }
  /** Puts the cursor into the box, with this text where one is given. */
  | { readonly kind: 'focus'; readonly draft?: string };

export type FromView =
  | { readonly kind: 'ready' }
  | { readonly kind: 'send'; readonly text: string }
  | { readonly kind: 'stop' }
  | { readonly kind: 'retry'; readonly turn: string }
  /** Everything from that turn of the person on is taken back. */
  | { readonly kind: 'edit-and-resend'; readonly turn: string; readonly text: string }
  | { readonly kind: 'new-chat' }
  | { readonly kind: 'list-conversations' }
  | { readonly kind: 'open-conversation'; readonly conversation: string }
  /** At rest, not at each key. */
  | { readonly kind: 'draft'; readonly text: string }
  | { readonly kind: 'remove-chip'; readonly chip: string }
  | { readonly kind: 'pin-chip'; readonly chip: string; readonly pinned: boolean }
  /** Of rules: the person accepts them as they are, or no longer. */
  | { readonly kind: 'tick-chip'; readonly chip: string; readonly ticked: boolean }
  /** What can follow `@` or `/` and the letters typed since. */
  | { readonly kind: 'complete'; readonly request: number; readonly sign: '@' | '/'; readonly query: string }
  /** A suggestion of `@` was chosen. */
  | { readonly kind: 'mention'; readonly suggestion: string }
  | { readonly kind: 'choose-model'; readonly model: string }
  | { readonly kind: 'show-sent'; readonly turn?: string }
  | { readonly kind: 'code'; readonly turn: string; readonly block: number; readonly action: CodeAction }
  /** Of a turn's text, as it stands there; the host parses it and asks. */
  | { readonly kind: 'open-link'; readonly href: string }
  /** `src/loans.ts:12` in a turn's text; the host looks whether there is such a place in the workspace. */
  | { readonly kind: 'open-place'; readonly place: string }
  | { readonly kind: 'act'; readonly turn: string; readonly action: ErrorAction }
  /** A fault of the view's own script. */
  | { readonly kind: 'fault'; readonly message: string };

/** `block` counts the fenced blocks of a turn's text, from 0. */
export type CodeAction = 'copy' | 'insert' | 'apply' | 'new-file';
