import { indentOf } from '../syntax/indentation.ts';
import { type LanguageSyntax, languageSyntax } from '../syntax/languages.ts';
import { endsWithNewline, type LineDraft, type TextLines } from '../text/text-lines.ts';
import { alignCode, textsOf } from './align-code.ts';
import type { DraftResult } from './apply-patches.ts';
import { type DefinitionRange, definitionAt, definitionsIn, leadOf } from './definition.ts';
import type { EditRequest } from './edit-request.ts';
import { fillElisions } from './fill-elisions.ts';
import { type LexedLine, lexLines } from './lexed-lines.ts';
import { type Refusal, refuse } from './refusal.ts';
import { isAskedFor } from './replace-file.ts';

/**
 * The answer is one definition, or several, given as a whole. Each replaces the one of its name in the file; a name that
 * the file lacks is not added, since nobody said where. Comments and attributes that come along replace the old
 * ones, those that do not come stay.
 */
export function replaceDefinitions(
  lines: readonly string[],
  text: TextLines,
  request: EditRequest,
): DraftResult | Refusal {
  const language = languageSyntax(request.languageId);
  const file = lexLines(text.lines, language);
  const given = splitDefinitions(lines, language);
  if (!given) return refuse('no-such-definition', 'the answer is no definition');
  const replacements: Replacement[] = [];
  for (const each of given) {
    const target = findDefinition(each, file, language, request);
    if ('kind' in target) return target;
    const replacement = replaceOne(each, target, file, text, request);
    if ('kind' in replacement) return replacement;
    replacements.push(replacement);
  }
  replacements.sort((a, b) => a.from - b.from);
  if (replacements.some(({ from }, index) => index > 0 && from < replacements[index - 1]!.to)) {
    return refuse('overlapping');
  }
  const draft: (number | string)[] = [];
  let line = 0;
  for (const { from, to, draft: own } of [...replacements, { from: text.lines.length, to: 0, draft: [] }]) {
    for (; line < from; line++) draft.push(line);
    draft.push(...own);
    line = to;
  }
  return { kind: 'draft', draft, finalNewline: endsWithNewline(text) };
}

interface GivenDefinition {
  /** From its head on. */
  readonly lines: readonly string[];
  readonly range: DefinitionRange;
  readonly comments: readonly string[];
  readonly attributes: readonly string[];
}

interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly draft: LineDraft;
}

/** `undefined` where the answer holds anything besides definitions. */
export function splitDefinitions(
  lines: readonly string[],
  language: LanguageSyntax,
): readonly GivenDefinition[] | undefined {
  const lexed = lexLines(lines, language);
  const given: GivenDefinition[] = [];
  let at = 0;
  for (let line = 0; line < lines.length; line++) {
    const range = definitionAt(lexed, line, language);
    if (!range) continue;
    const lead = leadOf(lexed, line).filter((each) => each.line >= at);
    const leads = new Set(lead.map((each) => each.line));
    for (let before = at; before < line; before++) {
      if (!lexed[before]!.isBlank && !lexed[before]!.isComment && !leads.has(before)) return undefined;
    }
    const ofKind = (kind: string): string[] =>
      lead.filter((each) => each.kind === kind).map((each) => lines[each.line]!);
    given.push({
      lines: lines.slice(line, range.end),
      range,
      comments: ofKind('comment'),
      attributes: ofKind('attribute'),
    });
    at = range.end;
    line = range.end - 1;
  }
  const rest = lexed.slice(at).every(({ isBlank: blank, isComment }) => blank || isComment);
  return given.length > 0 && rest ? given : undefined;
}

function findDefinition(
  { range }: GivenDefinition,
  file: readonly LexedLine[],
  language: LanguageSyntax,
  { selection }: EditRequest,
): DefinitionRange | Refusal {
  const word = /[\w$]+$/.exec(range.name)?.[0] ?? range.name;
  const named = file.flatMap(({ text }, line) => {
    const found = text.includes(word) || text.includes('operator') ? definitionAt(file, line, language) : undefined;
    return found && found.name === range.name && found.isContainer === range.isContainer ? [found] : [];
  });
  const same = named.filter(({ signature }) => signature === range.signature);
  const candidates = same.length > 0 ? same : named;
  const inSelection =
    selection && candidates.filter(({ head, end }) => head <= selection.end.line && end > selection.start.line);
  const chosen = candidates.length > 1 && inSelection?.length === 1 ? inSelection : candidates;
  if (chosen.length === 1) return chosen[0]!;
  return refuse(chosen.length === 0 ? 'no-such-definition' : 'several-places', range.name);
}

function replaceOne(
  given: GivenDefinition,
  target: DefinitionRange,
  file: readonly LexedLine[],
  text: TextLines,
  request: EditRequest,
): Replacement | Refusal {
  const language = languageSyntax(request.languageId);
  const old = text.lines.slice(target.head, target.end);
  const filled = fillElisions(given.lines, old, request.languageId);
  if (!filled) return refuse('omitted-code');
  if (target.isContainer) {
    const names = new Set(definitionsIn(lexLines(textsOf(filled, old), language), language).map(({ name }) => name));
    const members = definitionsIn(file.slice(target.head, target.end), language);
    const lost = members.slice(1).find(({ name }) => !names.has(name));
    if (lost && !isAskedFor([lost.name], request.instruction)) return refuse('loses-code', lost.name);
  }
  const base = [indentOf(given.lines[0]!), indentOf(text.lines[target.head]!)] as const;
  const align = (from: number, to: number, lines: readonly (string | number)[]): LineDraft =>
    alignCode({ fileLines: text.lines, from, to, lines, language, base });

  const lead = leadOf(file, target.head);
  const from = lead[0]?.line ?? target.head;
  const head: (number | string)[] = [];
  const isIn = (kind: string): boolean => lead.some((each) => each.kind === kind);
  const put = (lines: readonly string[], kind: 'comment' | 'attribute'): void => {
    const own = lead.filter((each) => each.kind === kind);
    const first = own[0]?.line ?? from;
    head.push(...align(first, own.length > 0 ? own.at(-1)!.line + 1 : first, lines));
  };
  if (given.comments.length > 0 && !isIn('comment')) put(given.comments, 'comment');
  const placed = new Set<string>();
  for (const { line, kind } of lead) {
    const lines = kind === 'comment' ? given.comments : given.attributes;
    if (lines.length === 0) head.push(line);
    else if (!placed.has(kind)) put(lines, kind);
    placed.add(kind);
  }
  if (given.attributes.length > 0 && !isIn('attribute')) put(given.attributes, 'attribute');
  const body = align(target.head, target.end, filled);
  return { from, to: target.end, draft: [...head, ...body] };
}
