// What a person sees of a model's completions, in a real window: how soon they come, whether what is drawn ever flickers, and
// what becomes of the answers of a slow model.
//   node scripts/bootstrap.mjs test/e2e/model-ghost.ts [--vsix FILE] [--keys 40]      numbers also in out/model-ghost.json
import fs from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { median } from '../../bench/lib/statistics.ts';
import { exitOnSignals } from '../../scripts/lib/run-command.ts';
import { ROOT } from '../../scripts/lib/root.ts';
import { nothingRun, report, type Tally } from '../../scripts/lib/tally.ts';
import { Unavailable } from '../../scripts/lib/unavailable.ts';
import { packExtension, packFolder } from '../../scripts/package.ts';
import { ensureHost } from '../../scripts/setup-host.ts';
import { classifyChanges, type ClassifiedChange, type GhostFrame, type KeyDown } from '../support/ghost-frames.ts';
import { followAnswer, type FollowedAnswer, type GivenAnswer } from '../support/late-answers.ts';
import { projectFolder } from '../support/project-folder.ts';
import { type GhostModel, startGhostModel } from './ghost-model.ts';
import { MEASURED_LINES, modelLines, typeTrace } from './ghost-trace.ts';
import { goToLine, openWindow, pressAndWait, type TestWindow } from './latency.ts';

const TIER = 'ghost text of a model';

const QUICK = { firstTokenMs: 80, msPerToken: 12 } as const;
/** Longer than VS Code waits for an answer. */
const SLOW = { firstTokenMs: 900, msPerToken: 5 } as const;

/** What Sotto may add to the floor and the model's own time, in milliseconds. */
const MOST_ADDED_MS = 30;
/** A floor above this measures what else runs here. */
export const BUSY_FLOOR_MS = 125;

export interface GhostFigures {
  /** Milliseconds from a key to drawn ghost text, of keys after which both have drawn. */
  readonly latency: {
    readonly keys: number;
    readonly floor: number;
    readonly ghost: number;
    readonly model: number;
    /** Of each key above its own floor and its own model's time; the median. */
    readonly added: number;
    /** From the key until the server has the request, the editor's own pause of 50 ms included. */
    readonly toWire: number;
    /** From the answer's end until it is drawn. */
    readonly fromWire: number;
  };
  readonly quick: TraceFigures;
  readonly slow: TraceFigures;
}

export interface TraceFigures {
  readonly keys: number;
  readonly answers: number;
  readonly changes: Readonly<Record<ClassifiedChange['change'], number>>;
  /** Texts that got further lines while they stood there. */
  readonly grown: number;
  readonly fates: Readonly<Record<FollowedAnswer['fate'], number>>;
}

export async function measureModelGhost(vsix: string, keys = 40): Promise<Tally> {
  try {
    return judge(await measureGhostFigures(vsix, keys));
  } catch (error) {
    if (error instanceof Unavailable) return nothingRun(TIER, { name: 'all', reason: error.message, need: error.need });
    return { tier: TIER, passed: 0, failures: [String((error as Error).stack)], skips: [] };
  }
}

export async function measureGhostFigures(vsix: string, keys: number): Promise<GhostFigures> {
  const model = await startGhostModel(QUICK);
  const host = await ensureHost('current');
  const project = await projectFolder('viem');
  const out = path.join(ROOT, 'out');
  const windows: TestWindow[] = [];
  try {
    const probes = MEASURED_LINES.slice(0, keys).map((line) => ({
      before: line.slice(0, line.indexOf('=') + 3),
      key: line[line.indexOf('=') + 3]!,
    }));
    const file = path.join(project.folder, 'key-probe.ts');
    await fs.writeFile(file, `${probes.map(({ before }) => before).join('\n')}\n`);
    const floorVsix = await packFolder(path.join(ROOT, 'test', 'e2e', 'floor-extension'), out);
    const floor = await openWindow(host, floorVsix, project.folder, '.statusbar-item:has-text("Floor ready")');
    windows.push(floor);
    const sotto = await openWindow(host, vsix, project.folder, '[aria-label^="Sotto, on"]', {
      'sotto.servers': { local: { completion: { url: model.url, model: 'qwen2.5-coder' } } },
      'sotto.completion.delayMs': 0,
      'sotto.completion.mode': 'eager',
      'sotto.gate.hideAtMost': 0,
      'sotto.gate.explore': 0,
      'editor.detectIndentation': false,
      'editor.tabSize': 2,
    });
    windows.push(sotto);
    const latency = await measureKeys({ floor: floor.page, sotto: sotto.page }, probes, model);
    await floor.close();
    const traces: TraceFigures[] = [];
    // Each with functions of its own: what was seen of one would be known in the other.
    for (const [name, timing, functions] of [
      ['quick', QUICK, [0, 5]],
      ['slow', SLOW, [3, 7]],
    ] as const) {
      model.timing = timing;
      const trace = await record(sotto.page, model, functions);
      await fs.writeFile(path.join(out, `model-ghost-${name}.json`), JSON.stringify(trace, undefined, 1));
      traces.push(figuresOf(name, trace));
    }
    const figures = { latency, quick: traces[0]!, slow: traces[1]! };
    await fs.writeFile(path.join(out, 'model-ghost.json'), JSON.stringify(figures, undefined, 1));
    return figures;
  } finally {
    for (const window of windows) await window.close();
    await project.remove();
    model.stop();
  }
}

/** One key in a word of each line, in both windows in turns. */
async function measureKeys(
  pages: { readonly floor: Page; readonly sotto: Page },
  probes: readonly { readonly before: string; readonly key: string }[],
  model: GhostModel,
): Promise<GhostFigures['latency']> {
  model.knows(MEASURED_LINES, 0);
  for (const page of [pages.floor, pages.sotto]) {
    await page.locator('.editor-instance .monaco-editor').first().click();
    await goToLine(page, 0);
  }
  const samples: Readonly<Record<'floor' | 'ghost' | 'model' | 'toWire' | 'fromWire', number>>[] = [];
  for (const { key } of probes) {
    const measureIn = async (page: Page): Promise<number | undefined> => {
      await page.keyboard.press('End');
      const ms = await pressAndWait(page, key, '.ghost-text-decoration', 1_500);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('ArrowDown');
      return ms;
    };
    model.take();
    await pages.sotto.evaluate('ghosts.take()');
    const ghost = await measureIn(pages.sotto);
    const seen = (await pages.sotto.evaluate('ghosts.take()')) as Pick<Trace, 'frames' | 'keys'>;
    const [answer] = model.take();
    const floor = await measureIn(pages.floor);
    const pressed = seen.keys.find((down) => down.key === key);
    const drawn = seen.frames.find((frame) => frame.ghost !== '');
    if (ghost === undefined || floor === undefined || answer === undefined) continue;
    if (pressed === undefined || drawn === undefined) continue;
    samples.push({
      floor,
      ghost,
      model: answer.endedMs - answer.askedMs,
      toWire: answer.askedMs - pressed.ms,
      fromWire: drawn.ms - answer.endedMs,
    });
  }
  // The first keys in a new window are slow in both.
  const warm = samples.slice(WARM_UP_KEYS);
  const of = (value: (sample: (typeof samples)[number]) => number): number => median(warm.map(value));
  const figures = {
    keys: warm.length,
    floor: of((sample) => sample.floor),
    ghost: of((sample) => sample.ghost),
    model: of((sample) => sample.model),
    added: of((sample) => sample.ghost - sample.floor - sample.model),
    toWire: of((sample) => sample.toWire),
    fromWire: of((sample) => sample.fromWire),
  };
  const ms = (value: number): string => value.toFixed(0);
  console.log(
    `${figures.keys} keys, ms p50: key to ghost text ${ms(figures.ghost)}, the floor ${ms(figures.floor)}, the model ${ms(figures.model)}; above both ${ms(figures.added)}; to the wire ${ms(figures.toWire)}, from the answer's end ${ms(figures.fromWire)}`,
  );
  return figures;
}

const WARM_UP_KEYS = 5;

interface Trace {
  readonly frames: readonly GhostFrame[];
  readonly keys: readonly KeyDown[];
  readonly answers: readonly GivenAnswer[];
}

/** Types into an empty document. */
async function record(page: Page, model: GhostModel, functions: readonly number[]): Promise<Trace> {
  model.knows(modelLines(), MORE_LINES);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.waitForTimeout(1_500);
  model.take();
  await page.evaluate('ghosts.take()');
  await typeTrace(page, functions);
  const seen = (await page.evaluate('ghosts.take()')) as Pick<Trace, 'frames' | 'keys'>;
  return { ...seen, answers: model.take() };
}

/** A model goes on until it is stopped; so far that takes longer than the 250 ms that further lines are waited for. */
const MORE_LINES = 5;

function figuresOf(name: string, { frames, keys, answers }: Trace): TraceFigures {
  const changes = classifyChanges(frames, keys);
  const followed = answers.filter(({ text }) => text !== '').map((answer) => followAnswer(answer, frames, keys));
  const count = <T extends string>(names: readonly T[], values: readonly T[]): Record<T, number> =>
    Object.fromEntries(names.map((one) => [one, values.filter((value) => value === one).length])) as Record<T, number>;
  const lines = (text: string): number => text.split('\n').length;
  const figures = {
    keys: keys.filter(({ key }) => key.length === 1).length,
    answers: followed.length,
    changes: count(
      ['appearance', 'extension', 'typing-through', 'removal', 'other'],
      changes.map(({ change }) => change),
    ),
    grown: changes.filter(({ change, before, now }) => change === 'extension' && lines(now.ghost) > lines(before.ghost))
      .length,
    fates: count(
      ['unfit', 'overtaken', 'covered', 'turned down', 'stood', 'at rest', 'at the next key', 'later', 'lost'],
      followed.map(({ fate }) => fate),
    ),
  };
  const say = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([what, times]) => `${times} ${what}`)
      .join(', ');
  console.log(
    `${name}: ${figures.keys} keys, ${figures.answers} answers; changes: ${say(figures.changes)}; ${figures.grown} grew`,
  );
  console.log(`  answers: ${say(figures.fates)}`);
  for (const { change, before, now } of changes) {
    if (change === 'other')
      console.log(`  other, ${(now.ms - before.ms).toFixed(0)} ms: ${JSON.stringify(before)} → ${JSON.stringify(now)}`);
  }
  for (const { fate, answer } of followed) {
    if (fate === 'lost' || fate === 'later') console.log(`  ${fate}: ${JSON.stringify(answer)}`);
  }
  return figures;
}

function judge({ latency, quick, slow }: GhostFigures): Tally {
  // A floor that was not measured at all is no quiet one.
  const isBusy = !(latency.floor <= BUSY_FLOOR_MS);
  const added = `${latency.added.toFixed(0)} ms`;
  const claims: readonly (readonly [claim: string, holds: boolean, seen: string | number])[] = [
    ...(isBusy
      ? []
      : ([[`at most ${MOST_ADDED_MS} ms above floor and model`, latency.added <= MOST_ADDED_MS, added]] as const)),
    ['enough keys were compared', latency.keys >= 20, latency.keys],
    ...Object.entries({ quick, slow }).map(
      ([name, trace]) =>
        [`${name}: nothing flickers`, trace.changes.other === 0, `${trace.changes.other} changes`] as const,
    ),
    ['a text grows while it stands', quick.grown > 0, quick.grown],
    ['enough answers of a slow model fitted', late(slow) >= 3, late(slow)],
    ['no answer that fits is lost', slow.fates.lost + slow.fates.later === 0, slow.fates.lost + slow.fates.later],
  ];
  const failures = claims.filter(([, holds]) => !holds).map(([claim, , seen]) => `${claim}: ${seen}`);
  const reason = `the machine is too busy to tell: the floor alone is ${latency.floor.toFixed(0)} ms, usually 90`;
  const skips = isBusy ? [{ name: 'how soon', reason, need: 'quiet-machine' }] : [];
  return { tier: TIER, passed: claims.length - failures.length, failures, skips };
}

const late = ({ fates }: TraceFigures): number =>
  fates['at rest'] + fates['at the next key'] + fates.later + fates.lost;

if (import.meta.main) {
  exitOnSignals();
  const { values } = parseArgs({ options: { vsix: { type: 'string' }, keys: { type: 'string', default: '40' } } });
  process.exitCode = report([await measureModelGhost(values.vsix ?? (await packExtension()), Number(values.keys))]);
}
