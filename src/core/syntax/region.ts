import type { Region } from './languages.ts';

/** Where the content of a region stops on a line, and why. `end` is after a closing delimiter, before a hole. */
export type RegionEnd =
  | { readonly kind: 'closed'; readonly end: number }
  | { readonly kind: 'hole'; readonly end: number }
  /** At the end of the line. `carried`: a backslash there takes even a one-line string to the next line. */
  | { readonly kind: 'line-end'; readonly end: number; readonly count: number; readonly carried: boolean };

const BACKSLASH = 92;

/** Reads a region's content from `from` on. `count` as in `OpenRegion`. Linear in the line's length. */
export function scanRegion(
  line: string,
  from: number,
  region: Region,
  count: number,
  mayHaveHoles: boolean,
): RegionEnd {
  if (!region.fence && region.escape === 'none' && !region.nests) {
    const at = line.indexOf(region.close, from);
    return at < 0 ? lineEnd(line, count) : { kind: 'closed', end: at + region.close.length };
  }
  const close = region.fence === 'hashes' ? region.close + '#'.repeat(count) : region.close;
  const closeCode = close.charCodeAt(0);
  const openCode = region.open.charCodeAt(0);
  const holeCode = mayHaveHoles && region.interpolation ? region.interpolation.charCodeAt(0) : -1;
  let depth = count;
  let i = from;
  while (i < line.length) {
    const code = line.charCodeAt(i);
    if (code === BACKSLASH && region.escape === 'backslash') {
      i += 2;
    } else if (code === closeCode && line.startsWith(close, i)) {
      const end = closingEnd(line, i + close.length, region);
      if (region.escape === 'doubled' && line.startsWith(close, end)) {
        i = end + close.length;
      } else if (region.nests && depth > 1) {
        depth--;
        i = end;
      } else if (end > i) {
        return { kind: 'closed', end };
      } else {
        i++;
      }
    } else if (code === holeCode && line.startsWith(region.interpolation!, i)) {
      return { kind: 'hole', end: i };
    } else if (region.nests && code === openCode && line.startsWith(region.open, i)) {
      depth++;
      i += region.open.length;
    } else {
      i++;
    }
  }
  return { ...lineEnd(line, depth), carried: i > line.length };
}

function lineEnd(line: string, count: number): RegionEnd & { kind: 'line-end' } {
  return { kind: 'line-end', end: line.length, count, carried: false };
}

/** After the whole closing delimiter that `end` is in; 0 where it is none after all. */
function closingEnd(line: string, end: number, region: Region): number {
  if (region.fence !== 'word') return end;
  const tail = /^[^\s()\\"]{0,16}"/.exec(line.slice(end, end + 17));
  return tail ? end + tail[0].length : 0;
}
