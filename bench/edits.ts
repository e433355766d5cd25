// Measures the edit applier on answers in the form of bench/data/edits.
import { parseArgs } from 'node:util';
import { applyAnswer } from '../src/core/edit/apply-answer.ts';
import type { EditRequest } from '../src/core/edit/edit-request.ts';
import type { Position } from '../src/core/text/position.ts';
import { BadInput } from './lib/bad-input.ts';
import { readJsonLines, writeJsonLines } from './lib/json-lines.ts';

interface Row extends EditRequest {
  readonly id: string;
  readonly category: string;
  readonly answer: string;
}

export function runEditsBench(args: string[]): void {
  const { values } = parseArgs({ args, options: { in: { type: 'string' }, out: { type: 'string' } } });
  if (values.in === undefined)
    throw new BadInput('--in is missing: a file in the form of bench/data/edits/cases.jsonl');
  const rows = readJsonLines(values.in, toRow);
  const results = rows.map((row) => {
    const start = performance.now();
    const answer = applyAnswer(row.answer, row);
    const ms = Math.round((performance.now() - start) * 1000) / 1000;
    if (answer.kind === 'refused') {
      const { reason, detail } = answer;
      return { id: row.id, result: null, refused: detail === undefined ? reason : `${reason}: ${detail}`, ms };
    }
    return { id: row.id, result: answer.text, ...(answer.other.length > 0 ? { other: answer.other } : {}), ms };
  });
  if (values.out !== undefined) writeJsonLines(values.out, results);
}

function toRow(row: Record<string, unknown>): Row {
  const text = (name: string): string => {
    const value = row[name];
    if (typeof value !== 'string') throw new Error(`has no ${name}`);
    return value;
  };
  const { format, scope, selection } = row;
  if (format !== 'search-replace' && format !== 'diff' && format !== 'code') throw new Error('has no known format');
  if (scope !== undefined && scope !== 'file' && scope !== 'definition' && scope !== 'selection') {
    throw new Error('has an unknown scope');
  }
  return {
    id: text('id'),
    category: text('category'),
    path: text('path'),
    languageId: text('language'),
    text: text('text'),
    instruction: text('instruction'),
    answer: text('answer'),
    format,
    ...(scope === undefined ? {} : { scope }),
    ...(selection === undefined ? {} : { selection: toSelection(selection) }),
  };
}

function toSelection(value: unknown): NonNullable<EditRequest['selection']> {
  const position = (at: unknown): Position => {
    const { line, character } = at as Partial<Position>;
    if (!Number.isInteger(line) || !Number.isInteger(character)) throw new Error('has a selection without positions');
    return { line: line!, character: character! };
  };
  const { start, end } = value as { start?: unknown; end?: unknown };
  return { start: position(start ?? {}), end: position(end ?? {}) };
}
