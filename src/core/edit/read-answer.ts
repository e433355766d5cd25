import type { TextLines } from '../text/text-lines.ts';
import { answerText } from './answer-text.ts';
import type { AnswerFormat, EditRequest } from './edit-request.ts';
import { findFences } from './fences.ts';
import type { Proposal } from './proposal.ts';
import { readCode } from './read-code.ts';
import { readSearchReplace } from './read-search-replace.ts';
import { readUnifiedDiff } from './read-unified-diff.ts';
import { type Refusal, refuse } from './refusal.ts';
import { soundsLikeRefusal } from './sounds-like-refusal.ts';

/**
 * Reads an answer in the format that was asked for, or else in the one that it is written in. What a model adds for its
 * own reasons (thinking, prose, examples, commands) is left out; so are the parts for other files, which are listed.
 */
export function readAnswer(answer: string, text: TextLines, request: EditRequest): Proposal | Refusal {
  const found = answerText(answer, request.text);
  if (found.kind === 'open') return refuse('cut-off', 'in its thinking');
  const { lines } = found;
  if (lines.every((line) => line.trim() === '')) return refuse('empty');
  const answerEndsWithNewline = /\n[ \t]*$/.test(answer);
  const fences = findFences(lines, request.languageId);
  const readers: Readonly<Record<AnswerFormat, () => Proposal | Refusal | undefined>> = {
    'search-replace': () => readSearchReplace(lines, fences, text, request),
    diff: () => readUnifiedDiff(lines, fences, answerEndsWithNewline, text, request),
    code: () => readCode(lines, fences, request),
  };
  // Markers are unmistakable, code is not: a fence counts as an edit only where code was asked for.
  const order: readonly AnswerFormat[] =
    request.format === 'diff'
      ? ['diff', 'search-replace']
      : request.format === 'code'
        ? ['search-replace', 'diff', 'code']
        : ['search-replace', 'diff'];
  for (const format of order) {
    const proposal = readers[format]();
    if (proposal) return proposal;
  }
  return refuse(soundsLikeRefusal(lines) ? 'model-refused' : 'prose-only');
}
