import type { TextLines } from '../text/text-lines.ts';
import { languageIdForPath } from '../syntax/languages.ts';
import { textsOf } from './align-code.ts';
import { answerText } from './answer-text.ts';
import type { AnswerFormat, CodeScope, EditRequest } from './edit-request.ts';
import { isElision } from './elision.ts';
import { type Fence, findFences } from './fences.ts';
import { fillElisions } from './fill-elisions.ts';
import { type Block, type Halves, readBlocks } from './formats/search-replace.ts';
import { readDiff } from './formats/unified-diff.ts';
import { withoutEntities, withoutGutter } from './mend-quotes.ts';
import { isThisFile, normalPath, pathInInfo, pathOnLine } from './named-path.ts';
import { type Patch, patchBetween, type ProposedPatch } from './patch.ts';
import { type Refusal, refuse } from './refusal.ts';

/** What an answer proposes for the file at hand, read but not yet placed. */
export type Proposal =
  | { readonly kind: 'patches'; readonly patches: readonly ProposedPatch[]; readonly other: readonly string[] }
  /** Code given as a whole, a candidate for each fence that may be it. */
  | {
      readonly kind: 'code';
      readonly candidates: readonly (readonly string[])[];
      readonly scope: CodeScope | undefined;
      readonly other: readonly string[];
    };

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

function readSearchReplace(
  lines: readonly string[],
  fences: readonly Fence[],
  text: TextLines,
  request: EditRequest,
): Proposal | Refusal | undefined {
  const { blocks, isOpen, isMalformed } = readBlocks(lines);
  // The file's own conflict markers, quoted in code that was asked for, are no blocks.
  const isQuoted = request.format === 'code' && text.lines.some((line) => /^<{7}(?: |$)/.test(line));
  const isMeant = blocks.length > 0 || isOpen || (isMalformed && request.format === 'search-replace');
  if (!isMeant || isQuoted) return undefined;
  // A fence that was opened for one more block.
  const isFenceOpen = fences.some(({ closed, start }) => !closed && start > (blocks.at(-1)?.end ?? 0));
  if (isOpen || isFenceOpen) return refuse('cut-off');
  if (isMalformed) return refuse('malformed');
  const patches: ProposedPatch[] = [];
  const other = new Set<string>();
  let path: string | undefined;
  for (const [index, block] of blocks.entries()) {
    const from = index === 0 ? 0 : blocks[index - 1]!.end + 1;
    path = block.path ?? pathAbove(lines, block.start, from, fences) ?? path;
    if (path !== undefined && !isThisFile(path, request.path)) {
      other.add(normalPath(path));
      continue;
    }
    const readings = readingsOf(block, text, request);
    if (readings.length === 0) return refuse('omitted-code');
    patches.push({ readings });
  }
  if (patches.length === 0) return refuse('other-file', [...other].join(', '));
  return { kind: 'patches', patches, other: [...other] };
}

function readingsOf({ halves }: Block, text: TextLines, request: EditRequest): readonly Patch[] {
  return halves.flatMap((each) => {
    const ways = [
      each,
      withoutFences(each, request.languageId),
      mend(each, withoutGutter),
      mendEntities(each, request),
    ];
    return ways.flatMap((way) => (way && toPatch(way, text, request)) ?? []);
  });
}

/** `undefined` where there is nothing to mend in what is searched for. */
function mend({ search, replace }: Halves, how: (lines: readonly string[]) => readonly string[]): Halves | undefined {
  const mended = how(search);
  return mended === search ? undefined : { search: mended, replace: how(replace) };
}

/** In HTML an entity is an entity. */
function mendEntities(halves: Halves, { languageId }: EditRequest): Halves | undefined {
  return /html|xml|markdown|vue|svelte|react/.test(languageId) ? undefined : mend(halves, withoutEntities);
}

/** `undefined` for elisions that can't be filled in. */
function toPatch({ search, replace }: Halves, text: TextLines, request: EditRequest): Patch | undefined {
  const isMark = (line: string): boolean =>
    isElision(line, request.languageId) && !text.lines.some((own) => own.trim() === line.trim());
  const found = search.some(isMark) ? replace : fillElisions(replace, search, request.languageId);
  if (!found) return undefined;
  const filled = textsOf(found, search);
  const marks = (lines: readonly string[]): string =>
    lines
      .filter(isMark)
      .map((line) => line.trim())
      .join('\n');
  if (marks(search) !== marks(filled)) return undefined;
  return patchBetween(search, filled, isMark);
}

/** Both halves, or the second alone, in a fence of their own. In Markdown that may be what is meant. */
function withoutFences({ search, replace }: Halves, languageId: string): Halves | undefined {
  const inner = (lines: readonly string[]): readonly string[] | undefined => {
    const [first, last] = [
      lines.findIndex((line) => line.trim() !== ''),
      lines.findLastIndex((line) => line.trim() !== ''),
    ];
    const isFenced =
      last > first &&
      /^[ \t]*(?:`{3,}|~{3,})[\w-]*$/.test(lines[first]!) &&
      /^[ \t]*(?:`{3,}|~{3,})$/.test(lines[last]!);
    return isFenced ? lines.slice(first + 1, last) : undefined;
  };
  const [bareSearch, bareReplace] = [inner(search), inner(replace)];
  if (bareSearch === undefined && (bareReplace === undefined || languageId === 'markdown')) return undefined;
  return { search: bareSearch ?? search, replace: bareReplace ?? replace };
}

function readUnifiedDiff(
  lines: readonly string[],
  fences: readonly Fence[],
  answerEndsWithNewline: boolean,
  text: TextLines,
  request: EditRequest,
): Proposal | Refusal | undefined {
  const own = new Set(text.lines.map((line) => line.trim()).filter((line) => line !== ''));
  const isInFile = (line: string): boolean => own.has(line.trim());
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
      else patches.push(...hunks);
    }
  }
  if (patches.length === 0) {
    return other.size > 0
      ? refuse('other-file', [...other].join(', '))
      : refuse('malformed', 'no hunk changes anything');
  }
  return { kind: 'patches', patches, other: [...other] };
}

const NO_CODE = /^(?:sh|bash|shell|zsh|console|terminal|powershell|cmd|text|txt|plaintext|output|log|diff|patch)\b/i;

function readCode(
  lines: readonly string[],
  fences: readonly Fence[],
  request: EditRequest,
): Proposal | Refusal | undefined {
  if (fences.length === 0) return undefined;
  const other = new Set<string>();
  const candidates: (readonly string[])[] = [];
  for (const [index, fence] of fences.entries()) {
    const from = index === 0 ? 0 : fences[index - 1]!.end + 1;
    const first = fence.lines[0] ?? '';
    const inside =
      /^\s*(?:\/\/|#|<!--|--|\/\*)/.test(first) || pathOnLine(first) === first.trim()
        ? pathOnLine(first.replace(/\*\/\s*$/, ''))
        : undefined;
    const path = pathInInfo(fence.info) ?? pathAbove(lines, fence.start, from, []) ?? inside;
    if (path !== undefined && !isThisFile(path, request.path)) {
      other.add(normalPath(path));
      continue;
    }
    const isOtherLanguage =
      NO_CODE.test(fence.info) &&
      !fence.info.toLowerCase().startsWith(request.languageId) &&
      languageIdForPath(request.path) !== 'shellscript' &&
      request.languageId !== 'plaintext';
    if (isOtherLanguage && fences.length > 1) continue;
    if (!fence.closed) return refuse('cut-off');
    const isStray = inside !== undefined && request.text.split('\n', 2)[0]?.trim() !== first.trim();
    candidates.push(withoutGutter(isStray ? fence.lines.slice(1) : fence.lines));
  }
  if (candidates.length === 0) return other.size > 0 ? refuse('other-file', [...other].join(', ')) : undefined;
  if (soundsLikeRefusal(lines)) return refuse('model-refused');
  return { kind: 'code', candidates, scope: request.scope, other: [...other] };
}

/** The path on the nearest line above a block, its own fence's markers and blank lines apart. */
function pathAbove(
  lines: readonly string[],
  start: number,
  from: number,
  fences: readonly Fence[],
): string | undefined {
  for (let line = start - 1; line >= from; line--) {
    if (lines[line]!.trim() === '') continue;
    const fence = fences.find((each) => each.start === line);
    const named = fence ? pathInInfo(fence.info) : pathOnLine(lines[line]!);
    if (named !== undefined || !fence) return named;
  }
  return undefined;
}

/** The first words of a model that will not, or that asks for something before it would. */
function soundsLikeRefusal(lines: readonly string[]): boolean {
  const start = lines.join('\n').trim().slice(0, 400);
  if (/\bhere(?:'s| is| are)\b|\bbelow is\b/i.test(start.slice(0, 200))) return false;
  return /^(?:i(?:'m| am) (?:very |really )?(?:sorry|afraid|unable|not able)|sorry\b|unfortunately\b|i (?:can(?:'|no)t|can not|won't|will not|do(?:n't| not) have|would need|need (?:more|to see))|as an ai\b|could you\b|can you (?:share|provide|show)|please (?:share|provide|show))/i.test(
    start.replaceAll('’', "'"),
  );
}
