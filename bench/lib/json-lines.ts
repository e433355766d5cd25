import fs from 'node:fs';
import { BadInput } from './bad-input.ts';

/** Reads JSON Lines; `check` turns a row into the caller's type, or throws with what is wrong with it. */
export function readJsonLines<T>(file: string, check: (row: Record<string, unknown>) => T): T[] {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInput(`${file} can't be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
  const rows: T[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      const row: unknown = JSON.parse(line);
      if (typeof row !== 'object' || row === null || Array.isArray(row)) throw new Error('is no object');
      rows.push(check(row as Record<string, unknown>));
    } catch (error) {
      throw new BadInput(`${file}, line ${index + 1}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (rows.length === 0) throw new BadInput(`${file} holds no rows`);
  return rows;
}

export function writeJsonLines(file: string, rows: readonly object[]): void {
  try {
    fs.writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  } catch (error) {
    throw new BadInput(`${file} can't be written: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}
