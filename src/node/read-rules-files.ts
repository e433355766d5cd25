import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RulesFile } from '../core/rules/offer-rules.ts';
import { rulesFilesFor } from '../core/rules/rules-files.ts';
import { isInside } from './is-inside.ts';
import { readSource } from './read-source.ts';
import { reasonNotToSend } from './reason-not-to-send.ts';

export interface RulesPlace {
  /** The workspace folder, absolute. */
  readonly folder: string;
  /** What a question is about, absolute; `undefined` for none. */
  readonly file: string | undefined;
  /** All workspace folders. */
  readonly roots: readonly string[];
  /** As the person calls a file: with the folder's name, where there are several. */
  readonly nameOf: (file: string) => string;
}

/**
 * The rules files for a place, most important first, as they are on disk. Links are followed, and what they lead to must lie
 * in the workspace; what is private or ignored there is not read. The same file under two names is read once.
 */
export async function readRulesFiles({ folder, file, roots, nameOf }: RulesPlace): Promise<readonly RulesFile[]> {
  const relative = file !== undefined && isInside(folder, file) ? path.relative(folder, file) : undefined;
  const found: RulesFile[] = [];
  const seen = new Set<string>();
  for (const names of rulesFilesFor(relative?.split(path.sep).join('/'))) {
    for (const name of names) {
      const named = path.join(folder, name);
      const read = await readRulesFile(named, roots);
      if (read === undefined) continue;
      if (!seen.has(read.real)) found.push({ ...read, name: nameOf(named) });
      seen.add(read.real);
      break;
    }
  }
  return found;
}

type FoundFile = Omit<RulesFile, 'name'> & { readonly real: string };

async function readRulesFile(named: string, roots: readonly string[]): Promise<FoundFile | undefined> {
  const real = await fs.realpath(named).catch(() => undefined);
  if (real === undefined) return undefined;
  // What is opened is judged as well: the link may lead elsewhere by then. One that was put there since is not followed.
  for (const each of [named, real]) if ((await reasonNotToSend(each, roots)) !== undefined) return undefined;
  const source = await readSource(real, 'markdown');
  if (source.kind === 'skipped') return undefined;
  const hash = crypto.createHash('sha256').update(source.text).digest('hex');
  return { key: pathToFileURL(named).href, real, hash, text: source.text };
}
