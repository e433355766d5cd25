// docs/benchmarks.md: each bench writes its own section with --docs and leaves the others as they are.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../scripts/lib/root.ts';

/** Every section there can be, in the order of the page. */
const TITLES = {
  'typing-files': 'Typing: files that the engine has not seen',
  'typing-commits': 'Typing: the lines of real commits',
  context: 'Context: what the model is shown',
  gate: 'Gate: which suggestions are shown',
  postprocess: 'Post-processing',
  edits: 'Edits',
  server: 'Model server',
  ghost: 'Ghost text of a model',
  reuse: 'Requests saved by keeping answers',
  'engine-share': 'Engine: its share of what is shown beside a server',
  speed: 'Speed',
  safety: 'Safety',
} as const;

export type SectionName = keyof typeof TITLES;

const PAGE = path.join(ROOT, 'docs', 'benchmarks.md');

/** Replaces one section of `docs/benchmarks.md`, or adds it at its place; the page is made where it is missing. */
export function writeSection(name: SectionName, markdown: string, file = PAGE): void {
  const page = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  fs.writeFileSync(file, withSection(page, name, markdown));
  // In the form that the format check wants, so that a generated page is never "wrong".
  execFileSync(process.execPath, [path.join(ROOT, 'node_modules/oxfmt/bin/oxfmt'), file]);
}

/** The page with that section's text; what else a person wrote on the page is not kept. */
export function withSection(page: string, name: SectionName, markdown: string): string {
  const names = Object.keys(TITLES) as SectionName[];
  const texts = names.flatMap((each) => {
    const text = each === name ? markdown.trim() : sectionText(page, each);
    return text === undefined ? [] : [{ name: each, title: TITLES[each], text }];
  });
  const index = texts.map((section) => `- [${section.title}](#${anchor(section.title)})`);
  const sections = texts.map((each) => `## ${each.title}\n\n${begin(each.name)}\n\n${each.text}\n\n${end(each.name)}`);
  return [HEAD, index.join('\n'), ...sections].join('\n\n').concat('\n');
}

const HEAD = `# Benchmarks

Written by \`npm run bench -- NAME … --docs\`, each section by its own bench; nothing here is edited by hand. What each bench
reads and writes: \`npm run bench\`. Figures are ratios against something named that was measured in the same run, since
bare times say more about the machine than about Sotto.`;

function sectionText(page: string, name: SectionName): string | undefined {
  const from = page.indexOf(begin(name));
  const to = page.indexOf(end(name), from);
  return from < 0 || to < 0 ? undefined : page.slice(from + begin(name).length, to).trim();
}

const begin = (name: SectionName): string => `<!-- ${name}: begin -->`;
const end = (name: SectionName): string => `<!-- ${name}: end -->`;

/** As GitHub and VS Code make it from a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
