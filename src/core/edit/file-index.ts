import { isBlank } from './patch.ts';

/** A file's lines, ready to be searched for. Blank lines are apart: quotes of them are the first thing to be wrong. */
export interface FileIndex {
  readonly lines: readonly string[];
  /** The lines that are not blank, by number. */
  readonly solid: readonly number[];
  /** Of each solid line: without the blanks around it; `folded` also without the differences that models make. */
  readonly trimmed: KeyIndex;
  readonly folded: () => KeyIndex;
}

export interface KeyIndex {
  readonly keyOf: (line: string) => string;
  readonly keys: readonly string[];
  /** Places in `solid`, by key. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

export function indexFile(lines: readonly string[]): FileIndex {
  const solid: number[] = [];
  for (const [line, text] of lines.entries()) if (!isBlank(text)) solid.push(line);
  const indexBy = (keyOf: (line: string) => string): KeyIndex => {
    const keys = solid.map((line) => keyOf(lines[line]!));
    const places = new Map<string, number[]>();
    for (const [place, key] of keys.entries()) {
      const same = places.get(key);
      if (same) same.push(place);
      else places.set(key, [place]);
    }
    return { keyOf, keys, places };
  };
  let folded: KeyIndex | undefined;
  return {
    lines,
    solid,
    trimmed: indexBy((line) => line.trim()),
    folded: () => (folded ??= indexBy(foldLine)),
  };
}

/** What models get wrong without meaning it: kinds of quotes, dashes and blanks, composed letters. */
export function foldLine(line: string): string {
  return foldCharacters(line).replaceAll('"', "'");
}

/** As `foldLine`, but a double quote is not a single one: in code that is a change somebody may ask for. */
export function foldCharacters(line: string): string {
  // Nearly every line of code: a tenth of the time.
  if (/^[\t -~]*$/.test(line)) return (/[ \t]{2}|\t/.test(line) ? line.replaceAll(/[ \t]+/g, ' ') : line).trim();
  return line
    .normalize('NFC')
    .replaceAll(/[‘’‚′]/g, "'")
    .replaceAll(/[“”„″]/g, '"')
    .replaceAll(/[‐‑‒–—−]/g, '-')
    .replaceAll('…', '...')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
