import type { MarkdownBlock } from '../../core/chat/markdown-blocks.ts';

/**
 * What is drawn of the last block while it grows, so that nothing is drawn as one thing and then as another: signs whose
 * meaning the next characters decide are held back, and what was opened is closed. `undefined`: nothing yet.
 */
export function steadyEnd(block: MarkdownBlock): MarkdownBlock | undefined {
  if (block.kind === 'code')
    return block.closed ? block : { ...block, text: block.text.replace(/\n?[ \t]*[`~]{0,2}$/, '') };
  const text = closed(heldBack(block.text));
  return text.trim() === '' ? undefined : { ...block, text };
}

/** The beginning of a list, a quotation, a heading, a fence or a rule; a table until the line under its head is there. */
function heldBack(text: string): string {
  const lines = text.split('\n');
  if (/^\s*(?:[-*+>#=`~_]+|\d{1,9}[.)]?)\s*$/.test(lines.at(-1) ?? '')) lines.pop();
  const [head = '', rule] = lines;
  if (head.trimStart().startsWith('|')) {
    if (lines.length === 1) return '';
    if (lines.length === 2 && /^[\s|:-]*$/.test(rule ?? '') && columns(rule ?? '') < columns(head)) return '';
  }
  return lines.join('\n');
}

function columns(row: string): number {
  return row.split('|').filter((cell) => cell.trim() !== '').length;
}

function closed(text: string): string {
  const start = text.lastIndexOf('\n') + 1;
  const before = text.slice(0, start);
  // A link whose address is still coming is drawn as its text.
  let line = text.slice(start).replace(/\[([^[\]]*)\]\([^()\s]*$/, '$1');
  const ticks = line.match(/`+/g) ?? [];
  if (ticks.length % 2 === 1) {
    const tick = ticks.at(-1) ?? '`';
    return before + (line.endsWith(tick) ? line.slice(0, -tick.length) : line + tick);
  }
  const outside = line.replaceAll(/`[^`]*`/g, '');
  if ((outside.match(/\*\*/g) ?? []).length % 2 === 1) {
    line = /\*\*\s*$/.test(line) ? line.replace(/\*\*\s*$/, '') : `${line.trimEnd().replace(/([^*])\*$/, '$1')}**`;
  }
  return before + line;
}
