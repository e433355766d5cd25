import fs from 'node:fs/promises';
import { createRequire } from 'node:module';
import { GRAMMARS } from '../grammars.ts';

const require = createRequire(import.meta.url);

/** From the npm packages, where the build takes them from too: tests and benches need no bundle. */
export async function loadGrammar(name: string): Promise<Uint8Array> {
  const grammar = GRAMMARS.find(({ file }) => file === `${name}.wasm`);
  if (!grammar) throw new Error(`no grammar ${name}`);
  return fs.readFile(require.resolve(grammar.source));
}
