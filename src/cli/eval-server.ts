import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLog } from '../core/base/log.ts';
import { type CompletionSource, provideCompletion, SourceUnavailable } from '../core/completion/provide-completion.ts';
import { requestFromText } from '../core/completion/request-from-text.ts';
import type { Capabilities } from '../core/models/probe.ts';
import type { PromptLayout } from '../core/models/prompt-layout.ts';
import { isServerAddress } from '../core/settings/servers.ts';
import { defaultSettings } from '../core/settings/settings.ts';
import { languageIdForPath } from '../core/syntax/languages.ts';
import { createSotto, type Sotto } from '../node/create-pipeline.ts';
import { type CompletionServer, createCompletionServer } from '../node/model-servers.ts';
import type { OpenDocumentParams } from '../node/protocol.ts';
import { type Scores, scoresOf, type TaskResult } from './eval-scores.ts';
import { crossfileTasks, type EvalTask, typingTasks } from './eval-tasks.ts';
import { UsageError } from './usage-error.ts';

export interface ServerEvalOptions {
  readonly server: string;
  readonly model: string | undefined;
  readonly tasks: string | undefined;
  readonly in: string | undefined;
  readonly cache: string | undefined;
  readonly root: string;
  readonly n: number;
  readonly seed: number;
  /** Both layouts side by side; else the one that the model has. */
  readonly layouts: boolean;
}

/** Made to be posted: nothing in it names a machine, a folder or a person, and what is needed to compare is there. */
export interface ServerEval {
  readonly kind: 'sotto-eval';
  /** The day, in UTC. */
  readonly date: string;
  readonly versions: { readonly sotto: string; readonly node: string };
  /** As the probe finds it; of a path that serves as a name the last part. */
  readonly model: {
    readonly name: string;
    readonly server: string;
    readonly isLocal: boolean;
    readonly transport: string;
    readonly format: string | null;
    readonly contextLength: number | null;
  };
  readonly tasks: {
    readonly kind: string;
    readonly n: number;
    /** How they were drawn; of a list, that is not by chance. */
    readonly seed: number | null;
    /** SHA-256 of their texts, offsets and truths: equal where the tasks are. */
    readonly sha256: string;
    /** Folders that they are from. */
    readonly projects: number;
  };
  readonly layouts: Readonly<Record<string, Scores>>;
}

const INDEX_TIMEOUT_MS = 300_000;

/**
 * How well a model behind a server fills in what is missing, through the product's own pipeline: with each prompt layout,
 * with the gate and without. Throws `UsageError` for what cannot be asked, `SourceUnavailable` where nobody answers.
 */
export async function evaluateServer(options: ServerEvalOptions, signal: AbortSignal): Promise<ServerEval> {
  if (!isServerAddress(options.server)) throw new UsageError(`${options.server} is no http or https address`);
  const tasks = await tasksOf(options);
  const capabilities = await serverFor(options, undefined, '').capabilities(signal);
  const layouts: readonly (PromptLayout | undefined)[] = options.layouts ? ['anchored', 'plain'] : [undefined];
  const results = new Map<PromptLayout | undefined, TaskResult[]>(layouts.map((layout) => [layout, []]));
  const roots = [...new Set(tasks.map(({ root }) => root))];
  for (const root of roots) {
    const servers = layouts.map((layout) => ({ layout, server: serverFor(options, layout, root) }));
    const project = await openProject(root);
    try {
      for (const task of tasks.filter((one) => one.root === root)) {
        await project.open(task);
        // In turns, because who comes second finds a warm cache.
        servers.reverse();
        for (const { layout, server } of servers) {
          signal.throwIfAborted();
          results.get(layout)!.push(await solve(project.sotto, server, task, signal));
        }
        const done = results.get(layouts[0])!.length;
        if (done % 20 === 0) console.error(`sotto: ${done} of ${tasks.length} tasks`);
      }
    } finally {
      project.sotto.dispose();
    }
  }
  return evaluationOf(options, capabilities, tasks, results);
}

/** What came out, as it is written. */
export function evaluationOf(
  options: Pick<ServerEvalOptions, 'tasks' | 'seed'>,
  capabilities: Pick<Capabilities, 'model' | 'server' | 'local' | 'transport' | 'format' | 'contextLength'>,
  tasks: readonly EvalTask[],
  results: ReadonlyMap<PromptLayout | undefined, readonly TaskResult[]>,
): ServerEval {
  const { model, server, local, transport, format, contextLength } = capabilities;
  return {
    kind: 'sotto-eval',
    date: new Date().toISOString().slice(0, 10),
    versions: { sotto: ownVersion(), node: process.versions.node },
    model: {
      name: model.split(/[\\/]/).at(-1)!,
      server,
      isLocal: local,
      transport,
      format: format?.name ?? null,
      contextLength: contextLength ?? null,
    },
    tasks: {
      kind: options.tasks!,
      n: tasks.length,
      seed: options.tasks === 'typing' ? options.seed : null,
      sha256: hashOf(tasks),
      projects: new Set(tasks.map(({ root }) => root)).size,
    },
    layouts: Object.fromEntries([...results].map(([layout, found]) => [layout ?? 'default', scoresOf(found)])),
  };
}

function hashOf(tasks: readonly EvalTask[]): string {
  const hash = createHash('sha256');
  for (const { text, offset, truth } of tasks) hash.update(JSON.stringify([text, offset, truth]));
  return hash.digest('hex');
}

/** The bundle lies in a folder beside the manifest. */
function ownVersion(): string {
  const manifest = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'package.json');
  try {
    return (JSON.parse(fs.readFileSync(manifest, 'utf8')) as { readonly version: string }).version;
  } catch {
    return 'unknown';
  }
}

async function tasksOf({ tasks, in: file, cache, root, n, seed }: ServerEvalOptions): Promise<readonly EvalTask[]> {
  switch (tasks) {
    case 'typing':
      return typingTasks(root, n, seed);
    case 'crossfile':
      if (file === undefined || cache === undefined)
        throw new UsageError('--tasks crossfile needs --in FILE and --cache DIR');
      return spread(crossfileTasks(file, cache), n);
    case undefined:
    default:
      throw new UsageError('--tasks is crossfile or typing');
  }
}

/** So many, from the whole list. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, index) => items[Math.floor(index * step)]!);
}

function serverFor(
  { server, model }: ServerEvalOptions,
  layout: PromptLayout | undefined,
  root: string,
): CompletionServer {
  return createCompletionServer({
    server: { url: server, model, layout },
    key: undefined,
    machine: 'this machine',
    fetch,
    roots: () => [root],
    onSent: () => {},
  });
}

/** Sotto on a project, with one document open at a time. */
async function openProject(root: string): Promise<{ readonly sotto: Sotto; open(task: EvalTask): Promise<void> }> {
  const indexed = Promise.withResolvers<void>();
  let document: OpenDocumentParams | undefined;
  const sotto = createSotto({
    dist: path.dirname(fileURLToPath(import.meta.url)),
    storage: path.join(
      os.tmpdir(),
      `sotto-${process.getuid?.() ?? 'user'}`,
      createHash('sha256').update(root).digest('hex').slice(0, 16),
    ),
    roots: () => [root],
    settings: () => ({ ...defaultSettings, 'gate.explore': 0 }),
    snoozedUntil: () => undefined,
    documents: () => (document === undefined ? [] : [document]),
    log: silentLog,
    now: () => performance.now(),
    onIndexed: () => indexed.resolve(),
    onProblem: (message) => console.error(`sotto: ${message}`),
  });
  const timer = setTimeout(() => indexed.resolve(), INDEX_TIMEOUT_MS);
  await indexed.promise;
  clearTimeout(timer);
  return {
    sotto,
    async open({ path: file, text }) {
      if (document !== undefined) sotto.closeDocument(document.uri);
      const normalised = file.replaceAll('\\', '/');
      const languageId = languageIdForPath(file) ?? 'plaintext';
      document = { uri: `file://${normalised}`, path: normalised, languageId, version: 1, text };
      sotto.openDocument(document);
      await sotto.context.refresh(document.uri).catch(() => {});
    },
  };
}

async function solve(sotto: Sotto, server: CompletionServer, task: EvalTask, signal: AbortSignal): Promise<TaskResult> {
  const { pipeline } = sotto;
  const request = requestFromText({
    path: task.path.replaceAll('\\', '/'),
    languageId: languageIdForPath(task.path) ?? 'plaintext',
    text: task.text,
    offset: task.offset,
    triggerKind: 'automatic',
    time: performance.now(),
  });
  const started = performance.now();
  let firstTokenMs: number | undefined;
  let answerTokens = 0;
  let promptTokens: TaskResult['promptTokens'];
  let passesGate = true;
  // The model alone, whatever was said before: neither memory nor the engine answers in its place.
  const source: CompletionSource = async function* (...args) {
    for await (const piece of server.fill(...args)) {
      firstTokenMs ??= performance.now() - started;
      if (piece.text !== '') answerTokens++;
      promptTokens = piece.timings ?? promptTokens;
      yield { ...piece, origin: 'model' };
    }
  };
  const result = await provideCompletion(
    {
      ...pipeline,
      source,
      refuseTrigger: () => undefined,
      findReuse: () => undefined,
      remember: () => {},
      delay: () => ({ askAfterMs: 0, showAfterMs: 0 }),
      // All of it: how long a person waits is another question.
      grace: () => new Promise(() => {}),
      gateBeforeRequest(asked) {
        const verdict = pipeline.gateBeforeRequest(asked);
        passesGate &&= verdict.pass;
        return { ...verdict, pass: true };
      },
      gateBeforeShow(asked, answer) {
        const verdict = pipeline.gateBeforeShow(asked, answer);
        passesGate &&= verdict.pass;
        return { ...verdict, pass: true, extent: 'all' };
      },
    },
    request,
    signal,
  );
  if (result.kind === 'nothing' && (result.reason === 'source-unavailable' || result.reason === 'source-failed')) {
    throw new SourceUnavailable(result.detail ?? 'the server does not answer');
  }
  const text = result.kind === 'suggestion' ? result.suggestion.insertText : undefined;
  return {
    truth: task.truth,
    text,
    passesGate,
    firstTokenMs,
    totalMs: performance.now() - started,
    answerTokens,
    promptTokens,
  };
}

/** For people. */
export function printServerEval({ layouts, tasks, model }: ServerEval): void {
  console.log(`${model.name} (${model.server}), ${tasks.n} tasks (${tasks.kind})\n`);
  const columns = Object.entries(layouts);
  const row = (name: string, value: (scores: Scores) => string) =>
    console.log(`${name.padEnd(34)}${columns.map(([, scores]) => value(scores).padStart(14)).join('')}`);
  console.log(`${''.padEnd(34)}${columns.map(([layout]) => layout.padStart(14)).join('')}`);
  const percent = (value: number | null): string => (value === null ? '-' : `${(value * 100).toFixed(1)} %`);
  const times = (value: Scores['totalMs']): string =>
    value === null ? '-' : `${value.p50.toFixed(0)} / ${value.p95.toFixed(0)}`;
  row('answered', ({ answered }) => percent(answered));
  row('exact match', ({ gateOff }) => percent(gateOff.exact));
  row('first line exact', ({ gateOff }) => percent(gateOff.firstLineExact));
  row('edit similarity', ({ gateOff }) => percent(gateOff.editSimilarity));
  row('with the gate: shown', ({ gateOn }) => percent(gateOn.shown));
  row('  exact match', ({ gateOn }) => percent(gateOn.exact));
  row('  first line exact', ({ gateOn }) => percent(gateOn.firstLineExact));
  row('  first line exact of the shown', ({ gateOn }) => percent(gateOn.firstLineExactOfShown));
  row('  edit similarity', ({ gateOn }) => percent(gateOn.editSimilarity));
  row('tokens of an answer', ({ answerTokens }) => answerTokens.toFixed(1));
  row('prompt tokens, evaluated', ({ promptTokens }) => promptTokens?.evaluated.toFixed(0) ?? '-');
  row('prompt tokens, in all', ({ promptTokens }) =>
    promptTokens === null ? '-' : (promptTokens.evaluated + promptTokens.cached).toFixed(0),
  );
  row('first token, ms p50 / p95', ({ firstTokenMs }) => times(firstTokenMs));
  row('answer, ms p50 / p95', ({ totalMs }) => times(totalMs));
}

export function writeServerEval(result: ServerEval, file: string): void {
  fs.writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
}
