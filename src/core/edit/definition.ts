import { indentWidth } from '../syntax/indentation.ts';
import type { LanguageSyntax } from '../syntax/languages.ts';
import { depthChange, type LexedLine, lexLines, textOf } from './lexed-lines.ts';

/** A definition's lines, told from tokens alone: there is no tree of a model's answer that the host could wait for. */
export interface DefinitionRange {
  /** The line that its head begins on, behind comments, decorators and attributes. */
  readonly head: number;
  /** The line after its last. */
  readonly end: number;
  readonly name: string;
  /** A class, an interface, an `impl`: what holds other definitions. */
  readonly isContainer: boolean;
  /** The tokens of its head, up to the body: tells overloads apart. */
  readonly signature: string;
}

/** The definition whose head begins on that line, if one does. */
export function definitionRange(
  lines: readonly string[],
  line: number,
  language: LanguageSyntax,
): DefinitionRange | undefined {
  return definitionAt(lexLines(lines, language), line, language);
}

export function definitionAt(
  lines: readonly LexedLine[],
  line: number,
  language: LanguageSyntax,
): DefinitionRange | undefined {
  const first = lines[line];
  if (!first || first.isBlank || first.isComment || first.inside !== undefined) return undefined;
  if (beginsAttribute(first)) return undefined;
  return language.blocks === 'colon' ? indentedDefinition(lines, line) : bracedDefinition(lines, line);
}

/** Every definition among the lines, nested ones too. */
export function definitionsIn(lines: readonly LexedLine[], language: LanguageSyntax): readonly DefinitionRange[] {
  return lines.flatMap((_, line) => definitionAt(lines, line, language) ?? []);
}

function indentedDefinition(lines: readonly LexedLine[], head: number): DefinitionRange | undefined {
  const { text } = lines[head]!;
  const found = /^\s*(?:async\s+)?(def|class)\s+(\w+)/.exec(text);
  if (!found) return undefined;
  const level = indentWidth(text);
  let depth = 0;
  let body = head;
  do depth += depthChange(lines[body++]!);
  while (depth > 0 && body < lines.length);
  const signature = signatureOf(lines.slice(head, body));
  let end = body;
  for (let line = body; line < lines.length; line++) {
    const { isBlank, inside } = lines[line]!;
    if (isBlank && inside === undefined) continue;
    if (inside === undefined && depth <= 0 && indentWidth(lines[line]!.text) <= level) break;
    depth += depthChange(lines[line]!);
    end = line + 1;
  }
  return { head, end, name: found[2]!, isContainer: found[1] === 'class', signature };
}

/** More tokens than any sane head has. */
const LONGEST_HEAD = 300;

const CONTAINERS = new Set([
  'class',
  'interface',
  'enum',
  'struct',
  'trait',
  'impl',
  'record',
  'namespace',
  'module',
  'union',
]);
const NAMED = new Set(['func', 'fn', 'function', 'type', ...CONTAINERS]);
const VARIABLES = new Set(['const', 'let', 'var']);
const NO_HEADS = new Set(
  'if else for while do switch case default catch try finally return throw new await yield import package using goto break continue with delete typeof match loop unsafe select defer go lock fixed assert super this'.split(
    ' ',
  ),
);

function bracedDefinition(lines: readonly LexedLine[], head: number): DefinitionRange | undefined {
  const words: string[] = [];
  let depth = 0;
  let opens = false;
  let assigned = false;
  let ended = false;
  let openLine = head;
  read: for (let line = head; line < lines.length && words.length < LONGEST_HEAD; line++) {
    if (line > head && lines[line]!.isBlank) break;
    for (const token of lines[line]!.tokens) {
      const word = textOf(lines[line]!, token);
      if (token.class === 'comment') continue;
      openLine = line;
      if (depth === 0 && word === '{') {
        opens = true;
        break read;
      }
      if (depth === 0 && word === ';') {
        ended = true;
        break read;
      }
      if (depth === 0 && (word === '=' || word === '=>') && !assigned) assigned = true;
      if (token.class === 'open') depth++;
      if (token.class === 'close' && --depth < 0) return undefined;
      words.push(word);
    }
    // A body in no brackets, `const a = b`, is over where the line is; a head goes on to its `{`.
    if (assigned && depth === 0 && !/(?:=>|=|[+\-*/%&|?:,.(<])$/.test(words.at(-1) ?? '')) break;
    if (line - head > 30) return undefined;
  }
  const found = nameOf(words, opens, assigned, ended);
  if (!found || !namesOnFirstLine(lines[head]!, found.name)) return undefined;
  const end = endOfBraces(lines, head, openLine);
  const signature = words
    .slice(0, assigned ? words.findIndex((word) => word === '=' || word === '=>') : undefined)
    .join(' ');
  return { head, end, ...found, signature };
}

/** Else the first line is a sentence before it. In C a type, in C++ `template <…>` may have a line of its own. */
function namesOnFirstLine(line: LexedLine, name: string): boolean {
  const word = /[\w$]+/.exec(name.slice(Math.max(name.lastIndexOf(':'), name.lastIndexOf('.')) + 1))?.[0] ?? name;
  return line.text.includes(word) || line.tokens[0]?.class === 'keyword';
}

function nameOf(
  words: readonly string[],
  opens: boolean,
  assigned: boolean,
  ended: boolean,
): Pick<DefinitionRange, 'name' | 'isContainer'> | undefined {
  if (words.length === 0 || NO_HEADS.has(words[0]!)) return undefined;
  const paren = words.indexOf('(');
  const equals = words.findIndex((word) => word === '=' || word === '=>');
  const keyword = words.findIndex((word) => NAMED.has(word));
  const isBefore = (at: number, other: number): boolean => at >= 0 && (other < 0 || at < other);
  if (isBefore(keyword, equals) && (isBefore(keyword, paren) || words[keyword] === 'func')) {
    return keywordName(words, keyword, opens || ended || assigned);
  }
  const variable = words.findIndex((word) => VARIABLES.has(word));
  if (isBefore(variable, equals) && isBefore(variable, paren)) {
    const name = words[variable + 1] === 'mut' ? words[variable + 2] : words[variable + 1];
    return isName(name) ? { name, isContainer: false } : undefined;
  }
  if (paren <= 0 || !(isBefore(paren, equals) || equals < 0)) {
    // `field = (…) => {` and a property with a type, in a class.
    return equals > 0 && opens && isName(words[0]) ? { name: words[0], isContainer: false } : undefined;
  }
  // Behind the name there may be type parameters.
  let at = paren - 1;
  const operator = words.lastIndexOf('operator', at);
  if (operator > 0 && opens) return { name: words.slice(operator, paren).join(' '), isContainer: false };
  if (words[at] === '>') while (at > 0 && words[at] !== '<') at--;
  if (words[at] === '<') at--;
  const before = words.slice(0, at);
  if (!isName(words[at]) || NO_HEADS.has(words[at]!)) return undefined;
  if (before.some((word) => NO_HEADS.has(word) || /^(?:\.|\?\.|=|&&|\|\||!|\+|-|\/|"|')$/.test(word))) return undefined;
  // A call has no body and no type before it.
  if (!opens && !(ended && before.length > 0) && !(assigned && before.length > 0)) return undefined;
  return { name: qualifiedName(words, at), isContainer: false };
}

function keywordName(
  words: readonly string[],
  keyword: number,
  hasBody: boolean,
): Pick<DefinitionRange, 'name' | 'isContainer'> | undefined {
  const kind = words[keyword]!;
  if (!hasBody) return undefined;
  // `impl<T> Display for Ring<T>` has no name but all of it.
  if (kind === 'impl') return { name: words.slice(keyword).join(' '), isContainer: true };
  let at = keyword + 1;
  let receiver = '';
  if (kind === 'func' && words[at] === '(') {
    const close = words.indexOf(')', at);
    receiver = `${words.slice(at + 1, close).findLast((word) => isName(word)) ?? ''}.`;
    at = close + 1;
  }
  if (words[at] === '*') at++;
  // `enum class Colour`, `record struct Point`.
  if (CONTAINERS.has(words[at] ?? '')) at++;
  const name = words[at];
  return isName(name) ? { name: receiver + name, isContainer: CONTAINERS.has(kind) || kind === 'type' } : undefined;
}

/** `Matrix :: at` is one name, and so is `operator *`. */
function qualifiedName(words: readonly string[], at: number): string {
  let name = words[at]!;
  for (let i = at - 1; i > 0 && words[i] === '::'; i -= 2) name = `${words[i - 1]}::${name}`;
  return name;
}

const isName = (word: string | undefined): word is string =>
  word !== undefined && /^[#~]?[\p{L}_$][\w$\p{L}]*$/u.test(word);

/** After the line on which all that the definition opened is closed. */
function endOfBraces(lines: readonly LexedLine[], head: number, openLine: number): number {
  let depth = 0;
  for (let line = head; line < lines.length; line++) {
    depth += depthChange(lines[line]!);
    if (line >= openLine && depth <= 0) return line + 1;
  }
  return lines.length;
}

function signatureOf(lines: readonly LexedLine[]): string {
  return lines
    .flatMap((line) => line.tokens.filter((token) => token.class !== 'comment').map((token) => textOf(line, token)))
    .join(' ');
}

/** Comments, decorators and attributes right above a head, as far as no blank line or code parts them from it. */
export interface LeadLine {
  readonly line: number;
  readonly kind: 'comment' | 'attribute';
}

export function leadOf(lines: readonly LexedLine[], head: number): readonly LeadLine[] {
  const lead: LeadLine[] = [];
  for (let line = head - 1; line >= 0 && !lines[line]!.isBlank;) {
    if (lines[line]!.isComment) {
      lead.unshift({ line, kind: 'comment' });
      line--;
      continue;
    }
    const from = attributeEndingAt(lines, line);
    if (from === undefined) break;
    for (let each = line; each >= from; each--) lead.unshift({ line: each, kind: 'attribute' });
    line = from - 1;
  }
  return lead;
}

/** `@decorator(…)`, `#[attribute]`, `[Attribute]`, over as many lines as its brackets are open. */
function attributeEndingAt(lines: readonly LexedLine[], last: number): number | undefined {
  let depth = 0;
  for (let line = last; line >= 0 && last - line < 12; line--) {
    if (lines[line]!.isBlank) return undefined;
    depth += depthChange(lines[line]!);
    if (depth === 0) return isAttribute(lines[line]!.text, lines[last]!.text) ? line : undefined;
    if (depth > 0) return undefined;
  }
  return undefined;
}

/** Nothing but an attribute, or the beginning of one; a head may follow on the same line. */
function beginsAttribute(line: LexedLine): boolean {
  const text = line.text.trim();
  if (/^@[\w.]+(?:\(.*\))?$/.test(text) || /^#!?\[.*\]$/.test(text) || /^\[[A-Za-z].*\]$/.test(text)) return true;
  return /^(?:@[\w.]+\(|#!?\[|\[[A-Za-z])/.test(text) && depthChange(line) > 0;
}

function isAttribute(first: string, last: string): boolean {
  const text = first.trim();
  return /^@[\w.]+/.test(text)
    ? !/[{;]\s*$/.test(last)
    : /^#!?\[/.test(text) || (/^\[[A-Za-z]/.test(text) && /\]\s*$/.test(last));
}
