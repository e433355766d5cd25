// Reading a repository: ours, and what each part of it costs alone, all on the same files.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { type Language, Parser, type Query } from 'web-tree-sitter';
import { findOnPath } from '../../scripts/lib/find-program.ts';
import { loadGrammar } from '../../scripts/lib/load-grammar.ts';
import { ContextIndex } from '../../src/core/context/context-index.ts';
import { RepositoryBuilder } from '../../src/core/engine/build-repository-model.ts';
import { encodeRepositoryModel } from '../../src/core/engine/repository-codec.ts';
import { RepositoryOutline } from '../../src/core/repository/repository-outline.ts';
import { createOutliner } from '../../src/worker/outline/create-outliner.ts';
import { createGrammars, type Grammars } from '../../src/worker/outline/grammars.ts';
import { LANGUAGES } from '../../src/worker/outline/languages.ts';
import { median } from '../lib/statistics.ts';
import { megabytes, type Source } from './sources.ts';

export interface IndexSpeed {
  /** Megabytes of source a second of wall time; `undefined` for who is not there. */
  readonly mbPerS: Readonly<Record<IndexCandidate, number | undefined>>;
  readonly filesPerS: number;
}

export type IndexCandidate =
  | 'ours'
  | "ours and the engine's model"
  | 'parse'
  | 'parse and query'
  | 'native parse'
  | 'ctags';

const ROUNDS = 3;

/** Everyone in turn, several times, and the medians: what else the machine does hits all alike. */
export async function measureIndex(sources: readonly Source[]): Promise<IndexSpeed> {
  const grammars = createGrammars(loadGrammar);
  const languages = await languagesOf(sources, grammars);
  const native = nativeParsers(sources);
  const ctags = findCtags();
  const candidates: readonly (readonly [IndexCandidate, (() => void | Promise<void>) | undefined])[] = [
    ['ours', () => indexAll(sources, grammars)],
    ["ours and the engine's model", () => indexAndLearn(sources, grammars)],
    ['parse', () => parseAll(sources, languages, false)],
    ['parse and query', () => parseAll(sources, languages, true)],
    ['native parse', native && (() => nativeParseAll(sources, native))],
    ['ctags', ctags === undefined ? undefined : () => ctagsAll(sources, ctags)],
  ];
  const times = new Map<IndexCandidate, number[]>();
  // One round more, which warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, run] of candidates) {
      if (!run) continue;
      const started = performance.now();
      await run();
      if (round > 0) times.set(name, [...(times.get(name) ?? []), performance.now() - started]);
    }
  }
  const perSecond = (name: IndexCandidate, amount: number): number | undefined =>
    times.has(name) ? (1000 * amount) / median(times.get(name)!) : undefined;
  const size = megabytes(sources);
  return {
    mbPerS: {
      ours: perSecond('ours', size),
      "ours and the engine's model": perSecond("ours and the engine's model", size),
      parse: perSecond('parse', size),
      'parse and query': perSecond('parse and query', size),
      'native parse': perSecond('native parse', size),
      ctags: perSecond('ctags', size),
    },
    filesPerS: perSecond('ours', sources.length)!,
  };
}

/** What context is looked up in: outlines, references, and the words of each window. */
async function indexAll(
  sources: readonly Source[],
  grammars: Grammars,
  alsoDo: (source: Source, text: string) => void = () => undefined,
): Promise<void> {
  const outliner = createOutliner({ grammars });
  const repository = new RepositoryOutline();
  const context = new ContextIndex(repository);
  for (const source of sources) {
    const text = fs.readFileSync(source.file, 'utf8');
    const outline = await outliner.outline(source.file, source.languageId, text);
    if (outline) repository.set(outline);
    context.set(source.file, text);
    alsoDo(source, text);
  }
}

/** All that the indexer does, up to the bytes that are written. */
async function indexAndLearn(sources: readonly Source[], grammars: Grammars): Promise<void> {
  const builder = new RepositoryBuilder();
  await indexAll(sources, grammars, ({ file, languageId }, text) => builder.addFile({ path: file, languageId, text }));
  encodeRepositoryModel(builder.finish());
}

interface ParsedLanguage {
  readonly language: Language;
  readonly query: Query;
}

async function languagesOf(sources: readonly Source[], grammars: Grammars): Promise<Map<string, ParsedLanguage>> {
  const languages = new Map<string, ParsedLanguage>();
  for (const { grammar, languageId } of sources) {
    if (languages.has(grammar)) continue;
    const language = await grammars.get(grammar);
    if (!language) throw new Error(`the grammar ${grammar} did not load`);
    const query = await grammars.query(LANGUAGES.get(languageId)!, language, 'outline');
    languages.set(grammar, { language, query });
  }
  return languages;
}

function parseAll(sources: readonly Source[], languages: ReadonlyMap<string, ParsedLanguage>, queries: boolean): void {
  const parser = new Parser();
  for (const { file, grammar } of sources) {
    const { language, query } = languages.get(grammar)!;
    parser.setLanguage(language);
    const tree = parser.parse(fs.readFileSync(file, 'utf8'))!;
    if (queries) query.matches(tree.rootNode);
    tree.delete();
  }
  parser.delete();
}

/** What of a native parser is used. */
interface NativeParser {
  setLanguage(language: object): void;
  parse(text: string): unknown;
}

const NATIVE_PACKAGES: Readonly<Record<string, readonly [name: string, member?: string]>> = {
  typescript: ['tree-sitter-typescript', 'typescript'],
  tsx: ['tree-sitter-typescript', 'tsx'],
  javascript: ['tree-sitter-javascript'],
  python: ['tree-sitter-python'],
  java: ['tree-sitter-java'],
  go: ['tree-sitter-go'],
  rust: ['tree-sitter-rust'],
  c: ['tree-sitter-c'],
  cpp: ['tree-sitter-cpp'],
  csharp: ['tree-sitter-c-sharp'],
  ruby: ['tree-sitter-ruby'],
  php: ['tree-sitter-php', 'php'],
  kotlin: ['@tree-sitter-grammars/tree-sitter-kotlin'],
  scala: ['tree-sitter-scala'],
  lua: ['@tree-sitter-grammars/tree-sitter-lua'],
  bash: ['tree-sitter-bash'],
};

/** A parser for each grammar; `undefined` where the native modules do not load on this platform. */
function nativeParsers(sources: readonly Source[]): ReadonlyMap<string, NativeParser> | undefined {
  const require = createRequire(import.meta.url);
  try {
    const NativeParserClass = require('tree-sitter') as new () => NativeParser;
    const parsers = new Map<string, NativeParser>();
    for (const grammar of new Set(sources.map((source) => source.grammar))) {
      const [name, member] = NATIVE_PACKAGES[grammar]!;
      const loaded = require(name) as Record<string, object>;
      const parser = new NativeParserClass();
      parser.setLanguage(member === undefined ? loaded : loaded[member]!);
      parsers.set(grammar, parser);
    }
    return parsers;
  } catch {
    return undefined;
  }
}

function nativeParseAll(sources: readonly Source[], parsers: ReadonlyMap<string, NativeParser>): void {
  for (const { file, grammar } of sources) parsers.get(grammar)!.parse(fs.readFileSync(file, 'utf8'));
}

/** Universal Ctags; the older Exuberant one does not know half of the languages. */
export function findCtags(): string | undefined {
  const program = findOnPath(['universal-ctags', 'ctags']);
  if (program === undefined) return undefined;
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
  return (stdout ?? '').includes('Universal Ctags') ? program : undefined;
}

function ctagsAll(sources: readonly Source[], program: string): void {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sotto-ctags-'));
  try {
    const done = spawnSync(program, ['--options=NONE', '-L', '-', '-f', path.join(folder, 'tags')], {
      input: sources.map(({ file }) => file).join('\n'),
    });
    if (done.status !== 0) throw new Error(`ctags failed: ${String(done.stderr)}`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
