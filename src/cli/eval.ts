import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readSession, type Session, SessionError } from '../core/completion/read-session.ts';
import { SourceUnavailable } from '../core/completion/provide-completion.ts';
import type { SessionEvent } from '../core/completion/session.ts';
import { type SessionSummary, summariseSession } from '../core/completion/summarise-session.ts';
import { startReplayer } from '../node/replay-session.ts';
import { printSummary } from './print-summary.ts';
import { UsageError } from './usage-error.ts';

/**
 * `sotto eval RECORDING`: what Sotto, as it is now, would have done in a recorded session. One without texts can't be
 * replayed: then what it holds itself is told. Exit code 0, or 130 after Ctrl-C.
 */
export async function evaluate(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  if (values.server !== undefined) return withServer({ ...values, server: values.server });
  const [recording] = positionals;
  if (recording === undefined || positionals.length > 1)
    throw new UsageError('eval takes one RECORDING, or --server URL');
  const root = path.resolve(values.root);
  if (!fs.statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`${root} is no folder`);

  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort('interrupted');
  process.once('SIGINT', onInterrupt);
  try {
    const session = await readSession(fs.createReadStream(recording, 'utf8'));
    const { withText } = session.header;
    const summary = await (withText ? replayed(session, root, interrupt.signal) : recorded(session));
    tellMended(session);
    if (values.json) console.log(JSON.stringify({ recording, replayed: withText, ...summary }));
    else printSummary(summary, withText);
    return 0;
  } catch (error) {
    if (interrupt.signal.aborted) return 130;
    throw toUsageError(error, recording);
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        root: { type: 'string', default: '.' },
        server: { type: 'string' },
        model: { type: 'string' },
        tasks: { type: 'string' },
        in: { type: 'string' },
        cache: { type: 'string' },
        n: { type: 'string', default: '100' },
        seed: { type: 'string', default: '1' },
        'prompt-layout': { type: 'boolean', default: false },
        out: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `sotto eval --server URL --tasks crossfile|typing`: how well the model there fills in. */
async function withServer(values: ReturnType<typeof parse>['values'] & { readonly server: string }): Promise<number> {
  const whole = (name: 'n' | 'seed'): number => {
    if (!/^\d{1,6}$/.test(values[name])) throw new UsageError(`--${name} takes a whole number, not ${values[name]}`);
    return Number(values[name]);
  };
  // Most of it is the client of the servers, which a recording does without.
  const { evaluateServer, printServerEval, writeServerEval } = await import('./eval-server.ts');
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort('interrupted');
  process.once('SIGINT', onInterrupt);
  try {
    const { server, model, tasks, in: file, cache, root } = values;
    const layouts = values['prompt-layout'];
    const result = await evaluateServer(
      { server, model, tasks, in: file, cache, root, n: whole('n'), seed: whole('seed'), layouts },
      interrupt.signal,
    );
    if (values.out !== undefined) writeServerEval(result, values.out);
    if (values.json) console.log(JSON.stringify(result));
    else printServerEval(result);
    return 0;
  } catch (error) {
    if (interrupt.signal.aborted) return 130;
    throw error instanceof SourceUnavailable ? new UsageError(error.message) : error;
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}

async function recorded({ events }: Session): Promise<SessionSummary> {
  const tally = summariseSession();
  for await (const event of events) tally.add(event);
  return tally.summary();
}

async function replayed({ events }: Session, root: string, signal: AbortSignal): Promise<SessionSummary> {
  const replayer = await startReplayer(
    {
      dist: path.dirname(fileURLToPath(import.meta.url)),
      root,
      onProblem: (message) => console.error(`sotto: ${message}`),
    },
    signal,
  );
  try {
    const tally = summariseSession();
    for await (const event of replayer.replay(countChanges(events, tally, signal))) tally.add(event);
    return tally.summary();
  } finally {
    replayer.dispose();
  }
}

const FIRST_WORD_AFTER_MS = 3_000;

/** Of the recording only the person's part counts; says how far it is where that takes long. */
async function* countChanges(
  events: AsyncIterable<SessionEvent>,
  tally: ReturnType<typeof summariseSession>,
  signal: AbortSignal,
): AsyncGenerator<SessionEvent> {
  let seen = 0;
  let saidAt = performance.now();
  for await (const event of events) {
    signal.throwIfAborted();
    if (event.kind === 'changed') tally.add(event);
    yield event;
    seen++;
    if (performance.now() - saidAt > FIRST_WORD_AFTER_MS) {
      saidAt = performance.now();
      console.error(`sotto: ${seen} events, ${(event.time / 60_000).toFixed(1)} minutes of the session replayed`);
    }
  }
}

function tellMended({ mended: { times, lastLine } }: Session): void {
  if (lastLine) console.error('sotto: the last line was cut off while it was written, and is left out');
  if (times > 0) console.error(`sotto: the time of ${times} events lay before that of the event above, and was mended`);
}

function toUsageError(error: unknown, recording: string): unknown {
  if (error instanceof SessionError) return new UsageError(`${recording}: ${error.message}`);
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = { ENOENT: 'there is no such file', EISDIR: 'is a folder' };
  return new UsageError(`${recording}: ${reasons[code ?? ''] ?? `can't be read (${code})`}`);
}
