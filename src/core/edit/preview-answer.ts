import { indentOf } from '../syntax/indentation.ts';
import { renderDraft, toTextLines } from '../text/text-lines.ts';
import { answerText } from './answer-text.ts';
import { applyAnswer } from './apply-answer.ts';
import type { EditRequest } from './edit-request.ts';
import { findFences } from './fences.ts';
import { readBlocks } from './formats/search-replace.ts';

/**
 * What an answer that is still being written makes of the file so far, to look at while it comes. It only moves on by whole
 * lines or blocks, begins with the file as it is, and is never applied: what is offered in the end comes from `applyAnswer`.
 */
export function previewAnswer(soFar: string, request: EditRequest): string {
  const whole = soFar.slice(0, soFar.lastIndexOf('\n') + 1);
  const answer = answerText(whole, request.text);
  if (answer.kind === 'open') return request.text;
  return request.format === 'code' ? previewCode(answer.lines, whole, request) : previewBlocks(answer.lines, request);
}

function previewBlocks(lines: readonly string[], request: EditRequest): string {
  const { blocks } = readBlocks(lines);
  // The last block may be for another place once more is known; the ones before it stand.
  for (let count = blocks.length; count > 0; count--) {
    const end = blocks[count - 1]!.end + 1;
    const applied = applyAnswer(`${lines.slice(0, end).join('\n')}\n`, request);
    if (applied.kind === 'applied') return applied.text;
  }
  return request.text;
}

function previewCode(lines: readonly string[], whole: string, request: EditRequest): string {
  const fence = findFences(lines, request.languageId).at(-1);
  if (!fence) return request.text;
  if (fence.closed) {
    const applied = applyAnswer(whole, request);
    return applied.kind === 'applied' ? applied.text : request.text;
  }
  const text = toTextLines(request.text);
  const [from, to] = linesAsked(request, text.lines.length);
  const old = text.lines.slice(from, to);
  const streamed = withIndentOf(old, fence.lines);
  const reached = reachedLine(old, streamed);
  const numbers = text.lines.map((_, index) => index);
  return renderDraft(text, [...numbers.slice(0, from), ...streamed, ...numbers.slice(from + reached)]);
}

/** How far an answer has come in the old lines: behind the last one that both have. A lone bracket may be any. */
function reachedLine(old: readonly string[], streamed: readonly string[]): number {
  let reached = 0;
  for (const line of streamed) {
    const window = /\w/.test(line) ? old.slice(reached, reached + LOOK_AHEAD) : old.slice(reached, reached + 1);
    const found = window.indexOf(line);
    if (found >= 0) reached += found + 1;
  }
  return reached;
}

const LOOK_AHEAD = 40;

function linesAsked({ scope, selection }: EditRequest, count: number): readonly [from: number, to: number] {
  if (scope === 'file' || !selection) return [0, count];
  const { start, end } = selection;
  return [start.line, Math.min(count, end.character === 0 && end.line > start.line ? end.line : end.line + 1)];
}

/** Models begin at the margin; the first line tells how far it should stand. */
function withIndentOf(old: readonly string[], lines: readonly string[]): readonly string[] {
  const first = (all: readonly string[]): string => indentOf(all.find((line) => line.trim() !== '') ?? '');
  const [wanted, given] = [first(old), first(lines)];
  if (!wanted.startsWith(given)) return lines;
  const missing = wanted.slice(given.length);
  return lines.map((line) => (line.trim() === '' ? line : missing + line));
}
