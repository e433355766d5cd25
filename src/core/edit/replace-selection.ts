import { unmatchedBrackets } from '../syntax/brackets.ts';
import { indentOf } from '../syntax/indentation.ts';
import { type LanguageSyntax, languageSyntax } from '../syntax/languages.ts';
import { endsWithNewline, type TextLines } from '../text/text-lines.ts';
import { alignCode } from './align-code.ts';
import type { DraftResult } from './apply-patches.ts';
import type { EditRequest } from './edit-request.ts';
import { fillElisions } from './fill-elisions.ts';
import { isBlank } from './patch.ts';
import { type Refusal, refuse } from './refusal.ts';
import { asksToRemove } from './replace-file.ts';

/** The answer stands for the selection. Lines around it that the answer repeats are dropped; nothing else may change. */
export function replaceSelection(
  lines: readonly string[],
  text: TextLines,
  request: EditRequest,
): DraftResult | Refusal {
  const selection = toSelectedLines(text, request);
  if (!selection) return refuse('no-place', 'there is no selection');
  if (lines.every(isBlank)) {
    if (!asksToRemove(request.instruction)) return refuse('empty');
    lines = [];
  }
  return selection.kind === 'lines'
    ? replaceLines(lines, selection, text, request)
    : replaceWithinLine(lines, selection, text, request);
}

type SelectedLines =
  /** Whole lines, `to` excluded; what lies outside of the selection on them is blank. */
  | { readonly kind: 'lines'; readonly from: number; readonly to: number }
  | {
      readonly kind: 'part';
      readonly from: number;
      readonly to: number;
      /** What stands before and behind the selection on its first and last line. */
      readonly before: string;
      readonly after: string;
    };

function toSelectedLines({ lines, bom }: TextLines, { selection }: EditRequest): SelectedLines | undefined {
  if (!selection) return undefined;
  const { start, end } = selection;
  const shift = (line: number): number => (line === 0 ? bom.length : 0);
  const before = (lines[start.line] ?? '').slice(0, Math.max(0, start.character - shift(start.line)));
  const after = (lines[end.line] ?? '').slice(Math.max(0, end.character - shift(end.line)));
  const endsBeforeLine = end.line > start.line && end.character - shift(end.line) <= 0;
  if (isBlank(before) && (endsBeforeLine || isBlank(after))) {
    return { kind: 'lines', from: start.line, to: endsBeforeLine ? end.line : end.line + 1 };
  }
  return { kind: 'part', from: start.line, to: end.line + 1, before, after };
}

function replaceLines(
  lines: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
  text: TextLines,
  request: EditRequest,
): DraftResult | Refusal {
  const language = languageSyntax(request.languageId);
  const old = text.lines.slice(from, to);
  const own = withoutRepeats(lines, from, to, text.lines, language);
  if (!own) return refuse('outside-selection');
  const filled = fillElisions(own, old, request.languageId);
  if (!filled) return refuse('omitted-code');
  const placed = filled === own ? withFirstIndent(own) : filled;
  const firstOld = old.find((line) => !isBlank(line));
  const firstNew = placed.find((line) => typeof line === 'string' && !isBlank(line));
  const isKnown = firstOld !== undefined && typeof firstNew === 'string';
  const draft = alignCode({
    fileLines: text.lines,
    from,
    to,
    lines: placed,
    language,
    ...(isKnown ? { base: [indentOf(firstNew), indentOf(firstOld)] as const } : {}),
  });
  return {
    kind: 'draft',
    draft: [...range(0, from), ...draft, ...range(to, text.lines.length)],
    finalNewline: endsWithNewline(text),
  };
}

/**
 * Models begin an answer at the first word of the selection and go on as the file is indented: the first line alone lacks
 * its indentation. Told by the line that is at the same level, the one that closes what the first one opens.
 */
function withFirstIndent(lines: readonly string[]): readonly string[] {
  const [first, ...rest] = lines;
  const solid = rest.filter((line) => !isBlank(line));
  if (first === undefined || solid.length === 0 || indentOf(first) !== '') return lines;
  const shallowest = solid.map(indentOf).toSorted((a, b) => a.length - b.length)[0]!;
  const opens = /[:{([]\s*$/.test(first);
  const isClosed = /^\s*[)\]}]/.test(solid.find((line) => indentOf(line) === shallowest)!);
  return shallowest !== '' && (isClosed || !opens) ? [shallowest + first, ...rest] : lines;
}

/** `undefined` where lines from around the selection are left that are not mere repeats. */
function withoutRepeats(
  lines: readonly string[],
  from: number,
  to: number,
  fileLines: readonly string[],
  language: LanguageSyntax,
): readonly string[] | undefined {
  const old = fileLines.slice(from, to);
  const answer = trimBlank(lines, old);
  const key = (line: string | undefined): string | undefined => line?.trim();
  const solidBefore = fileLines.slice(0, from).filter((line) => !isBlank(line));
  const solidAfter = fileLines.slice(to).filter((line) => !isBlank(line));

  // How many lines at the answer's start are the ones right before the selection, and so at its end.
  const leading = [0];
  for (let count = 1; count <= answer.length; count++) {
    const solid = answer.slice(0, count).filter((line) => !isBlank(line));
    if (isBlank(answer[count - 1]!) || solid.length > solidBefore.length) continue;
    const there = solidBefore.slice(solidBefore.length - solid.length);
    if (solid.every((line, index) => key(line) === key(there[index]))) leading.push(count);
  }
  const trailing = [0];
  for (let count = 1; count <= answer.length; count++) {
    const solid = answer.slice(answer.length - count).filter((line) => !isBlank(line));
    if (isBlank(answer[answer.length - count]!) || solid.length > solidAfter.length) continue;
    if (solid.every((line, index) => key(line) === key(solidAfter[index]))) trailing.push(count);
  }

  const balance = balanceOf(old, language);
  const cuts = leading.flatMap((start) => trailing.map((end) => [start, end] as const));
  const fitting = cuts
    .filter(([start, end]) => start + end < answer.length || (start + end === answer.length && old.every(isBlank)))
    .filter(([start, end]) => {
      const dropped = [...answer.slice(0, start), ...answer.slice(answer.length - end)];
      const isNothing = start + end === 0;
      return isNothing || dropped.some((line) => /\w{2}/.test(line)) || balanceOf(answer, language) !== balance;
    })
    .filter(([start, end]) => balanceOf(answer.slice(start, answer.length - end), language) === balance)
    .toSorted((a, b) => b[0] + b[1] - a[0] - a[1]);
  const [start, end] = fitting[0] ?? [0, 0];
  const own = trimBlank(answer.slice(start, answer.length - end), old);

  // The lines next to the selection: one of them left in the answer, and not in what it replaces, is there twice then.
  const oldKeys = new Set(old.map(key));
  const neighbours = [...solidBefore.slice(-3), ...solidAfter.slice(0, 3)].filter((line) => /\w{3}/.test(line));
  const unique = neighbours.filter((line) => fileLines.filter((each) => key(each) === key(line)).length === 1);
  const left = new Set(unique.map(key).filter((each) => !oldKeys.has(each)));
  return own.some((line) => left.has(key(line))) ? undefined : own;
}

/** Blank lines at the ends, as far as the old code has none there. */
function trimBlank(lines: readonly string[], old: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => !isBlank(line));
  if (first < 0) return lines.length > 0 && old.length > 0 ? [] : lines;
  const last = lines.findLastIndex((line) => !isBlank(line));
  const from = isBlank(old[0] ?? 'x') ? 0 : first;
  const to = isBlank(old.at(-1) ?? 'x') ? lines.length : last + 1;
  return lines.slice(from, to);
}

/** What the lines leave open, and what they close, as a text to compare. */
function balanceOf(lines: readonly string[], language: LanguageSyntax): string {
  const { openers, closers } = unmatchedBrackets(lines.join('\n'), language);
  return `${closers.map(({ text }) => text).join('')} ${openers.map(({ text }) => text).join('')}`;
}

/** A part of a line: the answer may give the whole line, and then what lies around the selection is cut off again. */
function replaceWithinLine(
  lines: readonly string[],
  { from, to, before, after }: SelectedLines & { kind: 'part' },
  text: TextLines,
  request: EditRequest,
): DraftResult | Refusal {
  const answer = trimBlank(lines, ['x']);
  if (fillElisions(answer, [], request.languageId) !== answer) return refuse('omitted-code');
  const old = text.lines.slice(from, to).join('\n');
  const selected = old.slice(before.length, old.length - after.length);
  const first = answer[0] ?? '';
  let joined = [first.trimStart(), ...answer.slice(1)].join('\n').trimEnd();
  const [head, tail] = [before.trim(), after.trim()];
  const repeatsHead = head !== '' && joined.startsWith(head) && !selected.trimStart().startsWith(head);
  const repeatsTail = tail !== '' && joined.endsWith(tail) && !selected.trimEnd().endsWith(tail);
  if (repeatsHead && (repeatsTail || tail === '')) {
    joined = joined.slice(head.length, joined.length - tail.length).trim();
  } else if (repeatsTail && (head === '' || !/\w/.test(tail))) {
    joined = joined.slice(0, joined.length - tail.length).trimEnd();
  } else if (repeatsHead && /\w/.test(head)) {
    return refuse('outside-selection');
  }
  const language = languageSyntax(request.languageId);
  if (balanceOf([joined], language) !== balanceOf([selected], language)) return refuse('outside-selection');
  // Further lines hang on the line that the selection begins on.
  const [own, ...rest] = joined.split('\n');
  const base = indentOf(text.lines[from]!);
  const deep = rest.every((line) => isBlank(line) || indentOf(line).length >= base.length) && base !== '';
  const moved = deep ? rest : rest.map((line) => (isBlank(line) ? '' : base + line));
  const edges = joined === '' ? '' : edgeBlanks(selected);
  const replaced = [own!, ...moved].join('\n');
  const newLines = `${before}${edges[0] ?? ''}${replaced}${edges[1] ?? ''}${after}`.split('\n');
  return {
    kind: 'draft',
    draft: [...range(0, from), ...newLines, ...range(to, text.lines.length)],
    finalNewline: endsWithNewline(text),
  };
}

/** Blanks that the selection itself begins and ends with. */
function edgeBlanks(selected: string): readonly [string, string] {
  return [/^[ \t]*/.exec(selected)![0], /[ \t]*$/.exec(selected)![0]];
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
