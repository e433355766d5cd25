// How many requests a person's typing costs a model, and what is lost by not asking at every key: a made trace is replayed
// once with everything that keeps answers, once asking at each keystroke, with a model that says the same each time.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { createVirtualClock } from '../src/core/base/virtual-clock.ts';
import type { CompletionRequest } from '../src/core/completion/request.ts';
import { decideExtent } from '../src/core/completion/decide-extent.ts';
import { createAnswers } from '../src/core/completion/answers.ts';
import { fitAtCursor } from '../src/core/completion/fit-at-cursor.ts';
import { createHistory } from '../src/core/completion/history.ts';
import { postProcess } from '../src/core/completion/post-process.ts';
import type { CompletionPipeline } from '../src/core/completion/provide-completion.ts';
import { replay } from '../src/core/completion/replay.ts';
import { createReuse } from '../src/core/completion/reuse.ts';
import { createSessionDocuments } from '../src/core/completion/session-documents.ts';
import type { SessionEvent } from '../src/core/completion/session.ts';
import { stopEarly } from '../src/core/completion/stop-early.ts';
import { refuseTrigger } from '../src/core/completion/trigger.ts';
import { openGate } from '../src/core/gate/gate.ts';
import { defaultSettings } from '../src/core/settings/settings.ts';
import { BadInput } from './lib/bad-input.ts';
import { writeSection } from './lib/benchmarks-page.ts';
import { table } from './lib/table.ts';
import { traceEvents } from './lib/trace-events.ts';
import { endsOf, scriptedModel } from './server/scripted-model.ts';

interface Run {
  readonly keys: number;
  readonly asked: number;
  /** By the number of the key: what was offered after it, as the text that the line would then have. */
  readonly offered: ReadonlyMap<string, string>;
}

const INTRODUCTION = `\`npm run bench -- reuse --trace FILE\`; the trace is \`bench/make-traces.ts --seed 11 --keys 3000\`. No model, and no
measured time: a scripted model that has seen the session's end goes on as the document does, but for a share of the lines that it gets wrong after a few
characters, and says the same each time. "It would show": keys after which asking at each one shows something; the same first line then is shown
at that key, at the next one that is asked about, or is lost. A third of the keys is asked about at all: the others come within the 80 ms that
an editor waits, or the trigger refuses them.`;

const LINES = 2;
const WRONG_SHARES = [0, 0.3, 0.6] as const;

export async function runReuseBench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { trace: { type: 'string' }, out: { type: 'string' }, docs: { type: 'boolean', default: false } },
  });
  const { trace } = values;
  if (trace === undefined)
    throw new BadInput('--trace is missing: a session with texts, of `bench/make-traces.ts` say');
  const ends = await endsOf(traceEvents(trace));
  const results = [];
  for (const wrongShare of WRONG_SHARES) {
    const kept = await run(trace, ends, wrongShare, true);
    const each = await run(trace, ends, wrongShare, false);
    results.push({
      wrongShare,
      keys: kept.keys,
      requests: kept.asked,
      keysPerRequest: kept.keys / kept.asked,
      requestsAskingAtEachKey: each.asked,
      ...compare(kept, each),
    });
  }
  const rows = results.map((result) => [
    `${result.wrongShare * 100} %`,
    `${result.keys}`,
    `${result.requests}`,
    result.keysPerRequest.toFixed(1),
    `${result.requestsAskingAtEachKey}`,
    `${result.wouldShow}`,
    `${result.shown}`,
    `${result.shownAtNextKey}`,
    `${result.lost}`,
  ]);
  const head = [
    'lines the model gets wrong',
    'keys',
    'requests',
    'keys per request',
    'asking at each key',
    'it would show',
    'shown',
    'one key later',
    'lost',
  ];
  const text = table(head, rows);
  console.log(text);
  if (values.out !== undefined) fs.writeFileSync(values.out, `${JSON.stringify(results, undefined, 2)}\n`);
  if (values.docs) writeSection('reuse', `${INTRODUCTION}\n\n${text}`);
}

/** Of the suggestions that asking at each key shows, which are shown at the same key, or the next. */
function compare(kept: Run, each: Run) {
  let [shown, shownAtNextKey, lost] = [0, 0, 0];
  const keys = [...each.offered.keys()];
  for (const [index, key] of keys.entries()) {
    const next = keys[index + 1] ?? '';
    if (isSame(kept.offered.get(key), each.offered.get(key))) shown++;
    else if (isSame(kept.offered.get(next), each.offered.get(next))) shownAtNextKey++;
    else {
      lost++;
    }
  }
  return { wouldShow: keys.length, shown, shownAtNextKey, lost };
}

/** An answer that was kept ends where it was given its end, so it is the first line that counts. */
function isSame(one: string | undefined, other: string | undefined): boolean {
  const line = (text: string) => /^\s*[^\n]*/.exec(text)![0];
  return one !== undefined && other !== undefined && line(one) === line(other);
}

const limitsFor = (request: CompletionRequest) => ({ maxLines: 0, extent: decideExtent(request, 0) });

async function run(trace: string, ends: ReadonlyMap<string, string>, wrongShare: number, keeps: boolean): Promise<Run> {
  const clock = createVirtualClock();
  const documents = createSessionDocuments();
  const model = scriptedModel(ends, wrongShare, LINES);
  const reuse = createReuse();
  const answers = createAnswers(model.source);
  let lastId = 0;
  const pipeline: CompletionPipeline = {
    refuseTrigger: (request) => refuseTrigger(request, { settings: defaultSettings, snoozedUntil: undefined }),
    findReuse: (request) => (keeps ? reuse.find(request) : undefined),
    remember: (request, insertText) => reuse.remember(request, insertText),
    gateBeforeRequest: openGate.beforeRequest,
    collectContext: async () => [],
    likelyLength: (_, { insertText }) => insertText.length,
    source: keeps ? answers.source : model.source,
    postProcess: (generated, request) => postProcess(generated, request, limitsFor(request)),
    fitAtCursor,
    stopEarly: (request) => stopEarly(request, limitsFor(request)),
    mendSyntax: async (processed) => processed,
    findInvented: async () => undefined,
    gateBeforeShow: openGate.beforeShow,
    newId: () => ++lastId,
    delay: () => ({ askAfterMs: 0, showAfterMs: 0 }),
    grace: () => new Promise(() => {}),
    wait: async () => {},
    now: clock.now,
  };
  let keys = 0;
  const offered = new Map<string, string>();
  const requested = new Map<number, string>();
  const events = replay(
    countKeys(traceEvents(trace), () => keys++),
    {
      documents,
      delayMs: 0,
      product: {
        pipeline,
        clock,
        history: createHistory(),
        reuse,
        settled: () => {},
        openDocument: () => {},
        changeDocument: () => {},
        closeDocument: () => {},
        elapse: (timeMs) => clock.runTo(timeMs),
      },
    },
  );
  for await (const event of events) {
    if (event.kind === 'requested') requested.set(event.request, `${event.uri} ${event.version} ${event.offset}`);
    if (event.kind === 'shown') offered.set(requested.get(event.request)!, event.insertText ?? '');
  }
  return { keys, asked: model.asked(), offered };
}

async function* countKeys(events: AsyncIterable<SessionEvent>, count: () => void): AsyncGenerator<SessionEvent> {
  for await (const event of events) {
    if (event.kind === 'changed') count();
    yield event;
  }
}
