import fs from 'node:fs/promises';
import path from 'node:path';

/** A place to press one key at. */
export interface Probe {
  /** 0-based line of the probe file. */
  readonly line: number;
  /** What stands on the line before the key. */
  readonly before: string;
  readonly key: string;
}

/**
 * Lines that the project writes again and again, cut in the middle of a word: one more key, and a suggestion is due.
 * Which they are follows from the project alone, so every run presses the same keys.
 */
export async function keyProbes(folder: string, count: number): Promise<Probe[]> {
  const occurrences = new Map<string, number>();
  for await (const file of fs.glob('**/*.ts', { cwd: folder })) {
    const lines = new Set((await fs.readFile(path.join(folder, file), 'utf8')).split('\n').map((line) => line.trim()));
    for (const line of lines) occurrences.set(line, (occurrences.get(line) ?? 0) + 1);
  }
  const usual = [...occurrences]
    .filter(([line, times]) => times >= 4 && line.length >= 25 && line.length <= 90 && !/^(\/|\*)/.test(line))
    .toSorted(([a, timesA], [b, timesB]) => timesB - timesA || (a < b ? -1 : 1))
    .map(([line]) => line);
  const seen = new Set<string>();
  const cuts = usual.flatMap((line) => {
    const cut = cutInWord(line);
    // Two lines with the same beginning are one place.
    if (!cut || seen.has(cut.before)) return [];
    seen.add(cut.before);
    return [cut];
  });
  const chosen = cuts.slice(0, count);
  // In turns, so that both halves of a run hold usual and very usual lines alike.
  const mixed = [...chosen.filter((_, index) => index % 2 === 0), ...chosen.filter((_, index) => index % 2 === 1)];
  return mixed.map((cut, line) => ({ ...cut, line }));
}

function cutInWord(line: string): { before: string; key: string } | undefined {
  const middle = Math.floor(line.length * 0.5);
  const word = /[A-Za-z]{4,}/g;
  word.lastIndex = middle;
  const found = word.exec(line);
  if (!found) return undefined;
  const at = found.index + 2;
  return { before: line.slice(0, at), key: line.charAt(at) };
}

/** Assignments to words with every first letter; the key is that letter on an empty last line. */
export function widgetProbes(): Probe[] {
  return 'abcdefghijklmnopqrstuvwxyz'.split('').map((letter, line) => ({
    line,
    before: `${letter}${'zyxwvutsrq'.charAt(line % 10)}${letter}_value_${line * 37} = ${line * 91}`,
    key: letter,
  }));
}
