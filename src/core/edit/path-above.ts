import type { Fence } from './fences.ts';
import { pathInInfo, pathOnLine } from './named-path.ts';

/** The path on the nearest line above a block, its own fence's markers and blank lines apart. */
export function pathAbove(
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
