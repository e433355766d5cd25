// What the rows of the parser corpus describe: hostile files, hostile folders, and texts that flood a scanner.
import { randomNumbers } from '../typing/random.ts';
import { hostileFolder, type HostileFolder } from './hostile-folders.ts';

/** A row's description; which of `params` are there depends on its kind. */
export interface Described {
  readonly category: string;
  readonly kind: string;
  /** A language's name, or `undefined` where `params.ext` says what the file is called. */
  readonly lang: string | undefined;
  readonly params: Readonly<Record<string, unknown>>;
}

export type Recipe =
  | { readonly kind: 'file'; readonly name: string; readonly content: string | Uint8Array }
  | ({ readonly kind: 'folder' } & HostileFolder)
  | { readonly kind: 'text'; readonly text: string };

/** `undefined` where nothing is known about such a row. */
export function recipeOf(row: Described): Recipe | undefined {
  if (row.category === 'scanner_flood') return { kind: 'text', text: floodText(row.params) };
  if (row.category === 'index_tree') return folderRecipe(row);
  const content = fileContent(row);
  if (content === undefined) return undefined;
  return { kind: 'file', name: `hostile${extension(row)}`, content };
}

function folderRecipe({ kind, params }: Described): Recipe | undefined {
  const [count, depth, bytes] = ['count', 'depth', 'bytes'].map((name) => numberOf(params, name));
  const folder = hostileFolder(kind, { count, depth, bytes });
  return folder && { kind: 'folder', ...folder };
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  javascript: '.js',
  typescript: '.ts',
  python: '.py',
  rust: '.rs',
  csharp: '.cs',
  markdown: '.md',
};

function extension({ lang, params }: Described): string {
  if (typeof params['ext'] === 'string') return params['ext'];
  return lang === undefined ? '.txt' : (EXTENSIONS[lang] ?? `.${lang}`);
}

/** By what the row gives rather than by its name alone, so that a new mixture of the same parts is understood as well. */
function fileContent({ kind, category, params }: Described): string | Uint8Array | undefined {
  const text = (name: string): string | undefined => (typeof params[name] === 'string' ? params[name] : undefined);
  const [open, quote, pattern] = [text('open'), text('quote'), text('pattern')];
  const depth = numberOf(params, 'depth');
  const length = lengthOf(params);

  if (depth !== undefined && open !== undefined) {
    return open.repeat(depth) + (text('body') ?? '') + (text('close') ?? '').repeat(depth);
  }
  if (text('hex') !== undefined) {
    return Buffer.concat([Buffer.from('a = "'), Buffer.from(text('hex')!, 'hex'), Buffer.from('"\n')]);
  }
  if (text('text') !== undefined) return encode(text('text')!, kind);
  if (text('line') !== undefined) return `${text('line')}\n`.repeat(numberOf(params, 'lines') ?? 1);
  if (text('cut') !== undefined) return everyNthRemoved(ORDINARY_CODE, 97);
  if (kind.startsWith('elf')) return Buffer.concat([ELF_HEADER, randomBytes(64 * 1024, 'binary')]);
  if (kind.startsWith('png')) return Buffer.concat([PNG_HEADER, randomBytes(64 * 1024, 'binary')]);
  if (length === undefined) return undefined;
  if (pattern !== undefined) return ofLength(pattern, length);
  if (quote !== undefined)
    return `const a = ${quote}${'a'.repeat(length)}${kind.startsWith('unclosed') ? '' : quote}\n`;
  if (open !== undefined) return `${open}${'a'.repeat(length)}${text('close') ?? ''}\n`;
  if (kind.includes('number')) return `const a = ${'7'.repeat(length)};\n`;
  if (text('char') !== undefined) return text('char')!.repeat(length);
  const seed = String(params['seed']);
  if (category === 'encoding') return randomBytes(length, seed);
  return randomLines(kind.includes('macro') ? MACRO_WORDS : TOKENS, length, seed);
}

function floodText(params: Described['params']): string {
  const repeat = typeof params['repeat'] === 'string' ? params['repeat'] : 'a';
  return ofLength(repeat, lengthOf(params) ?? 300_000);
}

function lengthOf(params: Described['params']): number | undefined {
  const [mb, kb, bytes] = [numberOf(params, 'mb'), numberOf(params, 'kb'), numberOf(params, 'bytes')];
  return mb === undefined ? (kb === undefined ? bytes : kb * 1024) : Math.round(mb * 1024 * 1024);
}

function numberOf(params: Described['params'], name: string): number | undefined {
  const value = params[name];
  return typeof value === 'number' ? value : undefined;
}

const ofLength = (pattern: string, length: number): string =>
  pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);

function encode(text: string, kind: string): Uint8Array {
  if (/utf-?16le/.test(kind)) return Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (/utf-?16be/.test(kind)) return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  if (/latin-?1|1252/.test(kind)) return Buffer.from(text, 'latin1');
  return Buffer.from(kind.includes('bom') ? `\uFEFF${text}` : text);
}

function everyNthRemoved(text: string, n: number): Uint8Array {
  return Buffer.from(text).filter((_, index) => (index + 1) % n !== 0);
}

const ORDINARY_CODE = Array.from(
  { length: 400 },
  (_, index) => `
export interface Row${index}<T extends object> { readonly id: string; readonly cells: readonly T[] }

/** The rows that are left, newest first. */
export function left${index}<T extends object>(rows: readonly Row${index}<T>[], limit = ${index}): string {
  const kept = rows.filter(({ cells }) => cells.length > limit).map((row) => \`\${row.id}: \${row.cells.length}\`);
  return kept.length === 0 ? 'none' : kept.toReversed().join(', ');
}
`,
).join('');

const ELF_HEADER = Buffer.from('7f454c4602010100000000000000000003003e0001000000', 'hex');
const PNG_HEADER = Buffer.from('89504e470d0a1a0a0000000d4948445200000100000001000802000000d3103f31', 'hex');

const TOKENS =
  'def class if else elif for while try except return yield lambda with as in not ( ) [ ] { } : , . = == + - * ** @ -> x y zed 1 2.5 "a" \'b\' """ # \\ ;'.split(
    ' ',
  );
const MACRO_WORDS =
  '#define #undef #if #ifdef #else #endif A(x) A(A(x)) B ## # __VA_ARGS__ ( ) { } [ ] " \\ , ; if else do while (0) /* */ // struct typedef'.split(
    ' ',
  );

function randomLines(words: readonly string[], length: number, seed: string): string {
  const next = randomNumbers(seed);
  let text = '';
  while (text.length < length) {
    const line = Array.from({ length: 4 + Math.floor(next() * 10) }, () => words[Math.floor(next() * words.length)]!);
    text += `${'    '.repeat(Math.floor(next() * 3))}${line.join(' ')}\n`;
  }
  return text.slice(0, length);
}

function randomBytes(length: number, seed: string): Uint8Array {
  const next = randomNumbers(seed);
  return Uint8Array.from({ length }, () => Math.floor(next() * 256));
}
