import path from 'node:path';
import { ROOT } from '../../scripts/lib/root.ts';
import { BadInput } from './bad-input.ts';

/** A page that says which command wrote it must come from the data that the command names. */
export function mustBePublic(option: string, file: string, publicFile: string): void {
  if (path.resolve(file) === path.join(ROOT, publicFile)) return;
  throw new BadInput(`--docs is about --${option} ${publicFile} alone, not ${file}`);
}
