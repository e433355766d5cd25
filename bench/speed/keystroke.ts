// What a keystroke costs apart from the model: with the real processes, and a source that answers at once.
import fs from 'node:fs';
import { somewhere, usualInput } from '../../test/support/gate-input.ts';
import { bundles, startHeadless, temporaryFolder } from '../../test/support/headless.ts';
import type { CompletionPipeline, CompletionSource } from '../../src/core/completion/provide-completion.ts';
import { provideCompletion } from '../../src/core/completion/provide-completion.ts';
import { requestFromText } from '../../src/core/completion/request-from-text.ts';
import { GATE_WINDOW } from '../../src/core/gate/gate-input.ts';
import { createGate } from '../../src/core/gate/gate.ts';
import { freshState } from '../../src/core/gate/learned-state.ts';
import { decisionParameters } from '../../src/core/gate/mode.ts';
import { shippedWeights } from '../../src/core/gate/weights.ts';
import { randomNumbers } from '../typing/random.ts';
import type { Source } from './sources.ts';

export interface KeystrokeCosts {
  /** A question for the snippets of a file, asked of the indexer's process. */
  readonly contextMs: readonly number[];
  /** From the change of the document to what is shown, apart from the source. */
  readonly overheadMs: readonly number[];
  readonly shown: number;
  /** Largest resident sets so far, by process. */
  readonly peakMB: Readonly<Record<'engine' | 'indexer', number>>;
}

const QUESTIONS = 100;
const KEYS = 200;
const CONTEXT_BUDGET_CHARS = 8_000;
const ANSWER = { timeoutMs: 60_000 };

export async function measureKeystroke(folder: string, sources: readonly Source[]): Promise<KeystrokeCosts> {
  const dist = await bundles();
  const storage = temporaryFolder();
  const headless = startHeadless(dist, [fs.realpathSync(folder)], storage);
  try {
    await headless.indexed();
    const { sotto } = headless;
    // What was read is still being written down, on the same thread, for the next window.
    await sotto.indexer.call('settle', {}, ANSWER);
    // Answers come in order: when this one is here, the repository is loaded.
    await sotto.engine.call('memory', {}, ANSWER);
    const random = randomNumbers('keystroke');
    const contextMs: number[] = [];
    for (let i = 0; i < QUESTIONS; i++) {
      const { file, languageId, text } = sources[Math.floor(random() * sources.length)]!;
      const question = {
        file,
        languageId,
        text,
        offset: Math.floor(random() * text.length),
        openFiles: [],
        budgetChars: CONTEXT_BUDGET_CHARS,
      };
      const asked = performance.now();
      await sotto.indexer.call('context', question, ANSWER);
      contextMs.push(performance.now() - asked);
    }
    const { overheadMs, shown } = await typeInto(headless, sources, random);
    const peakMB = {
      engine: await peakOf(sotto.engine.pid, () => sotto.engine.call('memory', {}, ANSWER)),
      indexer: await peakOf(sotto.indexer.pid, () => sotto.indexer.call('memory', {}, ANSWER)),
    };
    return { contextMs, overheadMs, shown, peakMB };
  } finally {
    headless.sotto.dispose();
    for (const each of [dist, storage]) fs.rmSync(each, { recursive: true, force: true });
  }
}

type Headless = ReturnType<typeof startHeadless>;

/** One key after the other into a copy of a middling file; each is asked about, and the answer is the rest of the line. */
async function typeInto(
  { sotto }: Headless,
  sources: readonly Source[],
  random: () => number,
): Promise<{ overheadMs: readonly number[]; shown: number }> {
  const bySize = sources.filter(({ text }) => text.includes('\n')).toSorted((a, b) => a.text.length - b.text.length);
  const { text: original, languageId } = bySize[Math.floor(bySize.length * 0.75)]!;
  let offset = original.indexOf('\n', original.length / 2) + 1;
  // On a line of its own.
  let text = `${original.slice(0, offset)}\n${original.slice(offset)}`;
  const uri = 'file:///sotto-bench/typed';
  const document = { uri, path: '/sotto-bench/typed', languageId, version: 1, text };
  sotto.openDocument(document);
  await sotto.engine.call('memory', {}, ANSWER);
  let rest = '';
  const source: CompletionSource = async function* () {
    yield { text: rest.trimEnd(), confidence: 0.9, endsLine: true };
  };
  const overheadMs: number[] = [];
  let shown = 0;
  for (let key = 0; key < KEYS; key++) {
    if (rest === '') rest = `const value${key} = total(items, ${Math.floor(random() * 100)});\n`;
    const insertText = rest.slice(0, 1);
    rest = rest.slice(1);
    const edit = { offset, deleteCount: 0, insertText };
    text = text.slice(0, offset) + insertText + text.slice(offset);
    offset++;
    const version = key + 2;
    const typed = { ...document, text, offset, triggerKind: 'automatic', time: key * 200 } as const;
    const request = { ...requestFromText(typed), uri, version };
    const pressed = performance.now();
    sotto.changeDocument({ uri, version, edits: [edit] });
    sotto.history.edited({ time: pressed, insertLength: insertText.length, deleteCount: 0, cause: 'typed' });
    const result = await provideCompletion(toTheEnd(sotto.pipeline, source), request, new AbortController().signal);
    overheadMs.push(performance.now() - pressed);
    if (result.kind === 'suggestion') shown++;
  }
  return { overheadMs, shown };
}

/** Every part does its work, and none of them ends the way early: the dearest keystroke is the one that is measured. */
function toTheEnd(pipeline: CompletionPipeline, source: CompletionSource): CompletionPipeline {
  return {
    ...pipeline,
    source,
    findReuse(request) {
      pipeline.findReuse(request);
      return undefined;
    },
    gateBeforeRequest: (request) => ({ ...pipeline.gateBeforeRequest(request), pass: true }),
    gateBeforeShow: (request, insertText) => ({ ...pipeline.gateBeforeShow(request, insertText), pass: true }),
  };
}

/** On Linux what the kernel has seen; elsewhere what the process says of this moment. */
async function peakOf(pid: number | undefined, now: () => Promise<{ readonly rssMB: number }>): Promise<number> {
  const status = `/proc/${pid}/status`;
  const [, kilobytes] = (fs.existsSync(status) && /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(status, 'utf8'))) || [];
  return kilobytes === undefined ? (await now()).rssMB : (Number(kilobytes) * 1024) / 1e6;
}

const GATE_ROUNDS = 5_000;

/** Microseconds that both stages of the gate take together. */
export function measureGate(sources: readonly Source[]): readonly number[] {
  const parameters = decisionParameters('balanced');
  const gate = createGate({
    weights: shippedWeights,
    parameters: () => parameters,
    learned: () => freshState,
    random: () => 1,
    onFault(error) {
      throw error;
    },
  });
  const random = randomNumbers('gate');
  const times: number[] = [];
  for (let round = -500; round < GATE_ROUNDS; round++) {
    const { text } = sources[Math.floor(random() * sources.length)]!;
    const offset = Math.floor(random() * text.length);
    const place = {
      ...usualInput,
      before: text.slice(Math.max(0, offset - GATE_WINDOW), offset),
      documentLength: text.length,
      offset,
      text: text.slice(offset, offset + 40),
    };
    const started = performance.now();
    gate.beforeRequest(place, somewhere);
    gate.beforeShow(place, somewhere);
    if (round >= 0) times.push(1000 * (performance.now() - started));
  }
  return times;
}
