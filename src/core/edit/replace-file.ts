import { diffLines, type LineHunk } from '../text/diff.ts';
import { languageSyntax } from '../syntax/languages.ts';
import { draftLines, endsWithNewline, type LineDraft, type TextLines } from '../text/text-lines.ts';
import { alignCode } from './align-code.ts';
import type { DraftResult } from './apply-patches.ts';
import { definitionAt } from './definition.ts';
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
  const now = draftLines(text, draft);
  const language = languageSyntax(request.languageId);
  const hunks = diffLines(text.lines, now);
  const tail = hunks.at(-1);
  for (const hunk of hunks) {
    const gone = text.lines.slice(hunk.start, hunk.end).filter((line) => !isBlank(line));
    const come = now.slice(hunk.newStart, hunk.newEnd).filter((line) => !isBlank(line));
    const isTail = hunk === tail && hunk.end >= text.lines.length - 1;
    const isComment = gone.length > 0 && gone.every((line) => /^\s*(?:\/\/|\/?\*|#|--|;|<!--)/.test(line));
    const mayGo = !isComment || language.kind === 'prose' ? 2 : hunk.start === 0 ? 0 : 1;
    const isLoss =
      come.length === 0 ? gone.length > mayGo : (isTail || gone.length >= 8) && come.length * 2 <= gone.length;
    if (!isLoss || isAskedFor(gone, request.instruction)) continue;
    return isTail ? refuse('cut-off', 'the end of the file is missing') : refuse('loses-code');
  }
  return lostDefinition(text.lines, now, hunks, request);
}

/** A definition among lines of which fewer come than go, and that is nowhere in the new text. */
function lostDefinition(
  old: readonly string[],
  now: readonly string[],
  hunks: readonly LineHunk[],
  request: EditRequest,
): Refusal | undefined {
  const shrinking = hunks.filter(({ start, end, newStart, newEnd }) => newEnd - newStart + 2 <= end - start);
  if (shrinking.length === 0) return undefined;
  const language = languageSyntax(request.languageId);
  const [oldLines, newLines] = [lexLines(old, language), lexLines(now, language)];
  const isThere = (name: string): boolean => {
    const word = /[\w$]+$/.exec(name)?.[0] ?? name;
    return newLines.some(
      ({ text }, line) => text.includes(word) && definitionAt(newLines, line, language)?.name === name,
    );
  };
  for (const { start, end } of shrinking) {
    for (let line = start; line < end; line++) {
      const found = definitionAt(oldLines, line, language);
      const isLocal = /^\s+(?:const|let|var)\b/.test(old[line]!);
      if (!found || isLocal || (!found.isContainer && found.end - found.head < 3) || isThere(found.name)) continue;
      if (!isAskedFor(old.slice(found.head, found.end), request.instruction)) return refuse('loses-code', found.name);
    }
  }
  return undefined;
}

/** The instruction takes code away, and names something in what is gone. */
export function isAskedFor(gone: readonly string[], instruction: string): boolean {
  if (!asksToRemove(instruction)) return false;
  if (/\b(?:unused|dead|only|everything|rewrite|from scratch|comments?|tests?)\b/i.test(instruction)) return true;
  const there = new Set(wordsOf(gone.join('\n')));
  return wordsOf(instruction).some((word) => word.length >= 3 && !STOP_WORDS.has(word) && there.has(word));
}

/** Names as they are, and the words that they are made of. */
function wordsOf(text: string): readonly string[] {
  const wholes = text.match(/[\p{L}_$][\w$\p{L}]*/gu) ?? [];
  return wholes.flatMap((name) => [name, ...name.split(/(?<=[a-z])(?=[A-Z])|_/)]).map((word) => word.toLowerCase());
}

const STOP_WORDS = new Set(
  'the and for from with into that this its use all function method class def line lines file code import return self new let const var int string void public private static not none null true false'.split(
    ' ',
  ),
);

/** Words for taking code away: then less of it is no sign of a fault. */
export function asksToRemove(instruction: string): boolean {
  return /\b(?:remov\w*|delet\w*|drop\w*|strip\w*|rid of|without|clean\w*|simplif\w*|inlin\w*|mov(?:e|es|ed|ing)|extract\w*|split\w*|merg\w*|replac\w*|rewrit\w*|shorten\w*|prune\w*|clear\w*|empty|unused|dead|only|cut|leave out|take out|renam\w*)\b/i.test(
    instruction,
  );
}
