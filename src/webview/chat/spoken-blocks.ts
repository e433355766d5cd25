import type { MarkdownBlock } from '../../core/chat/markdown-blocks.ts';
import { readInfo } from '../../core/chat/code-blocks.ts';
import type { Strings } from './strings.ts';

/** What a screen reader says of a block: prose without the signs of Markdown, code by its size only. */
export function spokenBlock(block: MarkdownBlock, strings: Strings): string {
  if (block.kind === 'code') {
    const { language, path } = readInfo(block.info, block.text);
    const lines = block.text === '' ? 0 : block.text.split('\n').length;
    return strings.codeLines(path ?? (language === '' ? strings.plainCode : language), lines);
  }
  return block.text
    .replaceAll(/^\s*(?:#{1,6}|>|[-*+])\s+/gm, '')
    .replaceAll(/^[\s|:-]+$/gm, '')
    .replaceAll(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replaceAll(/[`*_|]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
