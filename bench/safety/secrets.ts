import fs from 'node:fs';
import path from 'node:path';
import { redactSecrets } from '../../src/core/safety/redact-secrets.ts';
import { BadInput } from '../lib/bad-input.ts';
import { readJsonLines, writeJsonLines } from '../lib/json-lines.ts';
import type { Figure, SafetyOptions } from '../safety.ts';
import { print } from '../lib/print.ts';

interface Row {
  readonly id: string;
  readonly category: string;
  readonly text: string;
  readonly secrets: readonly string[];
  readonly isPositive: boolean;
  readonly isSoft: boolean;
}

export function measureSecrets(options: SafetyOptions): readonly Figure[] {
  const rows = readJsonLines(options.in, toRow);
  for (const { text } of rows) redactSecrets(text);
  const answers = rows.map((row) => {
    const start = performance.now();
    const { text, findings } = redactSecrets(row.text);
    const ms = performance.now() - start;
    return { row, text, spans: findings.map(({ start: from, end, kind }) => [from, end, kind] as const), ms };
  });
  if (options.out !== undefined) {
    writeJsonLines(
      options.out,
      answers.map(({ row, text, spans, ms }) => ({ id: row.id, text, spans, ms: round(ms) })),
    );
  }
  print(`${rows.length} texts, ${answers.filter(({ spans }) => spans.length > 0).length} of them redacted`);
  const figures = options.score ? score(answers) : [];
  printSpeed(rows);
  if (options.files !== undefined) measureFiles(options.files);
  return figures;
}

interface Answer {
  readonly row: Row;
  readonly text: string;
  readonly spans: readonly unknown[];
}

/** A secret has leaked when it, or twelve characters of it in a row, are left. */
function leaks({ row, text }: Answer): boolean {
  return row.secrets.some((secret) => {
    if (text.includes(secret)) return true;
    for (let at = 0; at + 12 <= secret.length; at++) if (text.includes(secret.slice(at, at + 12))) return true;
    return false;
  });
}

function score(answers: readonly Answer[]): readonly Figure[] {
  const positives = answers.filter(({ row }) => row.isPositive);
  const hard = answers.filter(({ row }) => !row.isPositive && !row.isSoft);
  const soft = answers.filter(({ row }) => !row.isPositive && row.isSoft);
  const flagged = (group: readonly Answer[]): Answer[] => group.filter(({ spans }) => spans.length > 0);
  const missed = positives.filter(leaks);
  print(`fully covered       ${share(positives.length - missed.length, positives.length)}`);
  print(`hard negatives hit  ${share(flagged(hard).length, hard.length)}`);
  print(`soft negatives hit  ${share(flagged(soft).length, soft.length)}`);
  print('\ncategory, right of all:');
  for (const [category, group] of Map.groupBy(answers, ({ row }) => row.category.split(':')[0]!)) {
    const right = group.filter((answer) => (answer.row.isPositive ? !leaks(answer) : answer.spans.length === 0));
    print(`  ${category.padEnd(30)} ${right.length}/${group.length}`);
  }
  for (const { row } of [...missed, ...flagged(hard)]) print(`wrong: ${row.id}`);
  return [
    { name: 'fully covered', part: positives.length - missed.length, all: positives.length },
    { name: 'look-alikes taken for one (none is right)', part: flagged(hard).length, all: hard.length },
  ];
}

/** The bars: 100 ms a megabyte, and 5 ms in the median for a prompt of 32 kB. */
function printSpeed(rows: readonly Row[]): void {
  const text = rows.map((row) => row.text).join('\n');
  const prompt = text.repeat(Math.ceil(32_768 / text.length)).slice(0, 32_768);
  const large = text.repeat(Math.ceil(1_000_000 / text.length)).slice(0, 1_000_000);
  const median = (of: string, runs: number): number => {
    const times = Array.from({ length: runs }, () => {
      const start = performance.now();
      redactSecrets(of);
      return performance.now() - start;
    }).toSorted((a, b) => a - b);
    return times[runs >> 1]!;
  };
  print(
    `\n32 kB made of these rows: ${round(median(prompt, 41))} ms in the median; 1 MB: ${round(median(large, 5))} ms`,
  );
}

const SOURCE = /\.(?:[cm]?[jt]sx?|py|go|rs|java|cs|c|h|cc|cpp|hpp|rb|php|kt|swift|sh)$/;

function measureFiles(folder: string): void {
  let files = 0;
  let flagged = 0;
  let characters = 0;
  let ms = 0;
  let entries: fs.Dirent[];
  try {
    entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    throw new BadInput(`${folder} can't be read`);
  }
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    if (!entry.isFile() || !SOURCE.test(entry.name) || fs.statSync(file).size > 1_000_000) continue;
    const text = fs.readFileSync(file, 'utf8');
    const start = performance.now();
    const { findings } = redactSecrets(text);
    ms += performance.now() - start;
    files++;
    characters += text.length;
    if (findings.length === 0) continue;
    flagged++;
    print(`flagged: ${path.relative(folder, file)} (${findings.map(({ kind }) => kind).join(', ')})`);
  }
  print(`source files flagged ${share(flagged, files)}; ${round((ms / characters) * 1e6)} ms/MB over all of them`);
}

function toRow(row: Record<string, unknown>): Row {
  const { id, category, parts, secrets, label, expect } = row;
  if (typeof id !== 'string') throw new Error('has no id');
  if (!isStrings(parts)) throw new Error('parts is no list of strings');
  if (secrets !== undefined && !(Array.isArray(secrets) && secrets.every(isStrings))) {
    throw new Error('secrets is no list of lists of strings');
  }
  return {
    id,
    category: typeof category === 'string' ? category : '',
    text: parts.join(''),
    secrets: ((secrets ?? []) as readonly (readonly string[])[]).map((pieces) => pieces.join('')),
    isPositive: label === 'positive',
    isSoft: (expect as { fp_cost?: unknown } | undefined)?.fp_cost === 'soft',
  };
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
const share = (part: number, all: number): string =>
  `${part}/${all} (${all === 0 ? '–' : ((100 * part) / all).toFixed(2)} %)`;
