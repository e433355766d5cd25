import MarkdownIt from 'markdown-it';
import type { MarkdownBlock } from '../../core/chat/markdown-blocks.ts';
import { readInfo } from '../../core/chat/code-blocks.ts';
import { findHidden, type HiddenCharacter, showHidden } from '../../core/safety/find-hidden.ts';
import { codePlaces } from '../../core/syntax/code-places.ts';
import { codeChunks } from './code-chunks.ts';
import { readPlace } from './place.ts';

/** HTML of what a model wrote, safe to be set in the page. */
export interface MarkdownRenderer {
  readonly prose: (text: string) => string;
  /** A stretch of code, with its tokens marked by classes. */
  readonly code: (text: string, language: string) => string;
}

/**
 * `sanitise` is the second of two walls, and knows nothing of the first: here no HTML is let through, no image is made, and
 * links are no links: without an address, they only say what to post to the host when they are chosen.
 */
export function createMarkdownRenderer(
  sanitise: (html: string) => string,
  highlight: (text: string, language: string) => string,
): MarkdownRenderer {
  const markdown = createParser();
  return {
    // What nobody would see is shown by its name; what is inserted or copied stays as it was written.
    prose: (text) => sanitise(markdown.render(showHidden(text))),
    code: (text, language) => sanitise(highlight(showHidden(text, hiddenIn(text, language)), language)),
  };
}

function hiddenIn(code: string, language: string): readonly HiddenCharacter[] {
  return findHidden(code, codePlaces(code, language));
}

/** All of a block, for where it is not drawn piece by piece. */
export function blockHtml(block: MarkdownBlock, renderer: MarkdownRenderer): string {
  if (block.kind === 'prose') return renderer.prose(block.text);
  const { language } = readInfo(block.info, block.text);
  const chunks = codeChunks(block.text).map((chunk) => renderer.code(chunk, language));
  return `<pre><code>${chunks.join('')}</code></pre>`;
}

function createParser(): InstanceType<typeof MarkdownIt> {
  const markdown = new MarkdownIt({ html: false, linkify: true, maxNesting: 20 });
  // Images load. References would have to be known over all blocks, and hide addresses. A line of dashes under a paragraph
  // is, while it streams, a list that has only begun; and indented text is prose that a model has indented.
  markdown.disable(['image', 'reference', 'lheading', 'code']);
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  markdown.validateLink = (href) => /^https?:\/\//i.test(href) || readPlace(href) !== undefined;

  const { rules } = markdown.renderer;
  const escape = (text: string): string => markdown.utils.escapeHtml(text);
  const link = (name: 'href' | 'place', value: string): string =>
    `<a class="link" role="link" tabindex="0" data-${name}="${escape(value)}" title="${escape(value)}">`;
  rules.link_open = (tokens, index) => {
    const href = String(tokens[index]?.attrGet('href') ?? '');
    const place = readPlace(href);
    return place === undefined ? link('href', href) : link('place', place);
  };
  rules.code_inline = (tokens, index) => {
    const text = tokens[index]?.content ?? '';
    const place = readPlace(text);
    // Within a link, code is part of that link.
    if (place === undefined || isInLink(tokens, index)) return `<code>${escape(text)}</code>`;
    return `${link('place', place)}<code>${escape(text)}</code></a>`;
  };
  // The chat's own headings come first in the outline that a screen reader gives.
  rules.heading_open = (tokens, index) => `<${headingTag(tokens[index]?.tag)}>`;
  rules.heading_close = (tokens, index) => `</${headingTag(tokens[index]?.tag)}>\n`;
  rules.table_open = () => '<div class="table" tabindex="0"><table>\n';
  rules.table_close = () => '</table></div>\n';
  rules.th_open = (tokens, index) => `<th${alignment(tokens[index]?.attrGet('style'))}>`;
  rules.td_open = (tokens, index) => `<td${alignment(tokens[index]?.attrGet('style'))}>`;
  rules.fence = (tokens, index) => `<pre tabindex="0"><code>${escape(tokens[index]?.content ?? '')}</code></pre>\n`;
  return markdown;
}

function isInLink(tokens: readonly { readonly type: string }[], index: number): boolean {
  for (let at = index; at >= 0; at--) {
    if (tokens[at]?.type === 'link_close') return false;
    if (tokens[at]?.type === 'link_open') return true;
  }
  return false;
}

function headingTag(tag = 'h1'): string {
  return `h${Math.min(Number(tag.slice(1)) + 2, 6)}`;
}

/** A style would be the only one; the page's policy forbids them. */
function alignment(style: string | number | null | undefined): string {
  const side = /^text-align:(right|center)$/.exec(String(style ?? ''))?.[1];
  return side === undefined ? '' : ` class="${side}"`;
}
