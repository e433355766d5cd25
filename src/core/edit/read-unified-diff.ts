import type { TextLines } from '../text/text-lines.ts';
import type { EditRequest } from './edit-request.ts';
import { isElision } from './elision.ts';
import type { Fence } from './fences.ts';
import { readDiff } from './formats/unified-diff.ts';
import { isThisFile, normalPath, pathInInfo } from './named-path.ts';
import type { ProposedPatch } from './patch.ts';
import { pathAbove } from './path-above.ts';
import type { Proposal } from './proposal.ts';
import { type Refusal, refuse } from './refusal.ts';

/** The hunks of an answer that are for the file at hand, from its fences or else from all of it. */
export function readUnifiedDiff(
  lines: readonly string[],
  fences: readonly Fence[],
  answerEndsWithNewline: boolean,
  text: TextLines,
  request: EditRequest,
): Proposal | Refusal | undefined {
  const own = new Set(text.lines.map((line) => line.trim()).filter((line) => line !== ''));
  const isInFile = (line: string): boolean => own.has(line.trim());
  const isMark = (line: string): boolean => isElision(line, request.languageId) && !isInFile(line);
  const isDiff = (each: readonly string[]): boolean =>
    each.some(
      (line, index) =>
        /^@@(?: |@|$)/.test(line) ||
        /^\*\*\* (?:Begin Patch|Update File:)/.test(line) ||
        (line.startsWith('--- ') && each[index + 1]?.startsWith('+++ ') === true),
    );
  const looksLikeDiff = ({ info, lines: each }: Fence): boolean =>
    isDiff(each) ||
    (/^(?:diff|patch)\b/i.test(info) &&
      each.some((line) => /^[+-]/.test(line)) &&
      each.every((line) => line === '' || /^[ +\-\\]/.test(line) || isInFile(line)));
  const inFences = fences.filter(looksLikeDiff);
  if (inFences.length === 0 && !isDiff(lines)) return undefined;
  if (inFences.some(({ closed }) => !closed)) return refuse('cut-off');

  const parts =
    inFences.length > 0
      ? inFences.map((fence) => ({
          diff: readDiff(fence.lines, { isFenced: true, endsWithNewline: true, isInFile }),
          named: pathInInfo(fence.info) ?? pathAbove(lines, fence.start, 0, []),
        }))
      : [
          {
            diff: readDiff(lines, { isFenced: false, endsWithNewline: answerEndsWithNewline, isInFile }),
            named: undefined,
          },
        ];
  const patches: ProposedPatch[] = [];
  const other = new Set<string>();
  for (const { diff, named } of parts) {
    if (diff.isCut) return refuse('cut-off');
    if (diff.isMalformed) return refuse('malformed');
    for (const { path = named, oldPath, change, hunks } of diff.files) {
      const foreign = [path, oldPath].find((each) => each !== undefined && !isThisFile(each, request.path));
      if (foreign !== undefined) other.add(normalPath(path ?? foreign));
      else if (change === 'delete') return refuse('deletes-file');
      else if (change === 'create' && text.lines.some((line) => line.trim() !== '')) return refuse('file-not-empty');
      else patches.push(...hunks.map((each) => withGaps(each, isMark)));
    }
  }
  if (patches.length === 0) {
    return other.size > 0
      ? refuse('other-file', [...other].join(', '))
      : refuse('malformed', 'no hunk changes anything');
  }
  return { kind: 'patches', patches, other: [...other] };
}

/** An elision among the context lines of a hunk stands for lines of the file. */
function withGaps({ readings }: ProposedPatch, isMark: (line: string) => boolean): ProposedPatch {
  return {
    readings: readings.map((patch) => ({
      ...patch,
      lines: patch.lines.map((line) => (line.kind === 'keep' && isMark(line.text) ? { ...line, kind: 'gap' } : line)),
    })),
  };
}
