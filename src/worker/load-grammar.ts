import fs from 'node:fs/promises';
import type { LoadGrammar } from './outline/grammars.ts';

/** From the folder beside the bundles. */
export const loadShippedGrammar: LoadGrammar = (file) => fs.readFile(new URL(`./grammars/${file}`, import.meta.url));
