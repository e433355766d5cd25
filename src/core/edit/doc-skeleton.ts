import { indentOf, indentUnit } from '../syntax/indentation.ts';

/** Lines to insert before `line` (zero-based) of the text they were made for. */
export interface DocSkeleton {
  readonly line: number;
  readonly lines: readonly string[];
}

/**
 * A documentation comment with the places to fill in, from a definition's head alone: what *Document* gives where no model
 * is set. `head`: the zero-based line that the definition's head begins on, behind decorators. `undefined` for languages
 * without a form of their own and for heads that take more than 20 lines.
 */
export function docSkeleton(lines: readonly string[], head: number, languageId: string): DocSkeleton | undefined {
  const signature = readSignature(lines, head);
  const form = FORMS[languageId];
  if (!signature || !form) return undefined;
  const indent = indentOf(lines[head]!);
  if (languageId === 'python') {
    const unit = indentUnit(lines.join('\n')) ?? '    ';
    return {
      line: signature.endLine + 1,
      lines: form(signature).map((line) => (line === '' ? '' : indent + unit + line)),
    };
  }
  return { line: head, lines: form(signature).map((line) => indent + line) };
}

interface Signature {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly returns: boolean;
  /** The line that the head ends on. */
  readonly endLine: number;
}

/** More than any head takes. */
const MOST_LINES = 20;

function readSignature(lines: readonly string[], head: number): Signature | undefined {
  let text = '';
  for (let line = head; line < Math.min(lines.length, head + MOST_LINES); line++) {
    text += `${text === '' ? '' : ' '}${lines[line]!.trim()}`;
    const open = openingParen(text);
    const close = open === undefined ? undefined : closingParen(text, open);
    if (open === undefined && /[{:;]\s*$/.test(text))
      return { name: lastName(text), parameters: [], returns: false, endLine: line };
    if (open === undefined || close === undefined) continue;
    const before = text.slice(0, open);
    const after = text.slice(close + 1);
    const isPython = /^(?:async )?(?:def|class)\b/.test(text);
    if (isPython && !after.includes(':')) continue;
    const parameters = splitList(text.slice(open + 1, close)).flatMap((each) => parameterName(each, text) ?? []);
    return { name: lastName(before), parameters, returns: returnsValue(before, after), endLine: line };
  }
  return undefined;
}

/** Of the parameters; Go's receiver stands before the name. */
function openingParen(text: string): number | undefined {
  const receiver = /^func\s*\(/.exec(text);
  const from = receiver ? (closingParen(text, text.indexOf('(')) ?? text.length) + 1 : 0;
  const at = text.indexOf('(', from);
  return at < 0 ? undefined : at;
}

function closingParen(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if ('([{<'.includes(text[at]!)) depth++;
    // The `>` of an arrow closes nothing.
    else if (')]}'.includes(text[at]!) || (text[at] === '>' && !'=-'.includes(text[at - 1]!))) depth--;
    if (depth === 0) return at;
  }
  return undefined;
}

function splitList(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if ('([{<'.includes(text[at]!)) depth++;
    else if (')]}'.includes(text[at]!) || (text[at] === '>' && !'=-'.includes(text[at - 1]!))) depth--;
    else if (text[at] === ',' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)].map((part) => part.trim()).filter((part) => part !== '');
}

function parameterName(parameter: string, head: string): string | undefined {
  const plain = parameter
    .replace(/^(?:@\w+(?:\([^)]*\))?\s+)+/, '')
    .replace(/\s*=(?!=|>).*$/, '')
    .replace(/^&(?:'\w+\s+)?(?:mut\s+)?/, '')
    .trim();
  // Destructured: what the whole is called, nobody says.
  if (/^[{[]/.test(plain)) return undefined;
  const isNameFirst = /^(?:async )?def\b|\b(?:fn|func|function)\b/.test(head) || /^[\w$]+\??\s*:/.test(plain);
  const names = plain
    .replace(/^(?:(?:public|private|protected|readonly|override|mut|final|const|ref|out|in|params|this)\s+)+/, '')
    .match(/[\p{L}_$][\w$\p{L}]*/gu);
  const name = isNameFirst || names?.length === 1 ? names?.[0] : names?.at(-1);
  return name === undefined || ['self', 'cls', 'this', 'void'].includes(name) ? undefined : name;
}

function lastName(before: string): string {
  return (
    before
      .replace(/<[^>]*>\s*$/, '')
      .match(/[\p{L}_$][\w$\p{L}]*/gu)
      ?.at(-1) ?? ''
  );
}

function returnsValue(before: string, after: string): boolean {
  const type = /^\s*(?::|->)\s*([^{]*)/.exec(after)?.[1]?.trim();
  if (type !== undefined && type !== '') return !/^(?:void|None|never|\(\)|Promise<void>)(?=[\s:=]|$)/.test(type);
  if (/\bfunc\b/.test(before)) return /^\s*[^{\s]/.test(after);
  return !/\b(?:void|constructor|class|function|def|fn)\b/.test(before) && /\w\s+[\w~]+\s*$/.test(before);
}

type Form = (signature: Signature) => readonly string[];

const block: Form = ({ parameters, returns }) => [
  '/**',
  ' * ',
  ...parameters.map((name) => ` * @param ${name} `),
  ...(returns ? [' * @returns '] : []),
  ' */',
];
const javadoc: Form = (signature) => block(signature).map((line) => line.replace('@returns', '@return'));
const python: Form = ({ parameters, returns }) => [
  '"""',
  ...(parameters.length > 0 ? ['', 'Args:', ...parameters.map((name) => `    ${name}: `)] : []),
  ...(returns ? ['', 'Returns:', '    '] : []),
  '"""',
];
const go: Form = ({ name }) => [`// ${name} `];
const rust: Form = ({ parameters }) => [
  '/// ',
  ...(parameters.length > 0
    ? ['///', '/// # Arguments', '///', ...parameters.map((name) => `/// * \`${name}\` - `)]
    : []),
];
const csharp: Form = ({ parameters, returns }) => [
  '/// <summary></summary>',
  ...parameters.map((name) => `/// <param name="${name}"></param>`),
  ...(returns ? ['/// <returns></returns>'] : []),
];

const FORMS: Readonly<Record<string, Form>> = {
  typescript: block,
  typescriptreact: block,
  javascript: block,
  javascriptreact: block,
  python,
  java: javadoc,
  go,
  rust,
  csharp,
  c: javadoc,
  cpp: javadoc,
};
