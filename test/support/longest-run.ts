import fs from 'node:fs';
import type { Profiler, Runtime } from 'node:inspector';
import { SourceMap } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface LongestRun {
  readonly ms: number;
  /** Innermost functions of ours in it, the one with most time first. */
  readonly functions: readonly string[];
}

/**
 * The longest time in a CPU profile for which one thread was in code of certain files, or in what that called, without
 * being idle or elsewhere in between. Garbage collection counts to what it interrupts. Two pieces of work that follow each
 * other at once count as one, so this is an upper bound.
 *
 * A thread that another process has put aside is not sampled. With `mostBetweenMs`, some sampling intervals, what lies
 * beyond that between two samples is left out: the time that the thread ran.
 */
export function longestRun(
  profile: Profiler.Profile,
  isOurs: (url: string) => boolean,
  mostBetweenMs = Infinity,
): LongestRun {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  /** By node: the innermost function of ours on its stack. */
  const ourFunction = new Map<number, string>();
  const place = sourcePlaces();
  const visit = (node: Profiler.ProfileNode, above: string | undefined): void => {
    const ours = isOurs(node.callFrame.url) ? place(node.callFrame) : above;
    if (ours !== undefined) ourFunction.set(node.id, ours);
    for (const child of node.children ?? []) visit(nodes.get(child)!, ours);
  };
  visit(profile.nodes[0]!, undefined);

  const isPause = (id: number): boolean =>
    ['(garbage collector)', '(program)'].includes(nodes.get(id)!.callFrame.functionName);
  const { samples = [], timeDeltas = [] } = profile;
  let longest: LongestRun = { ms: 0, functions: [] };
  let ms = 0;
  /** Of pauses that are only ours if our code goes on behind them. */
  let pausedMs = 0;
  let spent = new Map<string, number>();
  for (const [index, id] of samples.entries()) {
    // A sample stands for the time until the next one.
    const lastedMs = Math.min(mostBetweenMs, (timeDeltas[index + 1] ?? 0) / 1000);
    const ours = ourFunction.get(id);
    if (ours !== undefined) {
      ms += pausedMs + lastedMs;
      pausedMs = 0;
      spent.set(ours, (spent.get(ours) ?? 0) + lastedMs);
      if (ms > longest.ms) longest = { ms, functions: byTime(spent) };
    } else if (ms > 0 && isPause(id)) {
      pausedMs += lastedMs;
    } else {
      ms = 0;
      pausedMs = 0;
      spent = new Map();
    }
  }
  return longest;
}

/** Reads the source map that lies beside a bundle, so that a function is told by its own file and line. */
function sourcePlaces(): (frame: Runtime.CallFrame) => string {
  const maps = new Map<string, SourceMap | undefined>();
  return ({ url, functionName, lineNumber, columnNumber }) => {
    if (!maps.has(url)) {
      const file = `${url.startsWith('file:') ? fileURLToPath(url) : url}.map`;
      maps.set(url, fs.existsSync(file) ? new SourceMap(JSON.parse(fs.readFileSync(file, 'utf8'))) : undefined);
    }
    const entry = maps.get(url)?.findEntry(lineNumber, columnNumber);
    const [file, line] =
      entry !== undefined && 'originalSource' in entry
        ? [entry.originalSource, entry.originalLine]
        : [path.basename(url), lineNumber];
    return `${functionName || '(anonymous)'} ${file.replace(/^(\.\.\/)+/, '')}:${line + 1}`;
  };
}

function byTime(spent: ReadonlyMap<string, number>): readonly string[] {
  return [...spent].toSorted((a, b) => b[1] - a[1]).map(([name]) => name);
}
