import type { Cleaning, Nothing } from './cleaning.ts';

/** Nobody reads on from here. */
const LONG = 500;

/** A line of data without end goes, with all that follows it; a long line that says something stays. */
export function cutEndlessLine(text: string, { linePrefix }: Cleaning): string | Nothing {
  const lines = text.split('\n');
  const endless = lines.findIndex((line, i) =>
    isEndless(i === 0 ? line : line.trim(), i === 0 ? linePrefix.length : 0),
  );
  if (endless < 0) return text;
  const kept = lines.slice(0, endless).join('\n');
  return kept.trim() === '' ? { nothing: 'repetition' } : kept;
}

function isEndless(line: string, written: number): boolean {
  if (line.length > 4 * LONG) return true;
  if (line.length + Math.min(written, 40) <= LONG) return false;
  // Without a blank for so long: a hash, a picture, minified code.
  if (/[^\s,;()]{160}/.test(line)) return true;
  const words = line.match(/\p{L}{3,}/gu) ?? [];
  return words.join('').length < line.length / 5 || new Set(words).size < words.length / 4;
}
