import fs from 'node:fs';
import path from 'node:path';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';

export interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly languageId: string;
}

/** Files under 200 KB whose lines are no longer than people write them, in the order of their paths. */
export function readSources(folder: string, sources: RegExp): SourceText[] {
  const files: SourceText[] = [];
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const relative = path.relative(folder, file).replaceAll('\\', '/');
    const languageId = languageIdForPath(relative);
    const isSource = sources.test(relative) && !/\.d\.ts$|(^|\/)(node_modules|dist|vendor)\//.test(relative);
    if (!entry.isFile() || !isSource || !languageId || fs.statSync(file).size > 200_000) continue;
    const text = fs.readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
    if (text.length / text.split('\n').length < 200) files.push({ path: relative, text, languageId });
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
