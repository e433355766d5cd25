import { diffLines } from '../text/diff.ts';
import { languageSyntax } from '../syntax/languages.ts';
import { draftLines, endsWithNewline, type LineDraft, type TextLines } from '../text/text-lines.ts';
import { alignCode } from './align-code.ts';
import type { DraftResult } from './apply-patches.ts';
import { definitionsIn } from './definition.ts';
import type { EditRequest } from './edit-request.ts';
import { fillElisions } from './fill-elisions.ts';
import { lexLines } from './lexed-lines.ts';
import { isBlank } from './patch.ts';
import { type Refusal, refuse } from './refusal.ts';

/** The answer is the whole file. What it leaves out is lost, so it must not have been cut, or be about something else. */
export function replaceFile(lines: readonly string[], text: TextLines, request: EditRequest): DraftResult | Refusal {
  const filled = fillElisions(withoutBlankEdges(lines, text), text.lines, request.languageId);
  if (!filled) return refuse('omitted-code');
  const draft = alignCode({
    fileLines: text.lines,
    from: 0,
    to: text.lines.length,
    lines: filled,
    language: languageSyntax(request.languageId),
  });
  return whatIsLost(text, draft, request) ?? { kind: 'draft', draft, finalNewline: endsWithNewline(text) };
}

/** The blank lines that the file begins and ends with stay as they are. */
function withoutBlankEdges(lines: readonly string[], { lines: own }: TextLines): readonly string[] {
  const solid = (each: readonly string[]): readonly [number, number] => [
    each.findIndex((line) => !isBlank(line)),
    each.findLastIndex((line) => !isBlank(line)) + 1,
  ];
  const [from, to] = solid(lines);
  const [ownFrom, ownTo] = solid(own);
  if (from < 0 || ownFrom < 0) return lines;
  return [...own.slice(0, ownFrom), ...lines.slice(from, to), ...own.slice(ownTo)];
}

function whatIsLost(text: TextLines, draft: LineDraft, request: EditRequest): Refusal | undefined {
  const solid = text.lines.filter((line) => !isBlank(line)).length;
  const keptSolid = draft.filter((line) => typeof line === 'number' && !isBlank(text.lines[line]!)).length;
  if (solid >= 4 && keptSolid < solid / 5) return refuse('unlike-file');
  if (asksToRemove(request.instruction)) return undefined;

  const now = draftLines(text, draft);
  const hunks = diffLines(text.lines, now);
  const tail = hunks.at(-1);
  if (tail && tail.end >= text.lines.length - 1 && losesLines(text.lines, now, tail)) return refuse('cut-off', 'the end of the file is missing');
  const language = languageSyntax(request.languageId);
  const names = new Set(definitionsIn(lexLines(now, language), language).map(({ name }) => name));
  const oldDefinitions = definitionsIn(lexLines(text.lines, language), language);
  const lost = hunks.find((hunk) => {
    if (!losesLines(text.lines, now, hunk)) return false;
    return oldDefinitions.some(({ head, end, name }) => head >= hunk.start && end <= hunk.end && !names.has(name));
  });
  return lost && refuse('loses-code');
}

/** Three lines of code go, or more, and at most half as many come. */
function losesLines(
  old: readonly string[],
  now: readonly string[],
  { start, end, newStart, newEnd }: { start: number; end: number; newStart: number; newEnd: number },
): boolean {
  const gone = old.slice(start, end).filter((line) => !isBlank(line)).length;
  const come = now.slice(newStart, newEnd).filter((line) => !isBlank(line)).length;
  return gone >= 3 && come * 2 <= gone;
}

/** Words for taking code away: then less of it is no sign of a fault. */
export function asksToRemove(instruction: string): boolean {
  return /\b(?:remov\w*|delet\w*|drop\w*|strip\w*|rid of|without|clean\w*|simplif\w*|inlin\w*|mov(?:e|es|ed|ing)|extract\w*|split\w*|merg\w*|replac\w*|rewrit\w*|shorten\w*|prune\w*|clear\w*|empty|unused|dead|only|cut|leave out|take out|renam\w*)\b/i.test(
    instruction,
  );
}
