import { spawn } from 'node:child_process';
import type { StdioOptions } from 'node:child_process';
import process from 'node:process';

export interface Finished {
  readonly code: number;
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Pass the output on to the terminal instead of collecting it. */
  readonly show?: boolean;
}

/** Runs a program to its end. A failure is a code other than 0 with what it printed, not an exception. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  const stdio: StdioOptions = options.show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
  const child = spawn(command, args, { cwd: options.cwd, env: { ...process.env, ...options.env }, stdio });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.once('close', (code, signal) => resolve({ code: code ?? (signal ? 128 : 1), output }));
  });
}

/** As `runCommand`, for steps that have no sense to go on after: throws with the end of what was printed. */
export async function mustRun(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { code, output } = await runCommand(command, args, options);
  if (code === 0) return output;
  throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${output.split('\n').slice(-30).join('\n')}`);
}

/** A script of ours, with the Node we run on. */
export function runScript(script: string, args: readonly string[] = [], options: RunOptions = {}): Promise<Finished> {
  return runCommand(process.execPath, [script, ...args], options);
}

/** The command and first arguments that start npm: through its own script where we know it, as `npm.cmd` needs a shell. */
export function npmCommand(): [command: string, firstArgs: readonly string[]] {
  const script = process.env['npm_execpath'];
  return script && /\.c?js$/.test(script) ? [process.execPath, [script]] : ['npm', []];
}

/** What npm would otherwise add to our output: advertisements, audits, and warnings that nobody here can act on. */
export const QUIET_NPM = {
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
  npm_config_loglevel: 'error',
} as const;

/** Lets `exit` handlers, which stop our child processes, also run when a person presses Ctrl-C. */
export function exitOnSignals(): void {
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  process.once('SIGHUP', () => process.exit(129));
}
