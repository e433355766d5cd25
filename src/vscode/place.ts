import os from 'node:os';
import * as vscode from 'vscode';

/** Remote kinds that run the extension on another machine, or in another system, than the person's window. */
const REMOTE_KINDS = ['wsl', 'ssh-remote', 'dev-container', 'attached-container', 'codespaces', 'tunnel'];

export interface Place {
  /** Keys to look a server up by, the most special first. */
  readonly keys: readonly string[];
  /** What `localhost` means here, in words. */
  readonly machine: string;
}

/** Where the extension runs: a loopback address in the settings means another machine at each place. */
export function currentPlace(): Place {
  const kind = REMOTE_KINDS.find((remote) => vscode.env.remoteName?.startsWith(remote) === true);
  if (kind === undefined) return { keys: ['local'], machine: 'this machine' };
  return { keys: [`${kind}+${os.hostname()}`, kind], machine: `the ${kind} machine ${os.hostname()}, not your own` };
}
