// How quick the product is on a folder of sources, as multiples of something named that was measured in the same run.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { BadInput } from './lib/bad-input.ts';
import { writeSection } from './lib/benchmarks-page.ts';
import { median, percentile } from './lib/statistics.ts';
import { table } from './lib/table.ts';
import { type ChangedFile, measureChangedFiles } from './speed/changed-file.ts';
import { type EngineSpeed, measureEngine } from './speed/engine-speed.ts';
import type { HostCosts } from './speed/host-costs.ts';
import type { IdleCost } from './speed/idle-cpu.ts';
import { type IndexSpeed, measureIndex } from './speed/index-speed.ts';
import { type KeystrokeCosts, measureGate, measureKeystroke } from './speed/keystroke.ts';
import { measureProcesses, type Processes } from './speed/processes.ts';
import { measureReparse, type Reparse } from './speed/reparse.ts';
import { measureSizes, type Sizes } from './speed/sizes.ts';
import { megabytes, readSources, type Source } from './speed/sources.ts';
import { today } from './lib/today.ts';

export async function runSpeedBench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      files: { type: 'string' },
      out: { type: 'string' },
      docs: { type: 'boolean', default: false },
    },
  });
  if (values.files === undefined) throw new BadInput('--files is missing: a folder of sources');
  const sources = await readSources(values.files);
  // First, because it builds: what runs in the editor is what was built here.
  const sizes = await said('sizes', measureSizes());
  const measured: Measured = {
    sources,
    index: await said('index', measureIndex(sources)),
    reparse: await said('re-parse', measureReparse(sources)),
    changed: await said('changed files', measureChangedFiles(sources)),
    keystroke: await said('keystroke', measureKeystroke(values.files, sources)),
    gateUs: measureGate(sources),
    engine: measureEngine(sources),
    processes: await said('processes', measureProcesses(values.files)),
    sizes,
  };
  const text = report(measured);
  console.log(text);
  if (values.out !== undefined) fs.writeFileSync(values.out, `${JSON.stringify(toJson(measured), undefined, 2)}\n`);
  if (values.docs) {
    const date = today();
    const name = path.basename(path.resolve(values.files));
    writeSection('speed', `\`npm run bench -- speed --files ${name}\`, ${date}.\n\n${text}`);
  }
}

interface Measured {
  readonly sources: readonly Source[];
  readonly index: IndexSpeed;
  readonly reparse: Reparse;
  readonly changed: readonly ChangedFile[];
  readonly keystroke: KeystrokeCosts;
  readonly gateUs: readonly number[];
  readonly engine: EngineSpeed;
  readonly processes: Processes;
  readonly sizes: Sizes;
}

async function said<T>(what: string, measuring: Promise<T>): Promise<T> {
  const result = await measuring;
  process.stderr.write(`${what}: measured\n`);
  return result;
}

function toJson({ index, reparse, changed, keystroke, gateUs, engine, processes, sizes }: Measured): object {
  const { mbPerS, filesPerS } = index;
  return {
    index: {
      mbPerS: mbPerS.ours,
      filesPerS,
      parseMbPerS: mbPerS.parse,
      parseQueryMbPerS: mbPerS['parse and query'],
      ctagsMbPerS: mbPerS.ctags ?? null,
    },
    reparseMs: reparse.reparseMs,
    changedFileMs: Object.fromEntries(
      changed.map(({ languageId, parseMs, firstMs, againMs }) => [
        languageId,
        { parse: median(parseMs), first: median(firstMs), ...percentiles(againMs, 'p95', 0.95) },
      ]),
    ),
    contextMs: percentiles(keystroke.contextMs, 'p95', 0.95),
    overheadMs: percentiles(keystroke.overheadMs, 'p95', 0.95),
    gateUs: percentiles(gateUs, 'p99', 0.99),
    engine: {
      queryMs: percentiles(engine.queryMs, 'p95', 0.95),
      savedMs: percentiles(engine.savedMs, 'p95', 0.95),
      settledMs: percentiles(engine.settledMs, 'p95', 0.95),
      indexCpuMsPerMB: engine.firstIndexCpuMs / engine.megabytes,
      modelMBPerMB: engine.modelMB / engine.megabytes,
    },
    idleCpuPct: processes.idle?.cpuPercent ?? null,
    hostBlockMsMax: processes.host?.block.maxMs ?? null,
    hostBlockRunningMsMax: processes.host?.block.maxRunningMs ?? null,
    callMs: percentiles(processes.host?.block.callMs ?? [], 'p95', 0.95),
    engineLoadRatio: processes.engineLoad.ratio,
    activationMs: processes.host?.activationMs ?? null,
    ...sizes,
    peakMB: keystroke.peakMB.engine + keystroke.peakMB.indexer,
  };
}

function percentiles(values: readonly number[], upper: string, share: number): Record<string, number> {
  return { p50: percentile(values, 0.5), [upper]: percentile(values, share) };
}

/** A frame of a screen: what stays under it is not felt. */
const FRAME_MS = 1000 / 60;
const ACTIVATION_BUDGET_MS = 50;

function report({ sources, index, reparse, changed, keystroke, gateUs, engine, processes, sizes }: Measured): string {
  const size = megabytes(sources);
  const { ours } = index.mbPerS;
  const indexRows = Object.entries(index.mbPerS).map(([name, mbPerS]) => [
    name,
    mbPerS === undefined ? 'not here' : `${(mbPerS / ours!).toFixed(2)} ×`,
    mbPerS === undefined ? '–' : `${(ours! / mbPerS).toFixed(2)} ×`,
  ]);
  const frames = (ms: number): string => `${(ms / FRAME_MS).toFixed(3)} ×`;
  const { contextMs, overheadMs, peakMB, shown } = keystroke;
  const rows = [
    ['re-parse after a key, 5,000 lines', `${(reparse.reparseMs / reparse.fullMs).toFixed(4)} ×`, 'parsing it anew'],
    ...changed.map(changedFileRow),
    ['context question, p50 / p95', both(contextMs, frames), 'a frame of 16.7 ms'],
    ['pipeline without the model, p50 / p95', both(overheadMs, frames), 'a frame of 16.7 ms'],
    ['gate, both stages, p50 / p99', `${us(gateUs, 0.5)} / ${us(gateUs, 0.99)}`, 'a frame of 16.7 ms'],
    ...engineRows(engine),
    ['engine query while indexing, p95', `${processes.engineLoad.ratio.toFixed(2)} ×`, 'the same at rest'],
    ['extension host held at a stretch, in all / while it ran', hostBlockText(processes.host), 'a frame of 16.7 ms'],
    ["VS Code's call to an answer of the engine, p50 / p95", callText(processes.host), 'a frame of 16.7 ms'],
    ['idle for a minute, all processes', idleText(processes.idle), 'a core'],
    ['activation', activationText(processes.host), `the budget of ${ACTIVATION_BUDGET_MS} ms`],
    ['peak memory, engine + indexer', `${((peakMB.engine + peakMB.indexer) / size).toFixed(1)} ×`, 'the sources'],
  ];
  return `${sources.length} files, ${size.toFixed(1)} MB. Megabytes a second, everyone on the same files in turn, medians of three rounds:

${table(['index', 'times ours', 'ours is'], indexRows)}

\`ours\`: what context is looked up in, which is outlines, references and the words of each window; the engine's model is learned in the
same walk, and measured by itself below. \`parse\`, \`parse and query\`: web-tree-sitter
alone, and with the outline's queries. \`native parse\`: tree-sitter's native module. \`ctags\`: Universal Ctags, definitions only.${
    index.mbPerS.ctags === undefined ? ' It is not installed here (Debian: `universal-ctags`).' : ''
  }

${table(['', 'is', 'times'], rows)}

Of ${overheadMs.length} keys ${shown} ended in a suggestion of the scripted source. The extension's bundle is ${sizes.bundleKB.toFixed(0)} kB, the packed extension
${sizes.vsixKB.toFixed(0)} kB. The query is asked while these sources and 3,000 made-up files are indexed from nothing.`;
}

/** As a multiple of parsing the same file, and in milliseconds of the machine that this ran on. */
function changedFileRow({ languageId, parseMs, firstMs, againMs }: ChangedFile): string[] {
  const parses = (ms: number): string => `${(ms / median(parseMs)).toFixed(2)} × (${ms.toFixed(0)} ms)`;
  return [
    `a saved ${languageId} file of 5,000 lines is indexed, the first time / again`,
    `${parses(median(firstMs))} / ${parses(median(againMs))}`,
    'parsing it anew',
  ];
}

function engineRows(engine: EngineSpeed): string[][] {
  const splitMs = percentile(engine.splitMs, 0.5);
  const splits = (ms: number): string => `${(ms / splitMs).toFixed(2)} ×`;
  const first = engine.firstIndexCpuMs / engine.splitCpuMs;
  return [
    ['engine: a key and its query, p50 / p95', both(engine.queryMs, splits), 'splitting its 30 kB into words'],
    ['engine: a saved file is known, p50 / p95', both(engine.savedMs, splits), 'splitting its 30 kB into words'],
    [
      'engine: all that changed is sorted anew, p50 / p95',
      both(engine.settledMs, splits),
      'splitting its 30 kB into words',
    ],
    [
      'engine: learning, first / median',
      `${first.toFixed(2)} × / ${(engine.indexCpuMs / engine.splitCpuMs).toFixed(2)} ×`,
      'splitting the sources into words',
    ],
    ['engine: its model', `${(engine.modelMB / engine.megabytes).toFixed(1)} ×`, 'the sources'],
  ];
}

function both(values: readonly number[], text: (ms: number) => string): string {
  return `${text(percentile(values, 0.5))} / ${text(percentile(values, 0.95))}`;
}

function us(values: readonly number[], share: number): string {
  return `${(percentile(values, share) / 1000 / FRAME_MS).toFixed(5)} ×`;
}

function activationText(host: HostCosts | undefined): string {
  return host === undefined ? 'no VS Code to run' : `${(host.activationMs / ACTIVATION_BUDGET_MS).toFixed(2)} ×`;
}

function callText(host: HostCosts | undefined): string {
  return host === undefined ? 'no VS Code to run' : both(host.block.callMs, (ms) => `${(ms / FRAME_MS).toFixed(2)} ×`);
}

function hostBlockText(host: HostCosts | undefined): string {
  return host === undefined
    ? 'no VS Code to run'
    : `${(host.block.maxMs / FRAME_MS).toFixed(2)} × / ${(host.block.maxRunningMs / FRAME_MS).toFixed(2)} ×`;
}

function idleText(idle: IdleCost | undefined): string {
  return idle === undefined ? 'no `/proc` here' : `${(idle.cpuPercent / 100).toFixed(4)} ×`;
}
