import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLog } from '../core/base/log.ts';
import { requestFromText } from '../core/completion/request-from-text.ts';
import type { CompletionRequest } from '../core/completion/request.ts';
import { defaultSettings } from '../core/settings/settings.ts';
import { languageIdForPath } from '../core/syntax/languages.ts';
import { createSotto, type Sotto, type Timeouts } from '../node/create-pipeline.ts';
import type { OpenDocumentParams } from '../node/protocol.ts';
import { projectRoot, storageOf } from './project-root.ts';
import { UsageError } from './usage-error.ts';

/** Indexing tens of thousands of files takes its time; after this the answer comes from the file alone. */
const INDEX_TIMEOUT_MS = 120_000;
/** At a keystroke what is late is left out. Here nobody types, and a busy machine must not change the answer. */
const PATIENT: Timeouts = {
  engineMs: INDEX_TIMEOUT_MS,
  syntaxMs: INDEX_TIMEOUT_MS,
  namesMs: INDEX_TIMEOUT_MS,
  contextMs: INDEX_TIMEOUT_MS,
};

/**
 * Asks something of Sotto at a place, `FILE[:LINE[:COLUMN]]`, once its project is indexed and the file is known, as in an
 * editor that has been open for a while. Throws `UsageError` where there is no such place.
 */
export async function atPlace<T>(
  place: string,
  triggerKind: CompletionRequest['triggerKind'],
  ask: (sotto: Sotto, request: CompletionRequest) => Promise<T>,
): Promise<T> {
  const { file, line, column } = parsePlace(place);
  const text = readText(file);
  const offset = offsetOf(text, line, column, place);
  const normalised = file.replaceAll('\\', '/');
  const document: OpenDocumentParams = {
    uri: `file://${normalised}`,
    path: normalised,
    languageId: languageIdForPath(file) ?? 'plaintext',
    version: 1,
    text,
  };

  const { sotto, indexed } = startSotto(projectRoot(path.dirname(file)), document);
  try {
    await indexed;
    sotto.openDocument(document);
    // Answers come in order: when this one is here, the repository is loaded and the document known.
    await sotto.engine.call('memory', {}, { timeoutMs: INDEX_TIMEOUT_MS });
    await sotto.context.refresh(document.uri);
    return await ask(sotto, requestFromText({ ...document, offset, triggerKind, time: performance.now() }));
  } finally {
    sotto.dispose();
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

function startSotto(root: string, document: OpenDocumentParams): { sotto: Sotto; indexed: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, INDEX_TIMEOUT_MS);
  const sotto = createSotto({
    dist: path.dirname(fileURLToPath(import.meta.url)),
    storage: storageOf(root),
    roots: () => [root],
    // The same answer each time: nothing is shown by chance.
    settings: () => ({ ...defaultSettings, 'gate.explore': 0 }),
    snoozedUntil: () => undefined,
    documents: () => [document],
    timeouts: PATIENT,
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
