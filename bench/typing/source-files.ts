import fs from 'node:fs';
import path from 'node:path';
import { BadInput } from '../lib/bad-input.ts';
import { hashText } from './random.ts';
import { type SimulatedLanguage, simulatedLanguage } from './simulation-lexer.ts';

export interface TypedFile {
  /** Relative to the folder or repository, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly language: SimulatedLanguage;
}

/** Larger ones are generated or data, smaller ones empty shells. */
export const MAX_FILE_BYTES = 200_000;
export const MIN_FILE_BYTES = 80;
const MAX_TOTAL_CHARS = 40e6;

const SKIPPED_FOLDERS =
  /(^|\/)(node_modules|\.git|dist|build|vendor|third_party|target|out|__pycache__|\.next|generated)(\/|$)/;
const SKIPPED_NAMES = /\.min\.|\.d\.ts$|\.pb\.go$|_pb2\.py$|bundle/;

/** Whether people wrote the file, by its path. */
export function isTyped(file: string, languages: ReadonlySet<SimulatedLanguage>): boolean {
  const language = simulatedLanguage(file);
  if (language === undefined || !languages.has(language) || SKIPPED_FOLDERS.test(file)) return false;
  return !SKIPPED_NAMES.test(path.basename(file));
}

/** The folder's source files in the order of their paths; of several alike but for blanks the first. */
export function readFolder(root: string, languages: ReadonlySet<SimulatedLanguage>): TypedFile[] {
  if (!fs.statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new BadInput(`${root} is no folder`);
  const files = withoutCopies(
    pathsIn(root, root, languages).map((file) => ({
      path: file,
      text: readText(root, file),
      language: simulatedLanguage(file)!,
    })),
    ({ text }) => `${hashText(text.replaceAll(/\s+/g, ''))}:${text.length}`,
  );
  if (files.length < 5) throw new BadInput(`${root} holds fewer than five source files (${[...languages].join(', ')})`);
  return files;
}

export function readText(root: string, file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf8').replaceAll('\r\n', '\n');
}

/** Without repeated files, long lines, and what goes beyond the sum that fits in memory. */
export function withoutCopies(files: readonly TypedFile[], identity: (file: TypedFile) => string): TypedFile[] {
  const seen = new Set<string>();
  const kept: TypedFile[] = [];
  let chars = 0;
  for (const file of files) {
    if (file.text.length / file.text.split('\n').length > 200) continue;
    const key = identity(file);
    if (seen.has(key)) continue;
    seen.add(key);
    if (chars + file.text.length > MAX_TOTAL_CHARS) continue;
    chars += file.text.length;
    kept.push(file);
  }
  return kept;
}

function pathsIn(root: string, folder: string, languages: ReadonlySet<SimulatedLanguage>): string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const absolute = path.join(folder, entry.name);
    const file = path.relative(root, absolute).replaceAll('\\', '/');
    if (entry.isDirectory()) return SKIPPED_FOLDERS.test(file) ? [] : pathsIn(root, absolute, languages);
    if (!entry.isFile() || !isTyped(file, languages)) return [];
    const { size } = fs.statSync(absolute);
    return size >= MIN_FILE_BYTES && size <= MAX_FILE_BYTES ? [file] : [];
  });
}

export interface Split {
  /** What the engine never sees but up to the cursor. */
  readonly held: readonly TypedFile[];
  readonly rest: readonly TypedFile[];
}

/** A tenth of the files, at least 4 and at most 80, by their paths and the seed alone. */
export function holdOut(files: readonly TypedFile[], seed: number, share = 0.1): Split {
  const count = Math.min(80, Math.max(4, Math.round(files.length * share)));
  const keys = new Map(files.map((file) => [file, hashText(`${seed}|${file.path}`)]));
  const held = new Set(files.toSorted((a, b) => keys.get(a)! - keys.get(b)!).slice(0, count));
  return { held: files.filter((file) => held.has(file)), rest: files.filter((file) => !held.has(file)) };
}
