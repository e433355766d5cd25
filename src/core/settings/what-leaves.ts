/** How it stands with the model server that the person set for completions. */
export type ServerState = 'none' | 'untrusted' | 'unknown' | 'up' | 'down';

export interface ServerView {
  readonly state: ServerState;
  /** `undefined` where none is set. */
  readonly url: string | undefined;
  readonly model: string | undefined;
  /** The sentence about the last failure, while the server is down. */
  readonly problem: string | undefined;
  /** Addresses for what is sent only when the person asks; `undefined` where none is set. */
  readonly onRequest: { readonly edit: string | undefined; readonly chat: string | undefined };
}

/** What is sent where at present, in a sentence or two. */
export function whatLeaves(view: ServerView): string {
  const asked = onRequest(view);
  if (view.state === 'none' && asked === undefined) return 'Nothing leaves this machine.';
  return [whileTyping(view), asked].filter((sentence) => sentence !== undefined).join(' ');
}

function whileTyping({ state, url, problem }: ServerView): string {
  switch (state) {
    case 'none':
      return 'Nothing leaves this machine while you type.';
    case 'untrusted':
      return `Nothing is sent to ${url} until you trust this workspace.`;
    case 'down':
      return `${problem} Completions come from the embedded engine meanwhile.`;
    case 'unknown':
    case 'up':
      return `Code around the cursor is sent to ${url}.`;
  }
}

function onRequest({ onRequest: { edit, chat } }: ServerView): string | undefined {
  if (edit !== undefined && edit === chat) return `What you ask in edits and chat goes to ${edit}.`;
  const sentences = [
    ...(edit === undefined ? [] : [`What you ask in edits goes to ${edit}.`]),
    ...(chat === undefined ? [] : [`What you ask in chat goes to ${chat}.`]),
  ];
  return sentences.length === 0 ? undefined : sentences.join(' ');
}
