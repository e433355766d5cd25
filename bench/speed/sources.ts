import fs from 'node:fs';
import { readSource } from '../../src/node/read-source.ts';
import { walk } from '../../src/node/walk.ts';
import { LANGUAGES } from '../../src/worker/outline/languages.ts';
import { BadInput } from '../lib/bad-input.ts';

export interface Source {
  /** Absolute. */
  readonly file: string;
  readonly languageId: string;
  readonly grammar: string;
  readonly text: string;
  readonly bytes: number;
}

/** What the product would index of the folder and can parse: the same files for everyone who is measured. */
export async function readSources(folder: string): Promise<readonly Source[]> {
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new BadInput(`${folder} is no folder`);
  const sources: Source[] = [];
  for await (const { file, languageId } of walk([fs.realpathSync(folder)])) {
    const known = LANGUAGES.get(languageId);
    const source = known && (await readSource(file, languageId));
    if (source?.kind !== 'text') continue;
    sources.push({ file, languageId, grammar: known!.grammar, text: source.text, bytes: source.bytes });
  }
  if (sources.length < 5) throw new BadInput(`${folder} holds fewer than five source files that can be parsed`);
  return sources;
}

export function megabytes(sources: readonly Source[]): number {
  return sources.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6;
}
