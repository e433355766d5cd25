import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type OutlineQuestion, readOutlineQuestion } from '../core/chat/outline-question.ts';
import type { Impact } from '../core/repository/find-impact.ts';
import type { Usage } from '../core/repository/find-usages.ts';
import type { Definition } from '../core/repository/outline.ts';
import { languageIdForPath } from '../core/syntax/languages.ts';
import type { OutlineResult } from '../node/protocol.ts';
import { projectRoot } from './project-root.ts';
import { UsageError } from './usage-error.ts';
import { type FolderIndex, withIndex } from './with-index.ts';

const QUESTIONS =
  'ask takes one of "where is X", "who calls X", "what changes if I change X" and, with --file, "outline" and "what does this import"';

/** One line of an answer: `path:line` and what is there. Lines count from 1, paths are relative to the root. */
interface Answer {
  readonly lines: readonly string[];
  /** The same as JSON. */
  readonly data: unknown;
}

/** `sotto ask QUESTION`: what the index answers without a model. Exit code 0 with an answer, 1 where there is nothing. */
export async function ask(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const question = positionals.length === 1 ? readOutlineQuestion(positionals[0]!) : undefined;
  if (question === undefined) throw new UsageError(QUESTIONS);
  const root = values.root === undefined ? projectRoot(process.cwd()) : path.resolve(values.root);
  const { lines, data } = await withIndex(root, (index) => answer(question, index, root, values.file));
  if (values.json) console.log(JSON.stringify({ question, answer: data }));
  else for (const line of lines) console.log(line);
  return lines.length > 0 ? 0 : 1;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, root: { type: 'string' }, file: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function answer(
  question: OutlineQuestion,
  { indexer }: FolderIndex,
  root: string,
  file: string | undefined,
): Promise<Answer> {
  const relative = (each: string): string => path.relative(root, each).replaceAll('\\', '/');
  switch (question.kind) {
    case 'where-is': {
      const found = await indexer.call('definitions', { name: question.name });
      return listed(found.map(({ path: at, definition }) => definitionRow(relative(at), definition)));
    }
    case 'who-calls': {
      const { usages } = await indexer.call('usages', { name: question.name });
      return listed(usages.map((usage) => usageRow(relative(usage.path), usage)));
    }
    case 'what-changes': {
      const { impacts } = await indexer.call('impact', { name: question.name });
      return listed(impacts.map((impact) => impactRow(relative(impact.path), impact)));
    }
    case 'outline': {
      const { at, outline } = await outlineOf(file, indexer);
      return listed(outline.definitions.map((definition) => definitionRow(relative(at), definition)));
    }
    case 'imports': {
      const { at, outline } = await outlineOf(file, indexer);
      return listed(outline.imports.map((imported) => importRow(relative(at), imported, relative)));
    }
  }
}

async function outlineOf(file: string | undefined, indexer: FolderIndex['indexer']) {
  if (file === undefined) throw new UsageError('--file is missing: the file that the question is about');
  const at = path.resolve(file).replaceAll('\\', '/');
  let text: string;
  try {
    text = fs.readFileSync(at, 'utf8');
  } catch {
    throw new UsageError(`${file}: there is no such file`);
  }
  const outline = await indexer.call('outline', { file: at, languageId: languageIdForPath(at) ?? 'plaintext', text });
  return { at, outline };
}

interface Row {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  readonly data: object;
}

function listed(rows: readonly Row[]): Answer {
  return {
    lines: rows.map(({ path: at, line, text }) => `${at}:${line}  ${text}`),
    data: rows.map(({ path: at, line, data }) => ({ path: at, line, ...data })),
  };
}

function definitionRow(at: string, { name, kind, signature, line, parent, exported, doc }: Definition): Row {
  const text = `${parent === undefined ? '' : '  '}${kind} ${signature}`;
  return { path: at, line: line + 1, text, data: { name, kind, signature, parent, exported, doc } };
}

function usageRow(at: string, { reference, definition, isCertain }: Usage): Row {
  const by = definition && fullName(definition);
  const text = `${by === undefined ? 'at the top of the file' : `in ${by}`}${isCertain ? '' : ', maybe another one'}`;
  return { path: at, line: reference.line + 1, text, data: { in: by, kind: reference.kind, isCertain } };
}

function impactRow(at: string, { definition, line, reason, through, distance }: Impact): Row {
  const by = definition && fullName(definition);
  const text = `${by ?? 'the file'} ${reason} ${through}${distance === 1 ? '' : `, ${distance} steps away`}`;
  return { path: at, line: line + 1, text, data: { definition: by, reason, through, distance } };
}

function importRow(
  at: string,
  { source, names, line, file }: OutlineResult['imports'][number],
  relative: (path: string) => string,
): Row {
  const target = file === undefined ? undefined : relative(file);
  const text = `${source}${target === undefined ? ', from outside' : ` is ${target}`}`;
  return { path: at, line: line + 1, text, data: { source, file: target, names: names.map(({ name }) => name) } };
}

function fullName({ name, parent }: Definition): string {
  return parent === undefined ? name : `${parent}.${name}`;
}
