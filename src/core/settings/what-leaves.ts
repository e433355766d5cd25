/** How it stands with the model server that the person set. */
export type ServerState = 'none' | 'untrusted' | 'unknown' | 'up' | 'down';

export interface ServerView {
  readonly state: ServerState;
  /** `undefined` where none is set. */
  readonly url: string | undefined;
  readonly model: string | undefined;
  /** The sentence about the last failure, while the server is down. */
  readonly problem: string | undefined;
}

/** One sentence about what is sent where at present. */
export function whatLeaves({ state, url, problem }: ServerView): string {
  switch (state) {
    case 'none':
      return 'Nothing leaves this machine.';
    case 'untrusted':
      return `Nothing is sent to ${url} until you trust this workspace.`;
    case 'down':
      return `${problem} Completions come from the embedded engine meanwhile.`;
    case 'unknown':
    case 'up':
      return `Code around the cursor is sent to ${url}.`;
  }
}
