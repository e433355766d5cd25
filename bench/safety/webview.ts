import { createRequire } from 'node:module';
import { markdownBlocks } from '../../src/core/chat/markdown-blocks.ts';
import { blockHtml, createMarkdownRenderer } from '../../src/webview/chat/render-markdown.ts';
import { createSanitiser } from '../../src/webview/chat/sanitise.ts';
import { readJsonLines, writeJsonLines } from '../lib/json-lines.ts';
import type { Figure, SafetyOptions } from '../safety.ts';
import { activeParts, textOf } from './active-parts.ts';
import type { PageElement } from './active-parts.ts';
import { print } from '../lib/print.ts';

interface Row {
  readonly id: string;
  readonly category: string;
  readonly markdown: string;
  /** Of a benign row: what must be read in it. */
  readonly rendersText: string | undefined;
}

/** A part of jsdom, which brings no types: enough of a browser to sanitise in, and to look at what came of it. */
interface Dom {
  readonly window: Parameters<typeof createSanitiser>[0] & {
    readonly document: { readonly createElement: (tag: string) => PageElement & { innerHTML: string } };
  };
}

const { JSDOM } = createRequire(import.meta.url)('jsdom') as { readonly JSDOM: new (html: string) => Dom };

/** No answer may take longer to be drawn, whatever is in it. */
const LONGEST_MS = 500;

/** `html` is what the chat sets in its page for an answer, made by the very functions that its page uses. */
export async function measureWebview(options: SafetyOptions): Promise<readonly Figure[]> {
  const { window } = new JSDOM('');
  // Named at run time: the types of its library would bring those of the browser to all that the compiler checks here.
  const highlighter = new URL('../../src/webview/chat/highlight.ts', import.meta.url).href;
  const { highlight } = (await import(highlighter)) as { highlight: (text: string, language: string) => string };
  const renderer = createMarkdownRenderer(createSanitiser(window), highlight);
  const draw = (markdown: string): string =>
    markdownBlocks(markdown)
      .map((block) => blockHtml(block, renderer))
      .join('');
  const rows = readJsonLines(options.in, toRow);
  draw('Warm-up: `a`\n\n```ts\nconst a = 1;\n```');
  const answers = rows.map((row) => {
    const start = performance.now();
    const html = draw(row.markdown);
    return { row, html, ms: performance.now() - start };
  });
  if (options.out !== undefined) {
    writeJsonLines(
      options.out,
      answers.map(({ row, html }) => ({ id: row.id, html })),
    );
  }
  const slowest = answers.reduce((most, answer) => (answer.ms > most.ms ? answer : most));
  print(`${rows.length} answers; the slowest, ${slowest.row.id}, took ${slowest.ms.toFixed(1)} ms`);
  if (!options.score) return [];

  const judged = answers.map(({ row, html, ms }) => {
    const page = window.document.createElement('div');
    page.innerHTML = html;
    return { row, faults: faultsOf(row, page, ms) };
  });
  print('\ncategory, right of all:');
  for (const [category, group] of Map.groupBy(judged, ({ row }) => row.category)) {
    print(`  ${category.padEnd(30)} ${group.filter(({ faults }) => faults.length === 0).length}/${group.length}`);
  }
  for (const { row, faults } of judged) if (faults.length > 0) print(`wrong: ${row.id}: ${faults.join(', ')}`);
  const count = (name: string, group: typeof judged): Figure => {
    const right = group.filter(({ faults }) => faults.length === 0).length;
    print(`${name} ${right}/${group.length}`);
    return { name, part: right, all: group.length };
  };
  return [
    count(
      'payloads inert',
      judged.filter(({ row }) => row.rendersText === undefined),
    ),
    count(
      'benign answers kept',
      judged.filter(({ row }) => row.rendersText !== undefined),
    ),
  ];
}

function faultsOf({ rendersText }: Row, page: PageElement, ms: number): readonly string[] {
  const faults = [...activeParts(page)];
  if (rendersText !== undefined && !textOf(page).includes(rendersText)) faults.push('its text is lost');
  if (ms > LONGEST_MS) faults.push(`took ${ms.toFixed(0)} ms`);
  return faults;
}

function toRow(row: Record<string, unknown>): Row {
  const { id, category, markdown, expect } = row;
  if (typeof id !== 'string') throw new Error('has no id');
  if (typeof markdown !== 'string') throw new Error('has no markdown');
  const rendersText = (expect as { rendersText?: unknown } | undefined)?.rendersText;
  return {
    id,
    markdown,
    category: typeof category === 'string' ? category : '',
    rendersText: typeof rendersText === 'string' ? rendersText : undefined,
  };
}
