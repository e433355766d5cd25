import { type Cleaning, type Nothing } from './cleaning.ts';

/** Lines of a unit that may come again and again. */
const LONGEST_UNIT = 8;
/** So often in a row, and a model is stuck. */
const REPEATS = 3;

/** The same again: of a line or a unit of lines one stays, of the same words on one line none. */
export function cutRepetition(text: string, { linePrefix, linesAbove }: Cleaning): string | Nothing {
  if (repeatsWords(text)) return { nothing: 'repetition' };
  const generated = text.split('\n');
  const lines = [linePrefix + generated[0]!, ...generated.slice(1)].map((line) => line.trimEnd());
  const above = linesAbove.slice(-2).map((line) => line.trimEnd());
  // What the document says twice already is not said a third time.
  if (above.length === 2 && isTelling(lines[0]!) && above.every((line) => line.trim() === lines[0]!.trim())) {
    return { nothing: 'repetition' };
  }
  for (let start = 0; start < lines.length; start++) {
    for (let unit = 1; unit <= LONGEST_UNIT && start + unit * 2 < lines.length; unit++) {
      const times = repeats(lines, start, unit);
      if (times >= REPEATS && lines.slice(start, start + unit).some(isTelling)) {
        return withoutBlanks(generated.slice(0, start + unit));
      }
    }
  }
  return text;
}

/** How often the unit at `start` comes in a row; one that is cut off at the text's end counts. */
function repeats(lines: readonly string[], start: number, unit: number): number {
  let at = start + unit;
  while (at < lines.length && lines[at]!.trim() === lines[start + ((at - start) % unit)]!.trim()) at++;
  const isCut = at === lines.length - 1 && lines[start + ((at - start) % unit)]!.trim().startsWith(lines[at]!.trim());
  const whole = (at - start) / unit;
  return isCut ? Math.ceil(whole + 1 / unit) : Math.floor(whole);
}

/** Closers come in rows, and so do numbers of a matrix. */
function isTelling(line: string): boolean {
  return (
    /[A-Za-z_]/.test(line.replace(/\b0x[\da-f]+\b/gi, '')) &&
    !/^\s*(?:end|fi|done|<\/[\w.:-]+>|[)\]}]+[;,]?)$/.test(line)
  );
}

function withoutBlanks(lines: readonly string[]): string {
  return lines.join('\n').trimEnd();
}

/** The same few words again and again up to the end of the first line, or as far as anybody reads. */
function repeatsWords(text: string): boolean {
  const line = text.trimStart().split('\n', 1)[0]!.slice(0, 400);
  const unit = /(\S.{1,30}?)\1{4,}.{0,30}$/.exec(line)?.[1];
  return unit !== undefined && /[A-Za-z]/.test(unit);
}
