import {
  COMMAND,
  IMPERATIVE,
  OF_AGENTS,
  OF_CODE,
  OF_TALK,
  OTHER_TOPIC,
  PERHAPS_STRICT,
  RULES_TOPIC,
  STRICT,
  STYLE_TOPIC,
} from './rule-words.ts';

/** With less it is no rule for code. */
export const LEAST_WEIGHT = 2;

/**
 * How surely a text is a rule for code, by its words and by the titles that it stands under, the innermost last: 0 where it is
 * none, 5 where it asks for something about code in a section about style.
 */
export function weighRule(text: string, titles: readonly string[], isBullet: boolean): number {
  const said = text.replaceAll(/[*_]{2}/g, '');
  if (isForShell(said) || isLink(said) || OF_AGENTS.test(said)) return 0;
  const asks = IMPERATIVE.test(said) || IMPERATIVE.test(afterLabel(said));
  const isStrict = STRICT.test(said);
  if (!isStrict && describesPath(said)) return 0;
  // Prose that asks for something does so with its first words.
  if (!isBullet && !asks && !STRICT.test(said.split(/\s/, 3).join(' '))) return 0;
  const topic = topicOf(titles);
  const isOfCode = OF_CODE.test(said);
  if (OF_TALK.test(said) && !isOfCode) return 0;
  const own = (asks || isStrict ? 2 : PERHAPS_STRICT.test(said) ? 1 : 0) + (isOfCode ? 1 : 0);
  switch (topic) {
    case 'rules':
      return own + 2;
    case 'other':
      // "Add a file", among steps to set something up; but "never import it", wherever it stands.
      return own - (isStrict ? 1 : 2);
    case undefined:
      return own;
  }
}

/** The innermost title that says anything: `Code style` below `Contributing`, but `Commands` below `Testing`. */
function topicOf(titles: readonly string[]): 'rules' | 'other' | undefined {
  for (const title of titles.toReversed()) {
    if (STYLE_TOPIC.test(title)) return 'rules';
    if (OTHER_TOPIC.test(title)) return 'other';
    if (RULES_TOPIC.test(title)) return 'rules';
  }
  return undefined;
}

/** `Tests: npm test`, ``Run `make` first``: for who has a shell. */
function isForShell(text: string): boolean {
  if (text.startsWith('$ ')) return true;
  if (!COMMAND.test(text)) return false;
  if (/\b(?:run|execute|invoke|install|start|launch|build|commit|deploy)\b/i.test(text)) return true;
  return (
    text
      .replaceAll(/`[^`]*`/g, '')
      .split(/\s+/)
      .filter((word) => /\w/.test(word)).length <= 5
  );
}

/** Little is left of it without its links and images. */
function isLink(text: string): boolean {
  const without = text
    .replaceAll(/!?\[[^[\]]{0,200}\](?:\([^()\s]{0,400}\)|\[[^[\]]{0,100}\])/g, ' ')
    .replaceAll(/https?:\/\/\S+/g, ' ');
  return without !== text && without.split(/\s+/).filter((word) => /\w{2}/.test(word)).length < 4;
}

/** `Naming: use camelCase`. */
function afterLabel(text: string): string {
  return text.replace(/^[\w\s/-]{1,40}:\s*/, '');
}

/** `` `src/api/`: the routes`` */
function describesPath(text: string): boolean {
  const path = /^`?[\w.@*/-]{1,200}`?\s*[:–—(-]/.exec(text)?.[0];
  return path !== undefined && /[/.]/.test(path);
}
