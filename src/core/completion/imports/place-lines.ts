import type { TextEdit } from '../../text/text-edit.ts';
import { sortedPlace } from './sorted-place.ts';

/** An import on lines of its own, with its line end. */
export interface ImportLine {
  readonly start: number;
  readonly end: number;
  readonly source: string;
}

/**
 * A further line among imports: in order with those of the same kind where these are in order, after the last of them
 * otherwise; at `start` where there is none at all, apart from what follows.
 */
export function placeLine(
  head: string,
  lines: readonly ImportLine[],
  line: { readonly text: string; readonly source: string },
  options: { readonly start: number; isAlike(source: string): boolean },
): TextEdit {
  const alike = lines.filter(({ source }) => options.isAlike(source));
  const mates = alike.length > 0 ? alike : lines.slice(-1);
  const place =
    alike.length === 0
      ? mates.length
      : sortedPlace(
          mates.map(({ source }) => source),
          line.source,
        );
  if (mates.length === 0) return placeFirst(head, options.start, line.text);
  const before = mates[place - 1];
  if (before === undefined) return { offset: mates[0]!.start, deleteCount: 0, insertText: `${line.text}\n` };
  const hasEnd = head[before.end - 1] === '\n';
  return { offset: before.end, deleteCount: 0, insertText: hasEnd ? `${line.text}\n` : `\n${line.text}` };
}

/** The only one: with an empty line on either side, where something stands there. */
function placeFirst(head: string, start: number, line: string): TextEdit {
  const [above, below] = [head.slice(0, start), head.slice(start)];
  const opening = above === '' || above.endsWith('\n\n') ? '' : above.endsWith('\n') ? '\n' : '\n\n';
  const closing = below === '' || below.startsWith('\n') ? '' : '\n';
  return { offset: start, deleteCount: 0, insertText: `${opening}${line}\n${closing}` };
}

/** A comment with an empty line below it is the head's; one without belongs to what follows. */
export function isApart(kind: string, head: string, end: number): boolean {
  return kind === 'comment' && head.startsWith('\n', end);
}

/** The places of all matches of patterns that follow one another from the start of the head. */
export function* consecutive<Kind extends string>(
  head: string,
  patterns: Readonly<Record<Kind, RegExp>>,
): Generator<{ readonly kind: Kind; readonly start: number; readonly match: RegExpExecArray }> {
  let at = 0;
  while (at < head.length) {
    let found = false;
    for (const [kind, pattern] of Object.entries(patterns) as [Kind, RegExp][]) {
      pattern.lastIndex = at;
      const match = pattern.exec(head);
      if (!match || match[0] === '') continue;
      yield { kind, start: at, match };
      at += match[0].length;
      found = true;
      break;
    }
    if (!found) return;
  }
}
