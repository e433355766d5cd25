import { KEYWORDS } from './keywords.ts';

/** A language as the lexer wants it: its row of the table, and what may begin with a given character. */
export interface LanguageSyntax extends LanguageTable {
  /** By the first character's code; all are ASCII. An array, because the lexer asks it for every token. */
  readonly delimiters: readonly (Delimiters | undefined)[];
  /** 1 at the shape of each keyword: most names have none of these, and are not cut out to be looked up. */
  readonly keywordShapes: Uint8Array;
}

/** A word's first character and its length, in one number: 0 for what no keyword looks like. */
export function shapeOf(firstCode: number, length: number): number {
  return firstCode < 128 && length < 32 ? firstCode * 32 + length : 0;
}

export interface Delimiters {
  readonly lineComments: readonly string[];
  readonly regions: readonly Region[];
  readonly operators: readonly string[];
}

/** What the lexer and the indentation rules know of a language: data, so that a new language is one more row. */
export interface LanguageTable {
  readonly id: string;
  /** In prose there are only words and punctuation: no comments, no strings. */
  readonly kind: 'code' | 'prose';
  readonly lineComments: readonly string[];
  /** Block comments and string forms; a longer `open` stands before one that it begins with. */
  readonly regions: readonly Region[];
  /** Lower-case words that belong to a string when they touch its quote, as in Python's `rb"…"`. */
  readonly stringPrefixes: ReadonlySet<string>;
  readonly keywords: ReadonlySet<string>;
  /** Of two or more characters; any other character is an operator of its own. */
  readonly operators: readonly string[];
  /** Whether a block is opened by a brace or by a colon at the end of the line. */
  readonly blocks: 'braces' | 'colon';
  /** `/…/` where a value may begin. */
  readonly regexLiterals: boolean;
  /** `'a` without a closing quote is a name, as in Rust. */
  readonly lifetimes: boolean;
  /** `#name` is one name, as JavaScript's private members are. */
  readonly hashNames: boolean;
}

/** A stretch between two delimiters in which the rules of code do not hold. */
export interface Region {
  readonly class: 'comment' | 'string';
  readonly open: string;
  readonly close: string;
  /** Whether it goes on over a line end. One that does not may still be carried on by a backslash at the line end. */
  readonly multiLine: boolean;
  /** What makes a closing delimiter part of the content. */
  readonly escape: 'backslash' | 'doubled' | 'none';
  /** Whether it may hold itself, as Rust's block comments may. */
  readonly nests?: true;
  /** What opens a hole with code in it. At most one region of a language has one. */
  readonly interpolation?: '${';
  /**
   * How the delimiters are made unique. `hashes`: any number of `#` before the opening and after the closing quote;
   * `word`: C++'s `R"word( … )word"`, of which the word is not compared, because a line state cannot hold it.
   */
  readonly fence?: 'hashes' | 'word';
}

/** The table of a `vscode` language id. Unknown languages get a generic one, so this never fails. */
export function languageSyntax(languageId: string): LanguageSyntax {
  return LANGUAGES.get(languageId) ?? GENERIC;
}

/** The `vscode` language id by a path's extension (or whole name), where it is known. */
export function languageIdForPath(path: string): string | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const dot = name.lastIndexOf('.');
  return (
    LANGUAGE_BY_NAME.get(name) ?? (dot < 0 ? undefined : LANGUAGE_BY_EXTENSION.get(name.slice(dot + 1).toLowerCase()))
  );
}

const slashStar: Region = { class: 'comment', open: '/*', close: '*/', multiLine: true, escape: 'none' };
const single = quoted("'");
const double = quoted('"');

const C_OPERATORS = [
  '<<=',
  '>>=',
  '==',
  '!=',
  '<=',
  '>=',
  '&&',
  '||',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '|=',
  '&=',
  '^=',
  '<<',
];

// `>>` is left out everywhere: in generics it is two closers, and code has more of those than of shifts.
const SCRIPT_OPERATORS = [
  '>>>=',
  '===',
  '!==',
  '...',
  '>>>',
  '**=',
  '&&=',
  '||=',
  '??=',
  '=>',
  '??',
  '?.',
  '**',
  ...C_OPERATORS,
];

const NO_PREFIXES: ReadonlySet<string> = new Set();

const CURLY = {
  kind: 'code',
  lineComments: ['//'],
  regions: [slashStar, single, double],
  stringPrefixes: NO_PREFIXES,
  operators: C_OPERATORS,
  blocks: 'braces',
  regexLiterals: false,
  lifetimes: false,
  hashNames: false,
} as const satisfies Partial<LanguageTable>;

const SCRIPT = {
  ...CURLY,
  regions: [slashStar, single, double, { ...quoted('`', 'multi-line'), interpolation: '${' }],
  operators: SCRIPT_OPERATORS,
  regexLiterals: true,
  hashNames: true,
} as const satisfies Partial<LanguageTable>;

const GENERIC = withDelimiters({
  ...CURLY,
  id: 'generic',
  // With the blank, so that a colour, a channel or a URL does not pass for a comment.
  lineComments: ['// ', '# '],
  regions: [slashStar, single, double, quoted('`')],
  keywords: KEYWORDS.generic,
  operators: [...C_OPERATORS, '=>', '->', '::', ':=', '..'],
});

const PROSE = {
  ...CURLY,
  kind: 'prose',
  lineComments: [],
  regions: [],
  keywords: NO_PREFIXES,
  operators: [],
} as const satisfies Partial<LanguageTable>;

const TABLES: readonly LanguageTable[] = [
  { ...SCRIPT, id: 'typescript', keywords: KEYWORDS.typescript },
  { ...SCRIPT, id: 'typescriptreact', keywords: KEYWORDS.typescript },
  { ...SCRIPT, id: 'javascript', keywords: KEYWORDS.javascript },
  { ...SCRIPT, id: 'javascriptreact', keywords: KEYWORDS.javascript },
  {
    ...CURLY,
    id: 'python',
    lineComments: ['#'],
    regions: [quoted('"""', 'multi-line'), quoted("'''", 'multi-line'), single, double],
    stringPrefixes: new Set(['r', 'b', 'f', 'u', 't', 'rb', 'br', 'rf', 'fr', 'rt', 'tr']),
    keywords: KEYWORDS.python,
    operators: ['**=', '//=', '...', '->', ':=', '**', '//', '@=', ...C_OPERATORS],
    blocks: 'colon',
  },
  {
    ...CURLY,
    id: 'java',
    regions: [slashStar, quoted('"""', 'multi-line'), single, double],
    keywords: KEYWORDS.java,
    operators: ['>>>=', '>>>', '...', '->', '::', ...C_OPERATORS],
  },
  {
    ...CURLY,
    id: 'go',
    regions: [slashStar, single, double, { ...quoted('`', 'multi-line'), escape: 'none' }],
    keywords: KEYWORDS.go,
    operators: ['&^=', '...', ':=', '<-', '&^', ...C_OPERATORS],
  },
  {
    ...CURLY,
    id: 'rust',
    regions: [
      { ...slashStar, nests: true },
      ...['br', 'cr', 'r'].map((open): Region => ({
        class: 'string',
        open,
        close: '"',
        multiLine: true,
        escape: 'none',
        fence: 'hashes',
      })),
      quoted('"', 'multi-line'),
      single,
    ],
    stringPrefixes: new Set(['b', 'c']),
    keywords: KEYWORDS.rust,
    operators: ['..=', '...', '=>', '->', '::', '..', ...C_OPERATORS],
    lifetimes: true,
  },
  {
    ...CURLY,
    id: 'c',
    stringPrefixes: new Set(['l', 'u', 'u8']),
    keywords: KEYWORDS.c,
    operators: ['...', '->', '##', ...C_OPERATORS],
  },
  {
    ...CURLY,
    id: 'cpp',
    regions: [
      slashStar,
      ...['u8R"', 'LR"', 'uR"', 'UR"', 'R"'].map((open): Region => ({
        class: 'string',
        open,
        close: ')',
        multiLine: true,
        escape: 'none',
        fence: 'word',
      })),
      single,
      double,
    ],
    stringPrefixes: new Set(['l', 'u', 'u8']),
    keywords: KEYWORDS.cpp,
    operators: ['<=>', '...', '->*', '->', '::', '.*', '##', ...C_OPERATORS],
  },
  {
    ...CURLY,
    id: 'csharp',
    regions: [
      slashStar,
      { ...quoted('"""', 'multi-line'), escape: 'none' },
      ...['$@"', '@$"', '@"'].map((open): Region => ({
        class: 'string',
        open,
        close: '"',
        multiLine: true,
        escape: 'doubled',
      })),
      { ...double, open: '$"' },
      single,
      double,
    ],
    keywords: KEYWORDS.csharp,
    operators: ['??=', '=>', '??', '?.', '->', '::', '..', ...C_OPERATORS],
  },
  {
    ...CURLY,
    id: 'sql',
    lineComments: ['--'],
    regions: [slashStar, { ...single, escape: 'doubled' }, double],
    keywords: KEYWORDS.sql,
    operators: ['||', '<>', '<=', '>=', '!=', '::', ':='],
  },
  {
    ...CURLY,
    id: 'shellscript',
    // With the blank: `$#`, `${#name}` and `#` in a word are no comments.
    lineComments: ['# ', '#!'],
    regions: [{ ...quoted("'", 'multi-line'), escape: 'none' }, quoted('"', 'multi-line')],
    keywords: KEYWORDS.shell,
    operators: ['&&', '||', ';;', '>>', '<<', '==', '!='],
  },
  {
    ...CURLY,
    id: 'ruby',
    lineComments: ['#'],
    regions: [single, double, quoted('`')],
    keywords: KEYWORDS.ruby,
    operators: ['<=>', '===', '**=', '||=', '&&=', '=>', '->', '::', '..', '**', '=~', ...C_OPERATORS],
    regexLiterals: true,
  },
  {
    ...CURLY,
    id: 'php',
    lineComments: ['//', '# '],
    keywords: KEYWORDS.generic,
    operators: ['===', '!==', '<=>', '...', '**=', '??=', '=>', '->', '::', '??', '**', '.=', ...C_OPERATORS],
  },
  {
    ...CURLY,
    id: 'yaml',
    lineComments: ['# '],
    regions: [{ ...single, escape: 'doubled' }, double],
    keywords: NO_PREFIXES,
    operators: [],
  },
  {
    ...CURLY,
    id: 'html',
    lineComments: [],
    // An apostrophe is one, and attributes are quoted doubly as a rule.
    regions: [{ class: 'comment', open: '<!--', close: '-->', multiLine: true, escape: 'none' }, double],
    keywords: NO_PREFIXES,
    operators: ['</', '/>'],
  },
  { ...CURLY, id: 'css', lineComments: [], keywords: NO_PREFIXES, operators: ['::'] },
  ...['scss', 'less'].map((id) => ({ ...CURLY, id, lineComments: ['// '], keywords: NO_PREFIXES, operators: ['::'] })),
  { ...CURLY, id: 'json', lineComments: [], regions: [double], keywords: NO_PREFIXES, operators: [] },
  { ...CURLY, id: 'jsonc', regions: [slashStar, double], keywords: NO_PREFIXES, operators: [] },
  ...['markdown', 'plaintext', 'latex', 'restructuredtext', 'scminput', 'git-commit'].map((id) => ({ ...PROSE, id })),
];

const LANGUAGES: ReadonlyMap<string, LanguageSyntax> = new Map(
  TABLES.map((table) => [table.id, withDelimiters(table)]),
);

const LANGUAGE_BY_NAME: ReadonlyMap<string, string> = new Map([
  ['Dockerfile', 'dockerfile'],
  ['Makefile', 'makefile'],
  ['COMMIT_EDITMSG', 'git-commit'],
]);

const LANGUAGE_BY_EXTENSION: ReadonlyMap<string, string> = new Map(
  Object.entries({
    typescript: 'ts mts cts',
    typescriptreact: 'tsx',
    javascript: 'js mjs cjs',
    javascriptreact: 'jsx',
    python: 'py pyi pyw',
    java: 'java',
    go: 'go',
    rust: 'rs',
    c: 'c',
    cpp: 'cpp cc cxx h hpp hh hxx ipp inl',
    csharp: 'cs',
    markdown: 'md markdown',
    plaintext: 'txt',
    latex: 'tex',
    restructuredtext: 'rst',
    json: 'json',
    jsonc: 'jsonc',
    yaml: 'yaml yml',
    html: 'html htm',
    css: 'css',
    scss: 'scss',
    less: 'less',
    vue: 'vue',
    svelte: 'svelte',
    php: 'php',
    ruby: 'rb',
    kotlin: 'kt kts',
    swift: 'swift',
    scala: 'scala',
    dart: 'dart',
    lua: 'lua',
    shellscript: 'sh bash zsh',
    powershell: 'ps1',
    sql: 'sql',
    perl: 'pl pm',
    r: 'r',
    elixir: 'ex exs',
    haskell: 'hs',
    zig: 'zig',
    'objective-c': 'm',
  }).flatMap(([id, extensions]) => extensions.split(' ').map((extension) => [extension, id] as const)),
);

function quoted(quote: string, lines: 'one-line' | 'multi-line' = 'one-line'): Region {
  return { class: 'string', open: quote, close: quote, multiLine: lines === 'multi-line', escape: 'backslash' };
}

function withDelimiters(table: LanguageTable): LanguageSyntax {
  const delimiters = Array.from({ length: 128 }, (_, code): Delimiters | undefined => {
    const begins = (delimiter: string): boolean => delimiter.charCodeAt(0) === code;
    const lineComments = table.lineComments.filter(begins);
    const regions = table.regions.filter((region) => begins(region.open));
    const operators = table.operators.filter(begins).toSorted((a, b) => b.length - a.length);
    if (lineComments.length + regions.length + operators.length === 0) return undefined;
    return { lineComments, regions, operators };
  });
  const keywordShapes = new Uint8Array(128 * 32);
  for (const keyword of table.keywords) keywordShapes[shapeOf(keyword.charCodeAt(0), keyword.length)] = 1;
  return { ...table, delimiters, keywordShapes };
}
