import type { TextEdit } from '../../text/text-edit.ts';
import { sortedPlace } from './sorted-place.ts';

/**
 * Puts a name into a list of names, `{ a, b }` or `(a, b)`, of which `start` and `end` are the offsets inside the brackets:
 * in order where the list is in order, on a line of its own where the others are. `undefined` where comments are in between.
 */
export function addToList(text: string, start: number, end: number, item: string): TextEdit | undefined {
  const inner = text.slice(start, end);
  if (/\/\/|\/\*|#/.test(inner)) return undefined;
  const items = [...inner.matchAll(/[^\s,](?:[^,]*[^\s,])?/g)].map(({ 0: written, index }) => ({
    name: nameOf(written),
    start: start + index,
    end: start + index + written.length,
  }));
  const [first, second] = items;
  if (first === undefined) return { offset: start, deleteCount: 0, insertText: ` ${item} ` };
  const separator =
    second !== undefined
      ? text.slice(first.end, second.start)
      : inner.startsWith('\n')
        ? `,${text.slice(start, first.start)}`
        : ', ';
  const place = sortedPlace(
    items.map(({ name }) => name),
    nameOf(item),
  );
  const next = items[place];
  if (next !== undefined) return { offset: next.start, deleteCount: 0, insertText: item + separator };
  return { offset: items.at(-1)!.end, deleteCount: 0, insertText: separator + item };
}

function nameOf(item: string): string {
  return item.replace(/^type\s+/, '').replace(/\s+as\s.*$/s, '');
}
