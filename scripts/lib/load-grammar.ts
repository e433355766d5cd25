import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import { GRAMMARS } from '../grammars.ts';
import { querySource } from './query-files.ts';

const require = createRequire(import.meta.url);

/** From the npm packages and the source, where the build takes them from too: tests and benches need no bundle. */
export async function loadGrammar(name: string): Promise<Uint8Array> {
  if (name.endsWith('.scm')) return fs.readFile(querySource(name));
  const grammar = GRAMMARS.find(({ file }) => file === name);
  if (!grammar) throw new Error(`no grammar ${name}`);
  return fs.readFile(require.resolve(grammar.source));
}
