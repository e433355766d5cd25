import { firstNot } from '../../core/base/first-not.ts';
import type { Reference } from '../../core/repository/outline.ts';
import type { ChangedLines, Match, Matches } from './match.ts';
import type { OutlineLanguage } from './outline-language.ts';
import { namesOfExportLists, type PlacedDefinition } from './read-definitions.ts';
import { type MatchedText, readOutline, type ReadOutline } from './read-outline.ts';
import { MAX_REFERENCES } from './read-references.ts';

/**
 * The outline of a text of which an earlier version was read: what stands at the top of the file and has changed is read anew
 * with all that is in it, and the rest is moved along. The same as reading all of it, which a test holds to on random changes.
 */
export function readOutlineAgain(
  now: MatchedText,
  before: MatchedText & ReadOutline,
  changed: ChangedLines,
  language: OutlineLanguage,
): ReadOutline {
  if (saysOfOthers(now, before)) return readOutline(now, language);
  const lines = withWholeItems(changed, now.matches.matches, before.matches.matches);
  const part = readOutline({ ...now, matches: matchesIn(lines, now.matches) }, language);

  const { placed, outline } = before;
  const { references } = outline;
  const [from, to] = rangeIn(references.length, (at) => references[at]!.line, lines);
  const isLocal = [references.slice(from, to), part.outline.references].every((each) => each.every(isInDefinition));
  const count = references.length + part.outline.references.length;
  if (!isLocal || count >= MAX_REFERENCES) return readOutline(now, language);

  const [start, end] = rangeIn(placed.length, (at) => placed[at]!.definition.line, lines);
  const moved = start + part.placed.length - end;
  const chars = now.text.length - before.text.length;
  const all = [
    ...placed.slice(0, start),
    ...part.placed,
    ...placed.slice(end).map((each) => movePlaced(each, chars, lines.added)),
  ];
  return {
    placed: all,
    outline: {
      ...part.outline,
      definitions: all.map(({ definition }) => definition),
      references: [
        ...references.slice(0, from),
        ...part.outline.references.map((each) => moveReference(each, 0, start)),
        ...references.slice(to).map((each) => moveReference(each, lines.added, moved)),
      ],
    },
  };
}

/** Where something in one place of the file says something of definitions in another: lists of exports, `impl … for`. */
function saysOfOthers(now: MatchedText, before: MatchedText): boolean {
  const [lists, oldLists] = [now, before].map(({ text, matches }) =>
    [...namesOfExportLists(text, matches.matches)].toSorted().join(' '),
  );
  return lists !== oldLists || [now, before].some(({ matches }) => matches.matches.some(isScope));
}

function isScope({ captures }: Match): boolean {
  return captures.some(({ name }) => name === 'scope');
}

/** A type that is spoken of outside of all definitions counts once for the whole file. */
function isInDefinition({ kind, by }: Reference): boolean {
  return kind === 'call' || by !== undefined;
}

/** Widened to what reaches into them in either version, and what they may document. */
function withWholeItems(changed: ChangedLines, now: readonly Match[], before: readonly Match[]): ChangedLines {
  const { added } = changed;
  let { first, end } = changed;
  const next = now.reduce((least, { captures }) => {
    const { line } = captures[0]!;
    return line >= end && line < least ? line : least;
  }, Infinity);
  if (next < Infinity) end = next + 1;
  for (let size = 0; size < end - first;) {
    size = end - first;
    for (const [matches, moved] of [
      [now, 0],
      [before, added],
    ] as const) {
      for (const { captures } of matches) {
        const line = captures[0]!.line;
        let last = line;
        for (const { endLine } of captures) if (endLine > last) last = endLine;
        // Above the lines nothing has moved.
        if (line >= end - moved || last < first) continue;
        first = Math.min(first, line);
        end = Math.max(end, last + moved + 1);
      }
    }
  }
  return { first, end, added };
}

/** Those in the lines, and those that make no definitions: they are few, and each may say something of the whole file. */
function matchesIn({ first, end }: ChangedLines, { matches, uses }: Matches): Matches {
  const isIn = ({ line }: { readonly line: number }): boolean => line >= first && line < end;
  return {
    matches: matches.filter(({ captures }) => isIn(captures[0]!) || captures.some(({ name }) => OF_THE_FILE.has(name))),
    uses: uses.filter(isIn),
  };
}

const OF_THE_FILE: ReadonlySet<string> = new Set(['import', 'export', 'namespace']);

/** Which of the things of the earlier version, in the order of the file, stand in the lines. */
function rangeIn(count: number, lineAt: (at: number) => number, { first, end, added }: ChangedLines): [number, number] {
  const from = firstNot(0, count, (at) => lineAt(at) < first);
  return [from, firstNot(from, count, (at) => lineAt(at) < end - added)];
}

function movePlaced(placed: PlacedDefinition, chars: number, lines: number): PlacedDefinition {
  const { definition, start, end, nameStart } = placed;
  return {
    definition:
      lines === 0 ? definition : { ...definition, line: definition.line + lines, endLine: definition.endLine + lines },
    start: start + chars,
    end: end + chars,
    nameStart: nameStart + chars,
  };
}

function moveReference(reference: Reference, lines: number, definitions: number): Reference {
  const { line, by } = reference;
  if (lines === 0 && (definitions === 0 || by === undefined)) return reference;
  return { ...reference, line: line + lines, ...(by !== undefined && { by: by + definitions }) };
}
