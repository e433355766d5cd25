import { indentOf } from '../syntax/indentation.ts';
import { type LanguageSyntax, languageSyntax } from '../syntax/languages.ts';
import { endsWithNewline, type LineDraft, type TextLines } from '../text/text-lines.ts';
import { alignCode, textsOf } from './align-code.ts';
import type { DraftResult } from './apply-patches.ts';
import { type DefinitionRange, definitionAt, definitionsIn, type LeadLine, leadOf } from './definition.ts';
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
    const now = definitionsIn(lexLines(textsOf(filled, old), language), language);
    const lost = lostMember(definitionsIn(file.slice(target.head, target.end), language), now);
    if (lost !== undefined && !isAskedFor([lost], request.instruction)) return refuse('loses-code', lost);
  }
  const base = [indentOf(given.lines[0]!), indentOf(text.lines[target.head]!)] as const;
  const align = (from: number, to: number, lines: readonly (string | number)[]): LineDraft =>
    alignCode({ fileLines: text.lines, from, to, lines, language, base });

  const lead = leadOf(file, target.head);
  return {
    from: lead[0]?.line ?? target.head,
    to: target.end,
    draft: [...replaceLead(given, lead, target.head, align), ...align(target.head, target.end, filled)],
  };
}

/** Each kind of lead line stands where the old one of its kind did; new comments go on top, new attributes at the head. */
function replaceLead(
  { comments, attributes }: GivenDefinition,
  lead: readonly LeadLine[],
  head: number,
  align: (from: number, to: number, lines: readonly string[]) => LineDraft,
): LineDraft {
  const draft: (number | string)[] = [];
  const done = new Set<LeadLine['kind']>();
  const put = (kind: LeadLine['kind'], given: readonly string[]): void => {
    const own = lead.filter((each) => each.kind === kind).map(({ line }) => line);
    const from = own[0] ?? head;
    draft.push(...align(from, (own.at(-1) ?? from - 1) + 1, given));
    done.add(kind);
  };
  if (lead.every(({ kind }) => kind !== 'comment')) put('comment', comments);
  for (const { line, kind } of lead) {
    const given = kind === 'comment' ? comments : attributes;
    if (given.length === 0) draft.push(line);
    else if (!done.has(kind)) put(kind, given);
  }
  if (lead.every(({ kind }) => kind !== 'attribute')) put('attribute', attributes);
  return draft;
}

/** Of the container's own definitions, not of what is in them, the first that is no longer there. */
function lostMember(old: readonly DefinitionRange[], now: readonly DefinitionRange[]): string | undefined {
  const names = new Set(now.map(({ name }) => name));
  let end = 0;
  for (const member of old.slice(1)) {
    if (member.head < end) continue;
    end = member.end;
    if (!names.has(member.name)) return member.name;
  }
  return undefined;
}
