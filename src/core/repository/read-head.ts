import type { DefinitionKind } from './outline.ts';

/** Where a language writes the type of what it names: `Loan loan` or `loan: Loan`. */
export type TypePlace = 'before' | 'after';

export interface HeadParts {
  /** What stands before the name and after it, on one line each, without comments and body. */
  readonly before: string;
  readonly after: string;
  readonly kind: DefinitionKind;
}

export interface Head {
  /** Between the brackets. */
  readonly parameters?: string;
  readonly type?: string;
}

/** Parameters, and what is given back or held, from a definition's head as written. What is not said is absent. */
export function readHead({ before, after, kind }: HeadParts, place: TypePlace): Head {
  switch (kind) {
    case 'function':
    case 'method': {
      const found = splitParameters(after);
      // Some languages leave the brackets out where they would be empty.
      const rest = found?.rest ?? after;
      const type = place === 'before' ? typeBefore(before, rest) : typeOfResult(rest);
      return { ...(found && { parameters: found.parameters }), ...present(type) };
    }
    case 'field':
    case 'constant':
      return present(place === 'before' ? typeBefore(before, '') : typeAfter(after));
    case 'type':
      return present(aliased(before, after, place));
    case 'class':
    case 'interface':
    case 'enum':
    case 'module':
      return {};
  }
}

const MAX_TYPE = 160;
const MAX_PARAMETERS = 400;

function present(type: string): Head {
  const bare = type.slice(0, endOfType(type)).trim();
  return bare === '' ? {} : { type: bare.slice(0, MAX_TYPE) };
}

/** Without what opens a body or a value, or ends a statement. From the end: a pattern would try every blank in between. */
function endOfType(type: string): number {
  let end = type.trimEnd().length;
  while (end > 0) {
    if (ENDS.includes(type[end - 1]!)) end--;
    else if (type.startsWith('=>', end - 2)) end -= 2;
    else break;
  }
  return end;
}

const ENDS = '{:;,=';

/** What may stand between a name and its `(`: type parameters, or ` = async function` of a constant. */
const BEFORE_PARAMETERS = /^\s*(?:[?!]\s*)?(?:(?::[^=]*)?=\s*(?:async\s+)?(?:function\b\s*\*?\s*[\w$]*\s*)?)?/;

function splitParameters(after: string): { readonly parameters: string; readonly rest: string } | undefined {
  let at = BEFORE_PARAMETERS.exec(after)![0].length;
  if (after[at] === '<' || after[at] === '[') at = closing(after, at) + 1;
  while (after[at] === ' ') at++;
  if (after[at] !== '(') return undefined;
  const end = closing(after, at);
  return {
    parameters: after
      .slice(at + 1, end)
      .trim()
      .slice(0, MAX_PARAMETERS),
    rest: after.slice(end + 1),
  };
}

function typeOfResult(rest: string): string {
  // Rust's conditions on type parameters are no part of the type.
  return rest
    .replace(/^\s*(?::|->)\s*/, '')
    .replace(/\bwhere\b.*$/, '')
    .replace(/^\s*[{=].*$/, '');
}

/** `: Type = value`, `Type = value` (Go), `a, b Type`. */
function typeAfter(after: string): string {
  const type = after.replace(/^(?:\s*,\s*\w+)*\s*[?!]?\s*:?\s*/, '');
  return type.slice(0, startOfValue(type)).replace(/\s*[`"].*$/, '');
}

const MODIFIERS =
  /^(?:(?:public|private|protected|internal|static|final|abstract|sealed|override|virtual|async|extern|unsafe|readonly|volatile|synchronized|native|default|transient|strictfp|new|partial|inline|constexpr|consteval|constinit|explicit|friend|mutable|required|event|typedef|register|thread_local|__inline|__extension__)\b|@[\w.]+(?:\([^()]*\))?|\[[^\]]*\]|template\s*<[^<>]*(?:<[^<>]*>[^<>]*)*>|"[^"]*")\s*/;

function typeBefore(before: string, rest: string): string {
  let type = before.trim();
  for (let last = ''; last !== type;) {
    last = type;
    type = type.replace(MODIFIERS, '');
    // Type parameters of a method stand before its type in Java.
    if (type.startsWith('<')) type = type.slice(closing(type, 0) + 1).trim();
  }
  if (type === 'auto') return /->\s*(.+)$/.exec(rest)?.[1] ?? '';
  // `int a, *b`: the type is that of the first.
  const comma = outside(type, ',');
  return comma < 0 ? type : type.slice(0, comma).replace(/\s*[*&\w[\]=]+$/, '');
}

function aliased(before: string, after: string, place: TypePlace): string {
  const value = startOfValue(after);
  if (value < after.length) return after.slice(value + 1);
  return place === 'before' ? typeBefore(before, '').replace(/^delegate\s+/, '') : after;
}

/** Index of the bracket that closes the one at `open`, or the text's last one. `=>` and `->` close nothing. */
export function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const change = depthChange(text, at);
    depth += change;
    if (change < 0 && depth === 0) return at;
  }
  return text.length;
}

/** Index of the first such character that no bracket encloses, or -1. */
export function outside(text: string, character: string, from = 0): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (depth === 0 && text[at] === character) return at;
    depth = Math.max(0, depth + depthChange(text, at));
  }
  return -1;
}

/** What the character does to the number of open brackets. */
function depthChange(text: string, at: number): 1 | 0 | -1 {
  const sign = text.charAt(at);
  if (OPENING.includes(sign)) return 1;
  if (!CLOSING.includes(sign)) return 0;
  return sign === '>' && (text[at - 1] === '=' || text[at - 1] === '-') ? 0 : -1;
}

const OPENING = '([{<';
const CLOSING = ')]}>';

function startOfValue(text: string): number {
  for (let at = outside(text, '='); at >= 0; at = outside(text, '=', at + 1)) {
    if (text[at + 1] !== '>') return at;
  }
  return text.length;
}
