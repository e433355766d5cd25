// The `engine` child process, at normal priority: it is asked at every keystroke, so nothing here takes more than 5 ms at
// a stretch but one completion, or one draft once nobody types. What only a syntax tree can answer has a thread of its own.
import fs from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { decodeInSteps } from '../core/engine/repository-codec.ts';
import { Engine } from '../core/engine/engine.ts';
import type { EngineMethods, FirstSoundParams } from '../node/protocol.ts';
import { host } from './host.ts';
import { inTurns } from './in-turns.ts';
import { MANY_CHANGES } from './many-changes.ts';
import { processUsage } from './process-usage.ts';
import { readChanged } from './read-changed.ts';
import { serve } from './serve.ts';
import { startSyntaxThread, type SyntaxThread } from './start-syntax-thread.ts';
import { watchLifeline } from './watch-lifeline.ts';

watchLifeline();
const engine = new Engine();
let syntaxThread: SyntaxThread | undefined;
const syntax = (): SyntaxThread => (syntaxThread ??= startSyntaxThread(new URL('./syntax-thread.js', import.meta.url)));

/** One after the other: the last that was asked for stays. */
let loading: Promise<unknown> = Promise.resolve();
async function load(file: string, begunMs: number): Promise<{ readonly files: number; readonly tokens: number }> {
  const model = await inTurns(decodeInSteps(await fs.readFile(file)));
  engine.setRepository(model, begunMs);
  return { files: model.paths.length, tokens: model.tokens.length };
}

/** More is sent to the thread and parsed in tens of milliseconds: then the window has to do. */
const LONGEST_WHOLE = 400_000;

function inWholeDocument(question: FirstSoundParams): FirstSoundParams {
  const { document } = question;
  const text = document && engine.documentText(document);
  if (document === undefined || text === undefined || text.length > LONGEST_WHOLE) return question;
  return { ...question, before: text.slice(0, document.offset), after: text.slice(document.offset) };
}

/** What a question would else wait for; but what is loading comes first: with it, every line is lexed anew. */
let isPreparing = false;
async function prepare(): Promise<void> {
  if (isPreparing) return;
  isPreparing = true;
  await loading;
  while (!engine.prepareSome()) await setImmediate();
  for (const languageId of unprepared) syntax().prepare(languageId);
  unprepared.clear();
  isPreparing = false;
}
const unprepared = new Set<string>();

/** One after the other: the last state of a file stays. */
let reading: Promise<void> = Promise.resolve();

serve(
  {
    openDocument(document) {
      engine.openDocument(document);
      unprepared.add(document.languageId);
      void prepare();
    },
    changeDocument: (change) => engine.changeDocument(change),
    closeDocument: (document) => engine.closeDocument(document),
    loadRepository({ file, begunMs }) {
      const loaded = loading.then(() => load(file, begunMs));
      loading = loaded.catch(() => {});
      void prepare();
      return loaded;
    },
    filesChanged({ files, roots }) {
      // With so many the indexer makes its model anew at once.
      if (files.length > MANY_CHANGES) return;
      reading = reading.then(async () => {
        for (const file of files) engine.changeFile(await readChanged(file, roots));
        await prepare();
      });
    },
    complete(place) {
      // It may have to make room for new words, and then reads again what has changed.
      queueMicrotask(() => void prepare());
      return engine.complete(place);
    },
    draft: (place) => engine.draft(place),
    firstSound: (question) => syntax().firstSound(inWholeDocument(question)),
    memory: () => Promise.all([loading, reading]).then(processUsage),
  } satisfies EngineMethods,
  host,
);
