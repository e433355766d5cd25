import { INSECURE_RULES, type InsecureRule } from './insecure-rules.ts';

/** A construct that is often a hole. A hint for who reads a proposal: nothing is refused for it. */
export interface InsecureCode {
  /** `CWE-89`. */
  readonly cwe: string;
  /** What is done there, as a noun: `a shell command put together from parts`. */
  readonly what: string;
  /** From 0. */
  readonly line: number;
}

/** Longer lines are data. */
const LONGEST_LINE = 2_000;

/**
 * Line by line, each rule at most once a line; what begins in a comment or a string is talk, which `isCode` tells of an
 * offset. Time in proportion to the text.
 */
export function findInsecure(
  text: string,
  languageId: string,
  isCode: (offset: number) => boolean,
): readonly InsecureCode[] {
  const rules = INSECURE_RULES.filter(({ languages, unlessAnywhere }) => {
    return (languages?.has(languageId) ?? true) && unlessAnywhere?.test(text) !== true;
  });
  const found: InsecureCode[] = [];
  let start = 0;
  for (const [line, content] of text.split('\n').entries()) {
    if (content.length <= LONGEST_LINE) {
      for (const rule of rules) {
        const index = placeOf(rule, content);
        if (index !== undefined && isCode(start + index)) found.push({ cwe: rule.cwe, what: rule.what, line });
      }
    }
    start += content.length + 1;
  }
  return withoutCopies(found);
}

/** What a change brings: kinds that the text had before, on lines that are the same, are not its doing. */
export function findNewInsecure(
  old: string,
  now: string,
  languageId: string,
  isCode: (offset: number) => boolean,
): readonly InsecureCode[] {
  const stood = new Set(old.split('\n').map((line) => line.trim()));
  const lines = now.split('\n');
  return findInsecure(now, languageId, isCode).filter(({ line }) => !stood.has(lines[line]!.trim()));
}

export function describeInsecure(found: readonly InsecureCode[]): string {
  const places = found.slice(0, 3).map(({ what, cwe, line }) => `${what} on line ${line + 1} (${cwe})`);
  const more = found.length > places.length ? `, and ${found.length - places.length} more` : '';
  return `look twice at ${places.join(', ')}${more}.`;
}

function placeOf({ pattern, unless }: InsecureRule, line: string): number | undefined {
  const match = pattern.exec(line);
  return match === null || unless?.test(line) === true ? undefined : match.index;
}

function withoutCopies(found: readonly InsecureCode[]): readonly InsecureCode[] {
  return found.filter(
    (each, index) => found.findIndex(({ cwe, line }) => cwe === each.cwe && line === each.line) === index,
  );
}
