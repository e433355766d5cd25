// How much of what is shown is the engine's where a model server is configured that takes so long to its first line: a made
// trace is replayed on a virtual clock with the engine itself, the gate as it ships, and a scripted model as the server.
import { parseArgs } from 'node:util';
import type { Engine } from '../src/core/engine/engine.ts';
import { createVirtualClock } from '../src/core/base/virtual-clock.ts';
import { decideExtent } from '../src/core/completion/decide-extent.ts';
import { createFirstLineLatency } from '../src/core/completion/first-line-latency.ts';
import { fitAtCursor } from '../src/core/completion/fit-at-cursor.ts';
import { placeInput, suggestionInput } from '../src/core/completion/gate-inputs.ts';
import { createHistory } from '../src/core/completion/history.ts';
import { placeOf } from '../src/core/completion/place-of.ts';
import { postProcess } from '../src/core/completion/post-process.ts';
import type { CompletionPipeline, CompletionSource } from '../src/core/completion/provide-completion.ts';
import { replay } from '../src/core/completion/replay.ts';
import type { CompletionRequest } from '../src/core/completion/request.ts';
import { createReuse } from '../src/core/completion/reuse.ts';
import { createSessionDocuments } from '../src/core/completion/session-documents.ts';
import { stopEarly } from '../src/core/completion/stop-early.ts';
import { refuseTrigger } from '../src/core/completion/trigger.ts';
import { withFallback } from '../src/core/completion/with-fallback.ts';
import { createGate } from '../src/core/gate/gate.ts';
import { freshState } from '../src/core/gate/learned-state.ts';
import { decisionParameters } from '../src/core/gate/mode.ts';
import { shippedWeights } from '../src/core/gate/weights.ts';
import { defaultSettings } from '../src/core/settings/settings.ts';
import { BadInput } from './lib/bad-input.ts';
import { writeSection } from './lib/benchmarks-page.ts';
import { writeJsonLines } from './lib/json-lines.ts';
import { table } from './lib/table.ts';
import { traceEvents } from './lib/trace-events.ts';
import { endsOf, scriptedModel } from './server/scripted-model.ts';
import { engineOf } from './typing/engine-of.ts';
import { SIMULATED_LANGUAGES } from './typing/simulation-lexer.ts';
import { readFolder, type TypedFile } from './typing/source-files.ts';

/** Milliseconds to the first line; `undefined` for no server. */
const LATENCIES_MS = [150, 450, undefined] as const;
const LINES = 2;
const WRONG_SHARE = 0.3;
/** As `node/create-pipeline.ts` has it. */
const SURE = 0.9;

interface Share {
  readonly latencyMs: number | undefined;
  readonly requests: number;
  /** By who made it: the rest of a suggestion that is being typed is not counted again. */
  readonly engine: number;
  readonly model: number;
}

export async function runEngineShareBench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      trace: { type: 'string' },
      root: { type: 'string' },
      out: { type: 'string' },
      docs: { type: 'boolean', default: false },
    },
  });
  const { trace, root } = values;
  if (trace === undefined || root === undefined)
    throw new BadInput('say --trace FILE and --root DIR: a session and its project, both of `bench/make-traces.ts`');
  const files = readFolder(root, new Set(SIMULATED_LANGUAGES));
  const ends = await endsOf(traceEvents(trace));
  const shares: Share[] = [];
  for (const latencyMs of LATENCIES_MS) shares.push(await run(trace, files, ends, latencyMs));
  if (values.out !== undefined) writeJsonLines(values.out, shares);
  const text = report(shares);
  console.log(text);
  if (values.docs)
    writeSection(
      'engine-share',
      `\`npm run bench -- engine-share --trace FILE --root DIR\`, both of \`bench/make-traces.ts --seed 11 --keys 3000\`.\n\n${text}`,
    );
}

async function run(
  trace: string,
  files: readonly TypedFile[],
  ends: ReadonlyMap<string, string>,
  latencyMs: number | undefined,
): Promise<Share> {
  const clock = createVirtualClock();
  const documents = createSessionDocuments();
  const history = createHistory();
  const reuse = createReuse();
  const engine = engineOf(files);
  const model = scriptedModel(ends, WRONG_SHARE, LINES);
  /** All that was waited for the model: in a replay an answer takes no time of the session. */
  let waitedMs = 0;
  const server: CompletionSource = async function* (...asked) {
    waitedMs += latencyMs ?? 0;
    yield* model.source(...asked);
  };
  const gate = createGate({
    weights: shippedWeights,
    parameters: () => decisionParameters('balanced'),
    learned: () => freshState,
    random: () => 1,
    onFault(error) {
      throw error;
    },
  });
  const judge: CompletionPipeline['gateBeforeShow'] = (request, answer) =>
    gate.beforeShow(suggestionInput(request, answer, history), { model: answer.origin, repository: '' });
  const answers = withFallback(
    () => (latencyMs === undefined ? undefined : server),
    async function* ({ uri, version, offset }) {
      const answer = engine.complete({ uri, version, offset, nearPaths: [] });
      if (answer !== undefined) yield answer;
    },
    () => {},
    {
      latency: createFirstLineLatency(),
      model: () => 'scripted',
      now: () => waitedMs,
      isSure: (request, { text: insertText, confidence }) =>
        judge(request, { insertText, origin: 'engine', confidence, tokens: [] }).probability >= SURE,
    },
  );
  const limitsFor = (request: CompletionRequest) => ({ maxLines: 0, extent: decideExtent(request, 0) });
  let lastId = 0;
  const pipeline: CompletionPipeline = {
    refuseTrigger: (request) => refuseTrigger(request, { settings: defaultSettings, snoozedUntil: undefined }),
    findReuse: (request) => reuse.find(request),
    remember: (request, insertText) => reuse.remember(request, insertText),
    gateBeforeRequest(request) {
      const verdict = gate.beforeRequest(placeInput(request, history), { model: 'scripted', repository: '' });
      return answers.expectsFirst() ? verdict : { ...verdict, pass: true };
    },
    collectContext: async () => [],
    likelyLength: (_, { insertText }) => insertText.length,
    source: answers.source,
    postProcess: (generated, request) => postProcess(generated, request, limitsFor(request)),
    fitAtCursor,
    stopEarly: (request) => stopEarly(request, limitsFor(request)),
    mendSyntax: async (processed) => processed,
    findInvented: async () => undefined,
    gateBeforeShow(request, answer) {
      const verdict = judge(request, answer);
      if (verdict.pass) history.passed(answer.insertText, placeOf(request));
      return verdict;
    },
    newId: () => ++lastId,
    delay: () => ({ askAfterMs: 0, showAfterMs: 0 }),
    grace: () => new Promise(() => {}),
    wait: async () => {},
    now: clock.now,
  };
  const product = {
    pipeline,
    clock,
    history,
    reuse,
    settled: () => {},
    openDocument: (document: Parameters<Engine['openDocument']>[0]) => engine.openDocument(document),
    changeDocument: (change: Parameters<Engine['changeDocument']>[0]) => engine.changeDocument(change),
    closeDocument: (uri: string) => engine.closeDocument({ uri }),
    elapse: (timeMs: number) => clock.runTo(timeMs),
  };
  const share = { latencyMs, requests: 0, engine: 0, model: 0 };
  for await (const event of replay(traceEvents(trace), { documents, delayMs: 0, product })) {
    if (event.kind === 'requested') share.requests++;
    if (event.kind === 'shown' && event.origin !== 'reused') share[event.origin]++;
  }
  return share;
}

function report(shares: readonly Share[]): string {
  const rows = shares.map(({ latencyMs, requests, engine, model }) => [
    latencyMs === undefined ? 'no server' : `${latencyMs} ms`,
    `${requests}`,
    `${model}`,
    `${engine}`,
    `${((100 * engine) / Math.max(1, engine + model)).toFixed(1)} %`,
  ]);
  const head = ['to the first line', 'requests', 'shown, of the model', 'of the engine', 'the engine’s share'];
  return `${table(head, rows)}

A trace of \`bench/make-traces.ts\` in its project, on a virtual clock. The scripted model gets ${WRONG_SHARE * 100} % of the lines wrong; an answer
takes the time that the product reckons with, and none of the session's, so nothing is shown too late. No measured time.`;
}
