import type { TextEdit } from '../../text/text-edit.ts';
import { addToList } from './add-to-list.ts';
import type { NeededImport } from './needed-import.ts';
import { consecutive, type ImportLine, isApart, placeLine } from './place-lines.ts';

/** An import of the head, with its own line end. */
interface Statement extends ImportLine {
  readonly text: string;
  readonly isType: boolean;
  readonly isRequire: boolean;
  /** Offsets inside its braces, where it has some. */
  readonly list: readonly [start: number, end: number] | undefined;
}

interface Head {
  readonly statements: readonly Statement[];
  /** Where the first import would go: after what only a head has, a licence or `'use strict'`. */
  readonly start: number;
}

/** JavaScript and TypeScript. */
export function placeScriptImport(head: string, needed: NeededImport, text: string): TextEdit {
  const { statements, start } = readHead(head);
  return joinStatement(statements, needed, head) ?? newStatement(statements, start, needed, head, text);
}

/** Into an import from the same module. */
function joinStatement(statements: readonly Statement[], needed: NeededImport, head: string): TextEdit | undefined {
  if (needed.kind === 'default') return undefined;
  const mates = statements.filter(({ source, list }) => source === needed.source && list !== undefined);
  const saysType = needed.isType && saysTypes(statements);
  const isOfTypes = mates.find(({ isType }) => isType && needed.isType);
  const mate = isOfTypes ?? mates.find(({ isType }) => !isType);
  if (mate === undefined) return undefined;
  const isInline = saysType && !mate.isType;
  // `import type` beside it is how this file says it.
  if (isInline && !statements.some(hasInlineType) && statements.some(({ isType }) => isType)) return undefined;
  return addToList(head, ...mate.list!, isInline ? `type ${needed.name}` : needed.name);
}

function newStatement(
  statements: readonly Statement[],
  start: number,
  needed: NeededImport,
  head: string,
  text: string,
): TextEdit {
  const line = { text: written(statements, needed, text), source: needed.source };
  const kind = classOf(needed.source);
  const ofKind = statements.filter(({ source }) => classOf(source) === kind);
  if (ofKind.length > 0) {
    const [first] = needed.source.split('/');
    // `@/` apart from packages, where there is any.
    const isNear = kind === 0 && ofKind.some(({ source }) => source.split('/')[0] === first);
    const isAlike = (source: string): boolean => !isNear || source.split('/')[0] === first;
    return placeLine(head, ofKind, line, { start, isAlike });
  }
  // Packages first, then what is further away, then what is near.
  const next = statements.find(({ source }) => classOf(source) > kind);
  if (next !== undefined) return { offset: next.start, deleteCount: 0, insertText: `${line.text}\n` };
  return placeLine(head, statements, line, { start, isAlike: () => false });
}

/** 0: a package or an alias, 1: from a folder above, 2: from here. */
function classOf(source: string): number {
  return source.startsWith('../') || source === '..' ? 1 : source.startsWith('.') ? 2 : 0;
}

function written(statements: readonly Statement[], needed: NeededImport, text: string): string {
  const { name, source, kind } = needed;
  const quote = mostly(
    statements,
    ({ text: each }) => each.includes("'"),
    () => countOf(text, /'/g) >= countOf(text, /"/g),
  );
  const semicolon = mostly(
    statements,
    ({ text: each }) => /;\s*(?:\/\/.*)?$/.test(each),
    () => endsWithSemicolons(text),
  );
  const from = `${quote ? "'" : '"'}${source}${quote ? "'" : '"'}`;
  const end = semicolon ? ';' : '';
  const clause = kind === 'default' ? name : `{ ${name} }`;
  if (statements.length > 0 && statements.every(({ isRequire }) => isRequire)) {
    return `const ${clause} = require(${from})${end}`;
  }
  const type = needed.isType && saysTypes(statements);
  if (type && kind === 'named' && statements.some(hasInlineType) && !statements.some(({ isType }) => isType)) {
    return `import { type ${name} } from ${from}${end}`;
  }
  return `import ${type ? 'type ' : ''}${clause} from ${from}${end}`;
}

/** What most of the statements are; of none, what the rest of the text says. */
function mostly(
  statements: readonly Statement[],
  is: (statement: Statement) => boolean,
  otherwise: () => boolean,
): boolean {
  if (statements.length === 0) return otherwise();
  return statements.filter(is).length * 2 >= statements.length;
}

function saysTypes(statements: readonly Statement[]): boolean {
  return statements.some((statement) => statement.isType || hasInlineType(statement));
}

function hasInlineType({ text }: Statement): boolean {
  return /[{,]\s*type\s+[\w$]/.test(text);
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** A file of a few lines says nothing against them. */
function endsWithSemicolons(text: string): boolean {
  const statements = text
    .split('\n')
    .filter((line) => /[\w)\]'"`];?\s*$/.test(line) && !/^\s*(?:\/\/|\*|\/\*)/.test(line));
  return statements.length === 0 || statements.filter((line) => /;\s*$/.test(line)).length * 3 >= statements.length;
}

const PATTERNS = {
  blank: /(?:[ \t]*\n)+/y,
  only: /(?:#![^\n]*|(['"])use [\w ]+\1;?[ \t]*)(?:\n|$)/y,
  comment: /(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/[ \t]*)(?:\n|$)/y,
  import:
    /import\s+(type\s+(?!from\b|,))?(?:[\w$]+(?:\s*,)?\s*)?(?:\*\s*as\s+[\w$]+\s*|\{([^}]*)\}\s*)?from\s*(['"])([^'"\n]+)\3[^\n]*(?:\n|$)/y,
  require: /(?:const|let|var)()\s+(?:[\w$]+|\{([^}]*)\})\s*=\s*require\((['"])([^'"\n]+)\3\)[^\n]*(?:\n|$)/y,
  // What is asked for its effect alone stays where it is.
  effect: /import\s*(['"])[^'"\n]+\1[^\n]*(?:\n|$)/y,
  exportFrom: /export\s+(?:type\s+)?(?:\*(?:\s*as\s+[\w$]+)?|\{[^}]*\})\s*from\s*['"][^'"\n]+['"][^\n]*(?:\n|$)/y,
} as const;

function readHead(head: string): Head {
  const statements: Statement[] = [];
  let start = 0;
  for (const { kind, start: at, match } of consecutive(head, PATTERNS)) {
    const end = at + match[0].length;
    if (kind === 'import' || kind === 'require') {
      statements.push(readStatement(kind, at, match));
    } else if (statements.length === 0 && (kind === 'only' || kind === 'effect' || isApart(kind, head, end))) {
      start = end;
    }
  }
  return { statements, start };
}

function readStatement(kind: 'import' | 'require', start: number, match: RegExpExecArray): Statement {
  const [text, type, list, , source = ''] = match;
  const open = start + text.indexOf('{') + 1;
  return {
    start,
    end: start + text.length,
    text,
    source,
    isType: kind === 'import' && type !== undefined,
    isRequire: kind === 'require',
    list: list === undefined || kind === 'require' ? undefined : [open, open + list.length],
  };
}
