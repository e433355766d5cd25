import { outside } from './read-head.ts';

export interface Parameter {
  readonly name: string;
  /** As declared. */
  readonly type?: string;
}

const TYPE_FIRST = new Set(['java', 'csharp', 'c', 'cpp']);

/** The parameters of a definition, from what stands between its brackets. `self` is one of them where it is written. */
export function readParameters(parameters: string, languageId: string): readonly Parameter[] {
  const parts = split(parameters).filter((part) => part !== '');
  if (TYPE_FIRST.has(languageId)) return parts.flatMap(typeFirst);
  return languageId === 'go' ? inGo(parts) : parts.flatMap(nameFirst);
}

function split(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let comma = outside(text, ','); comma >= 0; comma = outside(text, ',', start)) {
    parts.push(text.slice(start, comma).trim());
    start = comma + 1;
  }
  return [...parts, text.slice(start).trim()];
}

/** `private readonly x?: T = 1`, `mut x: T`, `*args: T`, `x = 1`, `&self`. Patterns have no name of their own. */
function nameFirst(part: string): readonly Parameter[] {
  const match =
    /^(?:@[\w.]+(?:\([^()]*\))?\s*)*(?:(?:public|private|protected|readonly|override|mut|ref)\s+)*(?:\.\.\.|\*{1,2}|&(?:'\w+\s+)?(?:mut\s+)?)?([\p{L}_$][\p{L}\p{N}_$]*)\s*\??\s*(?::\s*(.*))?/u.exec(
      part,
    );
  if (!match) return [];
  const type = match[2] === undefined ? undefined : withoutValue(match[2]);
  return [{ name: match[1]!, ...(type === undefined ? {} : { type }) }];
}

/** `final Map<A, B> x`, `const T &x = y`, `ref int x`, `T x[]`. */
function typeFirst(part: string): readonly Parameter[] {
  const bare = withoutValue(part)
    .replace(/^(?:@[\w.]+(?:\([^()]*\))?\s+|\[[^\]]*\]\s*|(?:final|this|ref|out|in|params|register)\s+)+/, '')
    .replace(/(?:\s*\[[^\]]*\])+$/, '');
  const match = /^(.*?[\s*&>\]])\s*([\p{L}_$][\p{L}\p{N}_$]*)$/u.exec(bare);
  return match ? [{ name: match[2]!, type: match[1]!.trim() }] : [];
}

/** `a, b int` gives both the type that follows. A list of types alone has no names. */
function inGo(parts: readonly string[]): readonly Parameter[] {
  const pairs = parts.map((part) => /^([\p{L}_]\w*)\s+(\S.*)$/u.exec(part));
  if (pairs.every((pair) => !pair)) return [];
  let type = '';
  return parts
    .map((part, index) => ({ part, pair: pairs[index] }))
    .toReversed()
    .map(({ part, pair }) => {
      type = pair?.[2] ?? type;
      return { name: pair?.[1] ?? part, type };
    })
    .toReversed();
}

function withoutValue(text: string): string {
  for (let at = outside(text, '='); at >= 0; at = outside(text, '=', at + 1)) {
    if (text[at + 1] !== '>') return text.slice(0, at).trim();
  }
  return text.trim();
}
