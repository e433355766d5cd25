import { LEAST_WEIGHT, weighRule } from './weigh-rule.ts';

/** A rule for code that a file states. */
export interface Rule {
  /** Line numbers from 0, `end` excluded. */
  readonly start: number;
  readonly end: number;
  /** The lines that it stands under and says little without: its heading, then labels such as `- Naming:`. */
  readonly above: readonly number[];
  /** What it stands under in words, all headings up to the first. */
  readonly titles: readonly string[];
  /** How surely it is a rule for code: `LEAST_WEIGHT` or more. */
  readonly weight: number;
}

/** A bullet of more than that is an essay. */
const LONGEST_LINE = 600;
const MOST_LINES_OF_RULE = 6;
/** Nobody has as many. They bound the time for a file that is no rules file at all. */
const MOST_LINES = 20_000;
const MOST_RULES = 500;
const MOST_LABELS = 4;

interface Heading {
  readonly level: number;
  readonly line: number;
  readonly title: string;
}

interface Label {
  readonly indent: number;
  readonly line: number;
  readonly title: string;
}

/**
 * The rules for code in a rules file, in its order: bullets, and sentences that ask for something. Left out are badges,
 * prose, code blocks, commands to run, links, and what merely describes. By words alone, in linear time.
 */
export function readRules(lines: readonly string[]): readonly Rule[] {
  const rules: Rule[] = [];
  let headings: readonly Heading[] = [];
  let labels: readonly Label[] = [];
  let open: { readonly start: number; readonly isBullet: boolean; text: string } | undefined;

  const close = (end: number): void => {
    if (open === undefined) return;
    const { start, isBullet, text } = open;
    open = undefined;
    if (end - start > MOST_LINES_OF_RULE) return;
    const titles = [...headings.map(({ title }) => title), ...labels.map(({ title }) => title)];
    const weight = weighRule(text, titles, isBullet);
    if (weight < LEAST_WEIGHT) return;
    const heading = headings.at(-1);
    const above = [...(heading === undefined ? [] : [heading.line]), ...labels.map(({ line }) => line)];
    rules.push({ start, end, above, titles, weight });
  };
  const begin = (heading: Heading): void => {
    headings = [...headings.filter(({ level }) => level < heading.level), heading];
    labels = [];
  };

  let skipUntil: ((line: string) => boolean) | undefined;
  let isParagraph = false;
  for (const [number, line] of lines.slice(0, MOST_LINES).entries()) {
    if (rules.length >= MOST_RULES) break;
    const text = line.length > LONGEST_LINE ? '' : line.trim();
    if (skipUntil !== undefined) {
      if (skipUntil(text)) skipUntil = undefined;
      continue;
    }
    skipUntil = blockFrom(text, number, lines);
    const bullet = skipUntil === undefined ? readBullet(line, text) : undefined;
    const heading = bullet === undefined ? readHeading(text, number, lines, isParagraph) : undefined;
    if (skipUntil !== undefined || NO_TEXT.test(text)) {
      close(number);
      isParagraph = false;
      // A comment may end where it began.
      if (skipUntil?.(text.slice(3)) === true) skipUntil = undefined;
    } else if (heading !== undefined) {
      close(number);
      begin(heading);
      isParagraph = false;
    } else if (bullet !== undefined) {
      close(number);
      labels = labels.filter(({ indent }) => indent < bullet.indent);
      isParagraph = true;
      if (bullet.text.length <= LONGEST_TITLE && /:\**$/.test(bullet.text)) {
        labels = [...labels, { indent: bullet.indent, title: bullet.text, line: number }].slice(-MOST_LABELS);
      } else open = { start: number, isBullet: true, text: bullet.text };
    } else if (open !== undefined && (open.isBullet || !/[.!;]$/.test(open.text))) {
      if (number - open.start < MOST_LINES_OF_RULE) open.text += ` ${text}`;
    } else {
      close(number);
      // A line of its own in a paragraph, as `.cursorrules` has them.
      if (!isParagraph) labels = [];
      isParagraph = true;
      // `**Names.** The field's words, one per thing.` is a bullet in all but its mark.
      open = { start: number, isBullet: /^\*\*[^*]{1,60}\*\*/.test(text), text };
    }
  }
  close(lines.length);
  return rules;
}

/** Nothing, a line across, a row of a table, a quotation. */
const NO_TEXT = /^(?:$|[|>]|(?:-{3,}|={3,}|\*{3,})$)/;

/** Where a code block, a comment or front matter begins: what ends it. */
function blockFrom(text: string, number: number, lines: readonly string[]): ((line: string) => boolean) | undefined {
  const fence = /^(?:`{3,}|~{3,})/.exec(text)?.[0];
  if (fence !== undefined) return (line) => line.startsWith(fence) && line.slice(fence.length).trim() === '';
  if (text.startsWith('<!--')) return (line) => line.includes('-->');
  const isFrontMatter =
    number === 0 && text === '---' && lines.slice(1, LONGEST_FRONT_MATTER).some((line) => line.trim() === '---');
  return isFrontMatter ? (line) => line === '---' : undefined;
}

/** A rule at the top would swallow the whole file else. */
const LONGEST_FRONT_MATTER = 60;

function readBullet(line: string, text: string): { readonly indent: number; readonly text: string } | undefined {
  const mark = /^(?:[-*+•]|\d{1,3}[.)])\s+(?=\S)/.exec(text)?.[0];
  if (mark === undefined) return undefined;
  return { indent: line.length - line.trimStart().length, text: text.slice(mark.length).replace(/^\[[ x]\]\s*/, '') };
}

/** `# Title`, `Title` over a line of `=`, `**Title**`, and in plain text a few words above bullets. */
function readHeading(text: string, line: number, lines: readonly string[], isParagraph: boolean): Heading | undefined {
  const marks = /^#{1,6}(?=\s)/.exec(text)?.[0];
  if (marks !== undefined)
    return { level: marks.length, line, title: text.slice(marks.length, LONGEST_LINE / 4).trim() };
  if (isParagraph || text === '' || text.length > LONGEST_TITLE) return undefined;
  const next = lines[line + 1]?.slice(0, LONGEST_LINE).trim() ?? '';
  if (/^(?:={3,}|-{3,})$/.test(next)) return { level: next.startsWith('=') ? 1 : 2, line, title: text };
  if (/^\*\*[^*]+\*\*:?$/.test(text)) return { level: PLAIN_LEVEL, line, title: text };
  const below = next === '' ? (lines[line + 2]?.slice(0, LONGEST_LINE).trim() ?? '') : next;
  const isTitle = !/[.!?;,]$/.test(text) && text.split(/\s+/).length <= MOST_WORDS_OF_TITLE;
  return isTitle && readBullet(below, below) !== undefined ? { level: PLAIN_LEVEL, line, title: text } : undefined;
}

const LONGEST_TITLE = 80;
const MOST_WORDS_OF_TITLE = 8;
/** Below all that are marked. */
const PLAIN_LEVEL = 7;
