import type { TextLines } from '../text/text-lines.ts';
import { textsOf } from './align-code.ts';
import type { EditRequest } from './edit-request.ts';
import { isElision } from './elision.ts';
import type { Fence } from './fences.ts';
import { fillElisions } from './fill-elisions.ts';
import { type Block, type Halves, readBlocks } from './formats/search-replace.ts';
import { withoutEntities, withoutGutter } from './mend-quotes.ts';
import { isThisFile, normalPath } from './named-path.ts';
import { type Patch, patchBetween, type ProposedPatch } from './patch.ts';
import { pathAbove } from './path-above.ts';
import type { Proposal } from './proposal.ts';
import { type Refusal, refuse } from './refusal.ts';

/** The blocks of an answer that are for the file at hand; `undefined` where it has none. */
export function readSearchReplace(
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
