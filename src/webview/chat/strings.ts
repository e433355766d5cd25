import type { CodeAction, ContextChip, ErrorAction } from '../../core/chat/protocol.ts';

/** Every word that the view shows or speaks and that is neither the person's nor the model's nor the host's. */
export interface Strings {
  readonly conversation: string;
  readonly newChat: string;
  readonly history: string;
  readonly noHistory: string;
  readonly close: string;
  readonly you: string;
  readonly assistant: string;
  readonly working: string;
  readonly thinking: string;
  readonly thought: string;
  readonly stopped: string;
  readonly retry: string;
  readonly edit: string;
  readonly resend: string;
  readonly cancel: string;
  readonly showSent: string;
  readonly toNewest: string;
  readonly ask: string;
  readonly askHint: string;
  readonly send: string;
  readonly stop: string;
  readonly mention: string;
  readonly command: string;
  readonly context: string;
  readonly pin: (label: string) => string;
  readonly unpin: (label: string) => string;
  readonly remove: (label: string) => string;
  readonly tick: (label: string) => string;
  readonly consent: Readonly<Record<NonNullable<ContextChip['consent']>, string>>;
  readonly changed: string;
  readonly hiding: string;
  readonly hidingTitle: string;
  readonly notSent: (reason: string) => string;
  readonly usedContext: (count: number) => string;
  readonly tokens: (count: string) => string;
  readonly meter: (used: string, limit: string) => string;
  readonly meterTitle: (used: string, limit: string) => string;
  readonly model: string;
  readonly noModel: string;
  readonly destination: (where: string) => string;
  readonly suggestions: string;
  readonly suggestionCount: (count: number) => string;
  readonly code: (language: string) => string;
  readonly codeLines: (language: string, lines: number) => string;
  readonly plainCode: string;
  readonly codeActions: Readonly<Record<CodeAction, string>>;
  readonly copied: string;
  readonly errorActions: Readonly<Record<ErrorAction, string>>;
  readonly chipKinds: Readonly<Record<ContextChip['kind'], string>>;
  readonly emptyTitle: string;
  readonly emptyText: string;
  readonly emptyWithoutModel: string;
  readonly examples: string;
  /** `text` is what is sent, or put into the box where it ends with a space: a name is still to be typed. */
  readonly exampleList: readonly { readonly label: string; readonly text: string; readonly icon: string }[];
  readonly exampleMention: string;
  readonly answerBegins: string;
  readonly answerEnds: string;
}

export const english: Strings = {
  conversation: 'Conversation',
  newChat: 'New chat',
  history: 'Earlier chats',
  noHistory: 'There are no earlier chats yet.',
  close: 'Close',
  you: 'You',
  assistant: 'Sotto',
  working: 'Working…',
  thinking: 'Thinking…',
  thought: 'Thoughts',
  stopped: 'You stopped this answer.',
  retry: 'Try again',
  edit: 'Edit and send again',
  resend: 'Send again',
  cancel: 'Cancel',
  showSent: 'Show what was sent',
  toNewest: 'To the newest message',
  ask: 'Ask about your code',
  askHint: 'Ask about your code, @ for context, / for commands',
  send: 'Send',
  stop: 'Stop (Escape)',
  mention: 'Add context (@)',
  command: 'Commands (/)',
  context: 'Context that goes along',
  pin: (label) => `Keep ${label} when you change the file`,
  unpin: (label) => `Let ${label} follow the editor again`,
  remove: (label) => `Remove ${label}`,
  tick: (label) => `Send the rules in ${label} along`,
  consent: {
    asked: 'not sent until you tick it',
    'asked-again': 'changed since you ticked it, and not sent until you do again',
    given: 'sent along here and with edits, until the file changes',
  },
  changed: 'changed',
  hiding: 'hidden characters',
  hidingTitle: 'holds characters that nobody sees',
  notSent: (reason) => `Not sent: ${reason}`,
  usedContext: (count) => (count === 1 ? 'With 1 piece of context' : `With ${count} pieces of context`),
  tokens: (count) => `about ${count} tokens`,
  meter: (used, limit) => (limit === '' ? used : `${used} / ${limit}`),
  meterTitle: (used, limit) =>
    limit === ''
      ? `The next request has about ${used} tokens. Show what is sent`
      : `The next request has about ${used} of the model's ${limit} tokens. Show what is sent`,
  model: 'Model',
  noModel: 'Set up a model',
  destination: (where) => `Requests go to ${where}`,
  suggestions: 'Suggestions',
  suggestionCount: (count) => (count === 1 ? '1 suggestion' : `${count} suggestions`),
  code: (language) => `Code, ${language}`,
  codeLines: (language, lines) => `Code, ${language}, ${lines === 1 ? '1 line' : `${lines} lines`}.`,
  plainCode: 'text',
  codeActions: {
    copy: 'Copy',
    insert: 'Insert at cursor',
    apply: 'Apply as diff',
    'new-file': 'New file with this',
  },
  copied: 'Copied',
  errorActions: {
    retry: 'Try again',
    'open-settings': 'Open settings',
    'enter-key': 'Enter the key',
    'set-up-server': 'Set up a model server',
    'new-chat': 'New chat',
  },
  chipKinds: {
    file: 'File',
    selection: 'Selection',
    symbol: 'Symbol',
    problems: 'Problems',
    changes: 'Changes',
    rules: 'Rules of this project',
  },
  emptyTitle: 'Ask about your code',
  emptyText: 'Your current file goes along. What is sent is shown above the box, and can be removed there.',
  emptyWithoutModel: 'There is no model yet, so answers come from the outline of this workspace, and nothing is sent.',
  examples: 'Things to try',
  exampleList: [
    { label: 'Outline of this file', text: 'Outline of this file', icon: 'list-tree' },
    { label: 'Where is … defined?', text: 'Where is ', icon: 'symbol-method' },
    { label: 'Explain this file', text: '/explain', icon: 'comment-discussion' },
    { label: 'Write tests', text: '/tests', icon: 'beaker' },
    { label: 'Review my changes', text: '/review', icon: 'diff' },
  ],
  exampleMention: 'Add a file or a symbol',
  answerBegins: 'Sotto answers.',
  answerEnds: 'The answer is complete.',
};
