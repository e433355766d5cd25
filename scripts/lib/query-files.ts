import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './root.ts';

const LANGUAGES = path.join(ROOT, 'src/worker/outline/languages');

/** The queries as they are shipped, `<language>.<what>.scm`; in the source each language has a folder of its own. */
export function queryFiles(): readonly string[] {
  const found = fs.readdirSync(LANGUAGES, { recursive: true, encoding: 'utf8' });
  return found.filter((file) => file.endsWith('.scm')).map((file) => file.replaceAll(path.sep, '.'));
}

/** Where a query lies in the source. */
export function querySource(file: string): string {
  const [language = '', ...name] = file.split('.');
  return path.join(LANGUAGES, language, name.join('.'));
}
