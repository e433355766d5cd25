import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { silentLog } from '../core/base/log.ts';
import { explain } from '../core/completion/explain.ts';
import { provideCompletion } from '../core/completion/provide-completion.ts';
import { requestFromText } from '../core/completion/request-from-text.ts';
import type { CompletionResult } from '../core/completion/result.ts';
import { defaultSettings } from '../core/settings/settings.ts';
import { languageIdForPath } from '../core/syntax/languages.ts';
import { createSotto, type Sotto } from '../node/create-pipeline.ts';
import type { OpenDocumentParams } from '../node/protocol.ts';
import { UsageError } from './usage-error.ts';

/** Indexing tens of thousands of files takes its time; after this the answer comes from the file alone. */
const INDEX_TIMEOUT_MS = 120_000;

/** `sotto complete FILE:LINE:COL`: the pipeline of the editor, asked once. Exit code 0 with a suggestion, 1 with none. */
export async function complete(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [place] = positionals;
  if (place === undefined || positionals.length > 1) throw new UsageError('complete takes one FILE[:LINE[:COLUMN]]');
  const { file, line, column } = parsePlace(place);
  const text = readText(file);
  const root = projectRoot(file);
  const normalised = file.replaceAll('\\', '/');
  const document: OpenDocumentParams = {
    uri: `file://${normalised}`,
    path: normalised,
    languageId: languageIdForPath(file) ?? 'plaintext',
    version: 1,
    text,
  };

  const { sotto, indexed } = startSotto(root, document);
  try {
    await indexed;
    sotto.openDocument(document);
    // Answers come in order: when this one is here, the repository is loaded and the document known.
    await sotto.engine.call('memory', {}, { timeoutMs: INDEX_TIMEOUT_MS });
    await sotto.context.refresh(document.uri);
    const triggerKind = values.automatic ? 'automatic' : 'invoked';
    const offset = offsetOf(text, line, column, place);
    const request = requestFromText({ ...document, offset, triggerKind, time: performance.now() });
    const result = await provideCompletion(sotto.pipeline, request, AbortSignal.timeout(10_000));
    print(result, values.json);
    return result.kind === 'suggestion' ? 0 : 1;
  } finally {
    sotto.dispose();
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, automatic: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function parsePlace(place: string): { file: string; line: number | undefined; column: number | undefined } {
  const match = /^(.+?)(?::(\d+))?(?::(\d+))?$/.exec(place);
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return { file: path.resolve(match?.[1] ?? place), line: number(match?.[2]), column: number(match?.[3]) };
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(file);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : String(error);
    throw new UsageError(`${file}: ${reason}`);
  }
  if (bytes.subarray(0, 8_000).includes(0)) throw new UsageError(`${file} is a binary file`);
  return bytes.toString('utf8');
}

/** The nearest folder above that looks like a project's, else the file's own. */
function projectRoot(file: string): string {
  const MARKS = [
    '.git',
    'package.json',
    'pyproject.toml',
    'setup.py',
    'go.mod',
    'Cargo.toml',
    'pom.xml',
    'build.gradle',
    'CMakeLists.txt',
  ];
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (MARKS.some((mark) => fs.existsSync(path.join(folder, mark)))) return folder;
    if (folder === path.dirname(folder)) return path.dirname(file);
  }
}

function startSotto(root: string, document: OpenDocumentParams): { sotto: Sotto; indexed: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, INDEX_TIMEOUT_MS);
  const sotto = createSotto({
    dist: path.dirname(fileURLToPath(import.meta.url)),
    storage: path.join(
      os.tmpdir(),
      `sotto-${process.getuid?.() ?? 'user'}`,
      createHash('sha256').update(root).digest('hex').slice(0, 16),
    ),
    roots: () => [root],
    settings: () => defaultSettings,
    snoozedUntil: () => undefined,
    documents: () => [document],
    log: silentLog,
    now: () => performance.now(),
    onIndexed() {
      clearTimeout(timer);
      resolve();
    },
    onProblem: (message) => console.error(`sotto: ${message}`),
  });
  return { sotto, indexed: promise };
}

function offsetOf(text: string, line: number | undefined, column: number | undefined, place: string): number {
  if (line === undefined) return text.length;
  const starts = [0, ...[...text.matchAll(/\n/g)].map((match) => match.index + 1)];
  const start = starts[line - 1];
  if (start === undefined) throw new UsageError(`${place}: the file has ${starts.length} lines`);
  const next = starts[line];
  const end = next === undefined ? text.length : next - (text[next - 2] === '\r' ? 2 : 1);
  if (column === undefined) return end;
  if (column < 1 || start + column - 1 > end) throw new UsageError(`${place}: the line has ${end - start} characters`);
  return start + column - 1;
}

function print(result: CompletionResult, json: boolean): void {
  if (json) console.log(JSON.stringify(result));
  else if (result.kind === 'suggestion') console.log(result.suggestion.insertText);
  else console.error(explain(result));
}
