import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Disposable } from '../core/base/disposable.ts';
import { type Log, silentLog } from '../core/base/log.ts';
import { createVirtualClock } from '../core/base/virtual-clock.ts';
import type { CompletionPipeline } from '../core/completion/provide-completion.ts';
import { replay } from '../core/completion/replay.ts';
import { createSessionDocuments } from '../core/completion/session-documents.ts';
import type { SessionEvent } from '../core/completion/session.ts';
import { defaultSettings, type Settings } from '../core/settings/settings.ts';
import { createSotto, type Sotto, type SottoOptions, type Timeouts } from './create-pipeline.ts';

/** Sotto with its processes, its repository indexed, ready to go through sessions on a clock of theirs. */
export interface Replayer extends Disposable {
  readonly sotto: Sotto;
  /** Once: a second session would find what the first one has left. Yields what `core/completion/replay.ts` says. */
  replay(events: AsyncIterable<SessionEvent>): AsyncIterable<SessionEvent>;
}

export interface ReplayerOptions {
  /** Folder of the bundles. */
  readonly dist: string;
  /** Absolute folder that the session's paths are relative to. It is indexed as it is now. */
  readonly root: string;
  readonly settings?: Settings;
  /** A part replaced, as everywhere: `(pipeline) => ({ ...pipeline, source })`. */
  readonly withParts?: (pipeline: CompletionPipeline) => CompletionPipeline;
  readonly serverSource?: SottoOptions['serverSource'];
  /** Waited for before each event: real time may have to keep up with the session's. */
  readonly pace?: (sessionMs: number) => Promise<void>;
  readonly timeouts?: Timeouts;
  readonly log?: Log;
  readonly onProblem?: (message: string) => void;
}

/** A loaded machine is slow, and that must change nothing; after a minute a child hangs. */
export const patientTimeouts: Timeouts = { engineMs: 60_000, syntaxMs: 60_000, namesMs: 60_000, contextMs: 60_000 };

/** Indexing tens of thousands of files takes its time. */
const INDEX_TIMEOUT_MS = 300_000;

/** Rejects where the repository is not indexed in five minutes, or with the signal's reason. */
export async function startReplayer(options: ReplayerOptions, signal: AbortSignal): Promise<Replayer> {
  signal.throwIfAborted();
  const { root, settings = defaultSettings, withParts = (pipeline) => pipeline, pace = async () => {} } = options;
  const delay = settings['completion.delayMs'];
  const clock = createVirtualClock();
  const documents = createSessionDocuments();
  const storage = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-replay-'));
  const indexed = Promise.withResolvers<void>();
  const sotto = createSotto({
    dist: options.dist,
    storage,
    roots: () => [root],
    settings: () => settings,
    snoozedUntil: () => undefined,
    documents: () => documents.list(),
    log: options.log ?? silentLog,
    now: clock.now,
    after: clock.after,
    // What was learned ages by the session's time, too.
    wallTime: clock.now,
    timeouts: options.timeouts ?? patientTimeouts,
    // Nothing is shown by chance: the same session gives the same events.
    random: () => 1,
    ...(options.serverSource === undefined ? {} : { serverSource: options.serverSource }),
    onIndexed: () => indexed.resolve(),
    ...(options.onProblem === undefined ? {} : { onProblem: options.onProblem }),
  });
  const replayer: Replayer = {
    sotto,
    replay: (events) =>
      replay(inFolder(root, events), {
        documents,
        delayMs: delay === 'auto' ? 0 : delay,
        product: {
          // Time stands still while an answer is made: what would be asked and shown late is asked late, by `delayMs`.
          pipeline: withParts({ ...sotto.pipeline, wait: async () => {}, grace: () => new Promise(() => {}) }),
          clock,
          history: sotto.history,
          reuse: sotto.reuse,
          settled: (id, accepted, certainty) => sotto.settled(id, accepted, certainty),
          openDocument: (document) => sotto.openDocument(document),
          changeDocument: (change) => sotto.changeDocument(change),
          closeDocument: (uri) => sotto.closeDocument(uri),
          async elapse(timeMs) {
            await pace(timeMs);
            // What is asked for in the background is there before anything else happens.
            await clock.runTo(timeMs, sotto.context.idle);
          },
        },
      }),
    dispose() {
      sotto.dispose();
      fs.rmSync(storage, { recursive: true, force: true });
    },
  };

  const given = AbortSignal.any([signal, AbortSignal.timeout(INDEX_TIMEOUT_MS)]);
  given.addEventListener('abort', () => indexed.reject(given.reason), { once: true });
  try {
    await indexed.promise;
    // Answers come in order: when this one is here, the repository is loaded.
    await sotto.engine.call('memory', {}, { timeoutMs: INDEX_TIMEOUT_MS });
  } catch (error) {
    replayer.dispose();
    throw error;
  }
  return replayer;
}

/** Where the context is looked up, paths are absolute. */
async function* inFolder(root: string, events: AsyncIterable<SessionEvent>): AsyncGenerator<SessionEvent> {
  const base = root.replaceAll('\\', '/');
  for await (const event of events) {
    yield event.kind === 'opened' ? { ...event, path: path.posix.join(base, event.path) } : event;
  }
}
