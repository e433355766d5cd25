import type { Patch, PatchLine, ProposedPatch } from '../patch.ts';

/** What a diff says of one file. */
export interface FileDiff {
  /** As the header names it; without a header, unknown. */
  readonly path?: string;
  /** The old name, where the header has two: a rename. */
  readonly oldPath?: string;
  readonly change: 'edit' | 'create' | 'delete';
  /** Only one of the header's two lines is there. */
  readonly isHalf?: true;
  readonly hunks: readonly ProposedPatch[];
}

export interface Diff {
  readonly files: readonly FileDiff[];
  /** Ends in the middle of a hunk, as far as its header and its last line tell. */
  readonly isCut: boolean;
  /** Changed lines stand outside of any hunk. */
  readonly isMalformed: boolean;
}

/**
 * Reads a unified diff, or OpenAI's `*** Begin Patch`, as models write them: numbers and counts are hints, headers may be
 * missing or say nothing, lines may have lost the sign that they begin with. What a line is meant to be, the file
 * tells: a hunk has a reading for each fault that its form allows.
 *
 * `isFenced`: nothing but the diff is there. Else prose ends a hunk, and `isInFile` tells a line that lost its blank from prose.
 */
export function readDiff(
  lines: readonly string[],
  options: {
    readonly isFenced: boolean;
    readonly endsWithNewline: boolean;
    readonly isInFile: (line: string) => boolean;
  },
): Diff {
  const files: (FileHeader & { hunks: RawHunk[] })[] = [];
  let hunk: RawHunk | undefined;
  let isMalformed = false;
  let sawProse = false;
  const newFile = (header: FileHeader): void => {
    // `diff --git` and the two lines behind it are one header.
    if (files.at(-1)?.hunks.length === 0) files.pop();
    files.push({ ...header, hunks: [] });
    hunk = undefined;
    sawProse = false;
  };
  const newHunk = (header: string): void => {
    if (files.length === 0) newFile({ change: 'edit' });
    hunk = { ...readHunkHeader(header), body: [] };
    files.at(-1)!.hunks.push(hunk);
    sawProse = false;
  };
  /** Outside of a hunk; one without a header may begin here. */
  const readBetween = (line: string): void => {
    const follows = files.length > 0 ? files.at(-1)!.hunks.length === 0 : options.isFenced;
    if (follows && /^[ +-]/.test(line)) {
      newHunk('@@');
      hunk!.body.push(line);
    } else if (files.length > 0 && /^[+-](?![ \t*-]|$)/.test(line)) {
      isMalformed = true;
    }
  };
  const readInHunk = (line: string, { body }: RawHunk): void => {
    const isBody = line === '' || /^[ +\-\\]/.test(line) || options.isFenced || options.isInFile(line);
    if (!sawProse && isBody) body.push(line);
    // A list in the prose behind the diff; anything else is a hunk that fell apart.
    else if (sawProse && /^[+-](?! +[A-Z`*])/.test(line)) isMalformed = true;
    else sawProse = true;
  };

  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const found = fileHeaderAt(lines, at, hunk !== undefined);
    if (found) {
      newFile(found.header);
      if (found.isBodyNext) newHunk('@@');
      at += found.length - 1;
    } else if (PATCH_MARK.test(line)) {
      const renamed = /^\*\*\* Move to: (.+)/.exec(line)?.[1];
      const file = files.at(-1);
      // It is not moved, and what is for another file is not applied.
      if (renamed !== undefined && file) files.splice(-1, 1, { ...file, oldPath: renamed.trim() });
      hunk = undefined;
    } else if (/^@@(?!\w)/.test(line)) {
      newHunk(line);
    } else if (hunk) {
      readInHunk(line, hunk);
    } else if (!GIT_DETAIL.test(line)) {
      readBetween(line);
    }
  }
  const last = files.at(-1)?.hunks.at(-1);
  // `-0,0` is the top of a file that exists only where a whole header says that it does.
  const isKnown = (each: FileHeader): boolean => each.path !== undefined && each.isHalf === undefined;
  return {
    files: files.map(({ hunks, ...rest }) => ({
      ...rest,
      hunks: hunks
        .filter(hasChanges)
        .map((each) => toPatch(each.line === -1 && !isKnown(rest) ? { ...each, line: -2 } : each)),
    })),
    isCut: last !== undefined && !options.isFenced && !sawProse && seemsCut(last, options.endsWithNewline),
    isMalformed,
  };
}

type FileHeader = Omit<FileDiff, 'hunks'>;

const PATCH_MARK = /^\*\*\* (?:Begin Patch|End Patch|End of File|Move to:)/;
const GIT_DETAIL =
  /^(?:index |new file mode|deleted file mode|old mode|new mode|similarity index|rename (?:from|to) |Index: |={10,}|\s*$)/;

/** The header of a file's part of a diff, if one begins on that line. */
function fileHeaderAt(
  lines: readonly string[],
  at: number,
  isInHunk: boolean,
): { readonly header: FileHeader; readonly length: number; readonly isBodyNext?: true } | undefined {
  const [line, next] = [lines[at]!, lines[at + 1] ?? ''];
  const git = /^diff --git (?:"?a\/)?(.+?)"? "?b\/(.+?)"?$/.exec(line);
  if (git) return { header: { path: git[2]!, change: 'edit' }, length: 1 };
  const patch = /^\*\*\* (Update|Add|Delete) File: (.+)$/.exec(line);
  if (patch) {
    const change = patch[1] === 'Add' ? 'create' : patch[1] === 'Delete' ? 'delete' : 'edit';
    const header: FileHeader = { path: patch[2]!.trim(), change };
    return { header, length: 1, ...(change === 'create' ? { isBodyNext: true } : {}) };
  }
  if (/^--- ?\S/.test(line) && /^\+\+\+ ?\S/.test(next)) {
    return { header: headerOf(pathOf(line), pathOf(next)), length: 2 };
  }
  // Half a header. In a hunk that would be a changed line.
  if (isInHunk || !/^(?:---|\+\+\+) ?(?:\/dev\/null|[ab]\/\S)/.test(line)) return undefined;
  const path = pathOf(line);
  const header = line.startsWith('-') ? headerOf(path, undefined) : headerOf(undefined, path);
  return { header: { ...header, isHalf: true }, length: 1 };
}

function headerOf(from: string | undefined, to: string | undefined): FileHeader {
  const change = from === '/dev/null' ? 'create' : to === '/dev/null' ? 'delete' : 'edit';
  const path = change === 'create' ? to : change === 'delete' ? from : (to ?? from);
  const isRename = change === 'edit' && from !== undefined && to !== undefined && from !== to;
  return { change, ...(path === undefined ? {} : { path }), ...(isRename ? { oldPath: from } : {}) };
}

interface RawHunk {
  /** Zero-based; -1 for `-0,0`. */
  readonly line?: number;
  readonly section?: string;
  readonly counts?: readonly [old: number, now: number];
  readonly body: string[];
}

function readHunkHeader(header: string): Omit<RawHunk, 'body'> {
  const numbered = /^@@+ *-(\d+)(?:,(\d+))? *\+(\d+)(?:,(\d+))? *@*(.*)$/.exec(header);
  const section = (numbered ? numbered[5]! : header.replace(/^@@+/, ''))
    .replace(/^[\s.]*@@/, '')
    .replace(/@@\s*$/, '')
    .trim();
  const isSection = /\w/.test(section) && !/^[-+,\d\s]+$/.test(section);
  return {
    ...(numbered ? { line: Number(numbered[1]) - 1 } : {}),
    ...(numbered?.[2] !== undefined && numbered[4] !== undefined
      ? { counts: [Number(numbered[2]), Number(numbered[4])] }
      : {}),
    ...(isSection ? { section } : {}),
  };
}

/** Of `--- a/src/x.ts<tab>2024-01-01`; `undefined` for `--- original`, which names no file. */
function pathOf(line: string): string | undefined {
  const path = line
    .slice(3)
    .trim()
    .replace(/\t.*$/, '')
    .replace(/ \d{4}-\d\d-\d\d.*$/, '')
    .replace(/ \((?:original|modified|updated|old|new|before|after)\)$/i, '')
    .replace(/^"(.*)"$/, '$1')
    .replace(/^[ab]\//, '');
  return /^(?:original|modified|updated|old|new|before|after|current|changed|fixed|file)$/i.test(path)
    ? undefined
    : path;
}

function hasChanges({ body }: RawHunk): boolean {
  return body.some((line) => /^ ?[+-]/.test(line));
}

/**
 * Nothing but the last hunk itself says whether an answer without a fence is whole. One that changes nothing is not; one that
 * ends with a changed line is, if it has as many lines as its header says, or adds the file's last lines.
 */
function seemsCut(hunk: RawHunk, endsWithNewline: boolean): boolean {
  if (!hasChanges(hunk)) return true;
  const body = withoutBlankTail(hunk.body);
  const last = body.at(-1)!;
  if (!/^[+-]/.test(last)) return false;
  const signs = (others: RegExp): number => body.filter((line) => !others.test(line)).length;
  const [old, now] = [signs(/^[+\\]/), signs(/^[-\\]/)];
  const { counts } = hunk;
  // A missing line end says little elsewhere; here the last new line may be half of one.
  if (counts && old === counts[0] && now === counts[1]) return !endsWithNewline;
  const isShort = counts !== undefined && (old < counts[0] || now < counts[1]);
  return isShort || !endsWithNewline || last.startsWith('-');
}

function toPatch(hunk: RawHunk): ProposedPatch {
  const body = withoutBlankTail(hunk.body);
  const signed = body.filter((line) => /^[+-]/.test(line));
  const readings = [readBody(hunk, body, (line) => line)];
  const unsigned = (line: string): boolean => !/^[+\-\\]/.test(line);
  // Context lines without their blank. Where only some lost it, all others still read rightly by their text alone.
  if (body.some((line) => unsigned(line) && line !== '')) {
    readings.push(readBody(hunk, body, (line) => (unsigned(line) ? ` ${line}` : line)));
  }
  if (signed.length === 0) readings.push(readBody(hunk, body, (line) => line.replace(/^ (?=[+-])/, '')));
  else if (signed.every((line) => /^[+-](?: |$)/.test(line))) {
    readings.push(readBody(hunk, body, (line) => line.replace(/^([+-]) /, '$1')));
  }
  // A blank line between two new ones, without its plus.
  if (body.some((line, index) => line.trim() === '' && isBetweenNew(body, index))) {
    readings.push(
      readBody(
        hunk,
        body.map((line, index) => (line.trim() === '' && isBetweenNew(body, index) ? '+' : line)),
        (line) => line,
      ),
    );
  }
  return { readings };
}

function isBetweenNew(body: readonly string[], index: number): boolean {
  const solid = (line: string | undefined): boolean => line !== undefined && line.trim() !== '';
  return (
    body.slice(0, index).findLast(solid)?.startsWith('+') === true &&
    body
      .slice(index + 1)
      .find(solid)
      ?.startsWith('+') === true
  );
}

function readBody({ line, section }: RawHunk, body: readonly string[], mend: (line: string) => string): Patch {
  const lines: PatchLine[] = [];
  const noNewline = { old: false, now: false };
  for (const raw of body) {
    const text = mend(raw).replace(/^([ +-])\uFEFF/, '$1');
    const previous = lines.at(-1)?.kind;
    if (text.startsWith('\\')) {
      if (previous !== 'insert') noNewline.old = true;
      if (previous !== 'delete') noNewline.now = true;
    } else if (text.startsWith('+')) {
      lines.push({ kind: 'insert', text: text.slice(1) });
    } else if (text.startsWith('-')) {
      lines.push({ kind: 'delete', text: text.slice(1) });
    } else {
      lines.push({ kind: 'keep', text: text.startsWith(' ') ? text.slice(1) : text });
    }
  }
  const says = noNewline.old !== noNewline.now;
  return {
    lines,
    ...(line === undefined ? {} : { line }),
    ...(section === undefined ? {} : { section }),
    ...(says ? { finalNewline: noNewline.old } : {}),
  };
}

/** Empty lines behind a hunk belong to the answer, not to it. */
function withoutBlankTail(body: readonly string[]): readonly string[] {
  const end = body.findLastIndex((line) => line !== '') + 1;
  return body.slice(0, end);
}
