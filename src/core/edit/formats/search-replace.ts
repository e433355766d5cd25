/** A search/replace block as it stands in an answer. */
export interface Block {
  /** The first and the last line of the block, markers included, zero-based. */
  readonly start: number;
  readonly end: number;
  readonly path?: string;
  /**
   * The two halves. Where the text itself holds a line of equals signs, as headings in reStructuredText do, there is one
   * way to read it for each of them.
   */
  readonly halves: readonly Halves[];
}

export interface Halves {
  readonly search: readonly string[];
  readonly replace: readonly string[];
}

export interface Blocks {
  /** Those that are whole: an answer that is still being streamed has some before it has all. */
  readonly blocks: readonly Block[];
  /** The last one has begun and not ended. */
  readonly isOpen: boolean;
  /** A marker stands where none can. */
  readonly isMalformed: boolean;
}

/**
 * Reads `<<<<<<< SEARCH … ======= … >>>>>>> REPLACE` and its relatives: any number of signs from five on, `ORIGINAL` and
 * `UPDATED`, Cline's `------- SEARCH … +++++++ REPLACE`, Roo's `:start_line:` lines, and halves in tags. Takes an answer
 * so far; linear in its length.
 */
export function readBlocks(lines: readonly string[]): Blocks {
  const blocks: Block[] = [];
  let isMalformed = false;
  for (let at = 0; at < lines.length; at++) {
    const open = OPEN.exec(lines[at]!);
    if (!open) {
      const tagged = readTagged(lines, at);
      if (tagged === 'open') return { blocks, isOpen: true, isMalformed };
      if (tagged) {
        blocks.push(tagged);
        at = tagged.end;
      } else if (STRAY.test(lines[at]!)) {
        isMalformed = true;
      }
      continue;
    }
    const start = at;
    const indent = open[1]!;
    const body: string[] = [];
    let close: string | undefined;
    for (at++; at < lines.length; at++) {
      const line = lines[at]!;
      if (CLOSE.test(line)) {
        close = line;
        break;
      }
      // A new block before this one is over.
      if (OPEN.test(line) && body.some((each) => DIVIDER.test(each))) isMalformed = true;
      body.push(line.startsWith(indent) ? line.slice(indent.length) : line.trimStart());
    }
    if (close === undefined) return { blocks, isOpen: true, isMalformed };
    const dividers = body.flatMap((line, index) => (DIVIDER.test(line) ? [index] : []));
    if (dividers.length === 0) isMalformed = true;
    const named = open[2]?.trim();
    blocks.push({
      start,
      end: at,
      ...(named ? { path: named } : {}),
      // The longest search first: that it stands in the file like this is the less likely to be chance.
      halves: dividers.toReversed().map((divider) => ({
        search: withoutStartLine(body.slice(0, divider)),
        replace: body.slice(divider + 1),
      })),
    });
  }
  const isOpen = /^[ \t]*<{2,10} ?[A-Z]{0,8}$/.test(lines.at(-1) ?? '');
  return { blocks, isOpen, isMalformed };
}

const OPEN =
  /^([ \t]*)(?:<{5,10} ?(?:SEARCH|ORIGINAL|OLD|BEFORE|FIND|HEAD|CURRENT)?>?|-{5,10} ?(?:SEARCH|ORIGINAL|OLD|FIND)>?)(?::?[ \t]+([^\s<>=]+[./\\][^\s<>]*))?[ \t]*$/;
const DIVIDER = /^[ \t]*={5,10}[ \t]*$/;
const CLOSE = /^[ \t]*(?:>{5,10}|\+{5,10}) ?(?:REPLACE|UPDATED?|NEW|AFTER|[\w./-]+)?[ \t]*$/;

/** Outside of a block: what it belongs to has lost its beginning. */
const STRAY = /^[ \t]*(?:={7}|>{7} (?:REPLACE|UPDATED)|\+{7} REPLACE)[ \t]*$/;

/** Roo tells the line that the search begins on, and draws a rule below. */
function withoutStartLine(lines: readonly string[]): readonly string[] {
  const rule = lines.slice(0, 4).findIndex((line) => /^-{5,10}[ \t]*$/.test(line));
  const isHead = rule > 0 && lines.slice(0, rule).every((line) => /^:(?:start|end)_line:/.test(line));
  return isHead ? lines.slice(rule + 1) : lines;
}

const TAGS: Readonly<Record<string, string>> = {
  search: 'replace',
  original: 'updated',
  old_string: 'new_string',
  old_str: 'new_str',
  old_text: 'new_text',
  old: 'new',
  find: 'replace',
};

/** `<search>` … `</search>` and then `<replace>` … `</replace>`, each tag on a line of its own. */
function readTagged(lines: readonly string[], start: number): Block | 'open' | undefined {
  const tag = /^[ \t]*<(\w+)>[ \t]*$/.exec(lines[start]!)?.[1]?.toLowerCase();
  const other = tag === undefined ? undefined : TAGS[tag];
  if (tag === undefined || other === undefined) return undefined;
  const search = untilClosed(lines, start, tag);
  if (search === undefined) return 'open';
  let next = search + 1;
  while (next < lines.length && lines[next]!.trim() === '') next++;
  if (next >= lines.length) return 'open';
  if (lines[next]!.trim().toLowerCase() !== `<${other}>`) return undefined;
  const replace = untilClosed(lines, next, other);
  if (replace === undefined) return 'open';
  return {
    start,
    end: replace,
    halves: [{ search: lines.slice(start + 1, search), replace: lines.slice(next + 1, replace) }],
  };
}

function untilClosed(lines: readonly string[], start: number, tag: string): number | undefined {
  const end = lines.findIndex((line, index) => index > start && line.trim().toLowerCase() === `</${tag}>`);
  return end < 0 ? undefined : end;
}
