import type { CodeWord } from './code-words.ts';

/**
 * What a name does where it stands. `not-free`: it belongs to what stands before it, or is no name of a value at all (a key,
 * an argument's name, a word of JSX text). `package`: what comes after its dot is asked of it.
 */
export type NameUse = 'value' | 'type' | 'package' | 'declared' | 'not-free';

/** Of the identifier at that place. To the safe side: `declared` where that cannot be told apart from a use. */
export function nameUse(words: readonly CodeWord[], place: number, languageId: string): NameUse {
  if (isImported(words, place, languageId)) return 'declared';
  if (isMember(words[place - 1]?.text)) return 'not-free';
  switch (languageId) {
    case 'typescript':
    case 'javascript':
      return scriptUse(words, place, false);
    case 'typescriptreact':
    case 'javascriptreact':
      return scriptUse(words, place, true);
    case 'python':
      return pythonUse(words, place);
    case 'java':
      return javaUse(words, place);
    case 'go':
      return goUse(words, place);
    case 'rust':
      return rustUse(words, place);
    default:
      return 'declared';
  }
}

/** Where a path of names is imported, its last one is what the file calls it. */
function isImported(words: readonly CodeWord[], place: number, languageId: string): boolean {
  return (languageId === 'java' && isInJavaImport(words, place)) || (languageId === 'rust' && isInUse(words, place));
}

function isMember(before: string | undefined): boolean {
  return before === '.' || before === '?.' || before === '::';
}

const SCRIPT_DECLARES = set('const let var function class interface type enum namespace module import as');
const SCRIPT_READS = set(
  'return await new typeof in of instanceof extends implements case throw yield default satisfies else keyof void delete is do export',
);
const SCRIPT_MODIFIERS = set('async static get set public private protected readonly abstract override declare');
const SCRIPT_ASSIGNS = set('= += -= *= /= %= **= &&= ||= ??= <<= >>= &= |= ^=');
const TYPE_AFTER = set('satisfies implements keyof is');

function scriptUse(words: readonly CodeWord[], place: number, isJsx: boolean): NameUse {
  const word = words[place]!;
  const [before, after] = [words[place - 1], words[place + 1]];
  const begins = before === undefined || word.startsLine || ';{},'.includes(before.text);
  if (isInImport(words, place)) return words[place - 3]?.text === 'export' ? 'not-free' : 'declared';
  if (before?.text === 'as') return words[place - 2]?.text === '*' ? 'declared' : 'type';
  if (before !== undefined && !word.startsLine && isWord(before)) {
    const isOne = SCRIPT_READS.has(before.text);
    if (!isOne) return SCRIPT_DECLARES.has(before.text) || SCRIPT_MODIFIERS.has(before.text) ? 'declared' : 'not-free';
  }
  // What stands between tags is prose.
  if (isJsx && (before?.text === '>' || (before?.text === '}' && !word.startsLine))) return 'not-free';
  if (isJsx && before?.text !== '<' && isInProse(after, words[place + 2])) return 'not-free';
  if (isScriptType(words, place)) return 'type';
  const isBegun = begins || before.class === 'open' || before.text === '...';
  if (after?.text === '=>' || (isBegun && SCRIPT_ASSIGNS.has(after?.text ?? ''))) return 'declared';
  if (isScriptPattern(words, place)) return 'declared';
  if (after?.text === ':' || (after?.text === '?' && words[place + 2]?.text === ':')) {
    // A key, a label or a field; not the middle of a condition.
    if (before?.text !== '?' && before?.text !== 'case')
      return begins || before?.class === 'open' ? 'not-free' : 'value';
  }
  if (
    after?.text === '(' &&
    (begins || SCRIPT_MODIFIERS.has(before?.text ?? '')) &&
    isParameterList(words, place + 1)
  ) {
    return 'declared';
  }
  return 'value';
}

/** A word or a closing tag follows. */
function isInProse(after: CodeWord | undefined, next: CodeWord | undefined): boolean {
  if (after === undefined) return false;
  return (
    (after.class === 'identifier' && !after.startsLine) || (after.text === '<' && next?.text.startsWith('/') === true)
  );
}

/** Between the braces of an import, or of what a module only gives on. */
function isInImport(words: readonly CodeWord[], place: number): boolean {
  const { around } = words[place]!;
  if (around === undefined || words[around]!.text !== '{') return false;
  const partner = words[around]!.partner;
  const head = words[around - 1]?.text;
  const isFrom = partner !== undefined && words[partner + 1]?.text === 'from';
  return isFrom || head === 'import' || (head === 'type' && words[around - 2]?.text === 'import');
}

/** A name that a pattern, a list of parameters or an enum brings. */
function isScriptPattern(words: readonly CodeWord[], place: number): boolean {
  const { around } = words[place]!;
  if (around === undefined || !isBinding(words, around)) return false;
  const before = words[place - 1]!.text;
  const isTypeOfParameter = before === ':' && words[around]!.text === '(';
  return place - 1 === around || before === ',' || before === '...' || (before === ':' && !isTypeOfParameter);
}

/** A bracket that names are brought in: `const {`, `function f(`, `(a, b) =>`, `enum E {`, and those inside. */
function isBinding(words: readonly CodeWord[], open: number): boolean {
  const before = words[open - 1];
  if (words[open]!.text === '(') return isParameterList(words, open);
  if (before === undefined) return false;
  if (['const', 'let', 'var', 'import'].includes(before.text) || words[open - 2]?.text === 'enum') return true;
  const { around } = words[open]!;
  // After the colon of a parameter is a type; after that of a pattern another pattern.
  const isNested = before.text === ':' && around !== undefined && words[around]!.text !== '(';
  const isInPattern = before.text === ',' || isNested || before.class === 'open';
  return around !== undefined && isInPattern && isBinding(words, around) && words[around - 2]?.text !== 'enum';
}

const CONDITIONS = set('if while for switch with');

/** A round bracket after whose partner a body, an arrow or a type follows. The branches of a condition look alike. */
function isParameterList(words: readonly CodeWord[], open: number): boolean {
  const { partner } = words[open]!;
  if (CONDITIONS.has(words[open - 1]?.text ?? '')) return false;
  // What is not closed yet may be anything.
  if (partner === undefined) return ['function', 'async', '='].includes(words[open - 2]?.text ?? '');
  const next = words[partner + 1]?.text;
  return next === '=>' || next === '{' || (next === ':' && words[open - 2]?.text !== '?');
}

function isScriptType(words: readonly CodeWord[], place: number): boolean {
  const before = words[place - 1];
  if (before === undefined) return false;
  if (TYPE_AFTER.has(before.text) || isInAngles(words, place)) return true;
  if (before.text !== ':') return false;
  const [named, declaring] = [words[place - 2], words[place - 3]];
  if (named?.text === ')') return named.partner !== undefined && isParameterList(words, named.partner);
  const { around } = words[place]!;
  const isParameter = around !== undefined && words[around]!.text === '(' && isParameterList(words, around);
  return isParameter || ['const', 'let', 'var'].includes(declaring?.text ?? '');
}

/** Between `Map<` and its `>`; a comparison has blanks. */
function isInAngles(words: readonly CodeWord[], place: number): boolean {
  const { around } = words[place]!;
  let depth = 0;
  for (let at = place - 1; at > 0 && at > place - LONGEST_ANGLES; at--) {
    const word = words[at]!;
    if (word.around !== around || word.class === 'open') {
      if (at === around || word.text === ';') return false;
      continue;
    }
    if (word.text === ';') return false;
    if (word.text === '>') depth++;
    if (word.text !== '<') continue;
    const opener = words[at - 1]!;
    if (opener.class === 'identifier' && opener.end === word.start && --depth < 0) return true;
  }
  return false;
}

/** Tokens: lists of types are shorter. */
const LONGEST_ANGLES = 200;

const PYTHON_READS = set(
  'return yield await in is not and or if elif while assert raise else except with from del match case',
);

function pythonUse(words: readonly CodeWord[], place: number): NameUse {
  const word = words[place]!;
  const [before, after] = [words[place - 1], words[place + 1]];
  if (before?.text === 'from' && before.startsLine) return 'not-free';
  if (before !== undefined && !word.startsLine && isWord(before) && !PYTHON_READS.has(before.text)) return 'declared';
  const isType = before?.text === ':' && words[place - 2]?.class === 'identifier';
  if (!isType && (after?.text === '=' || after?.text === ':=')) return 'declared';
  const isAnnotated = after?.text === ':' && word.startsLine && word.around === undefined;
  if (isAnnotated || isAssignedTogether(words, place) || isPythonBinding(words, place)) return 'declared';
  return 'value';
}

/** `a, b = f()`. */
function isAssignedTogether(words: readonly CodeWord[], place: number): boolean {
  let last = place;
  while (words[last + 1]?.text === ',' && words[last + 2]?.class === 'identifier') last += 2;
  if (last === place || words[last + 1]?.text !== '=') return false;
  const { around } = words[place]!;
  return around === undefined;
}

/** Parameters of `def` and `lambda`, and what `for`, `global` and `import` bring. */
function isPythonBinding(words: readonly CodeWord[], place: number): boolean {
  const { around } = words[place]!;
  if (around !== undefined && words[around]!.text === '(' && words[around - 2]?.text === 'def') {
    const before = words[place - 1]!.text;
    return ['(', ',', '*', '**'].includes(before);
  }
  if (around !== undefined && words[around - 1]?.text === 'import') return true;
  for (let at = place - 1; at >= 0; at--) {
    const { text, around: outside } = words[at]!;
    if (outside !== around || words[at + 1]!.startsLine) return false;
    if (['for', 'lambda', 'global', 'nonlocal', 'import', 'as'].includes(text)) return true;
    if (![',', '*', '**', '(', ')'].includes(text) && words[at]!.class !== 'identifier') return false;
  }
  return false;
}

function isInJavaImport(words: readonly CodeWord[], place: number): boolean {
  let at = place - 1;
  while (at >= 1 && words[at]!.text === '.') at -= 2;
  return at >= 0 && ['import', 'static'].includes(words[at]!.text) && words[place + 1]?.text === ';';
}

/** Types alone are imported by name. */
function javaUse(words: readonly CodeWord[], place: number): NameUse {
  const before = words[place - 1];
  const { text: name } = words[place]!;
  if (['class', 'interface', 'enum', 'record', 'package', 'import', 'static'].includes(before?.text ?? '')) {
    return before?.text === 'static' && words[place + 1]?.class === 'identifier' ? 'type' : 'declared';
  }
  const { around } = words[place]!;
  const isOfEnum = around !== undefined && words[around - 2]?.text === 'enum';
  if (isOfEnum && (place - 1 === around || before?.text === ',')) return 'declared';
  // `Loan loan`, `List<Loan> loans`: what a type stands before is a name of its own.
  if (before?.class === 'identifier' && !words[place]!.startsLine) return 'declared';
  return /^\p{Lu}/u.test(name) ? 'type' : 'not-free';
}

function goUse(words: readonly CodeWord[], place: number): NameUse {
  const [after, member] = [words[place + 1], words[place + 2]];
  if (after?.text !== '.') return 'declared';
  return member?.class === 'identifier' && /^\p{Lu}/u.test(member.text) ? 'package' : 'not-free';
}

const RUST_DECLARES = set('fn struct enum trait type const static mod union use let mut ref macro_rules');

function rustUse(words: readonly CodeWord[], place: number): NameUse {
  const [before, after] = [words[place - 1], words[place + 1]];
  const { text: name, around } = words[place]!;
  if (after?.text === '!') return 'not-free';
  const isType = /^\p{Lu}/u.test(name);
  // `&mut Loan`, and `const MAX` as a declaration.
  if (RUST_DECLARES.has(before?.text ?? '') && !(before?.text === 'mut' && isType)) return 'declared';
  const isOfEnum = around !== undefined && words[around - 2]?.text === 'enum';
  if (isOfEnum && (place - 1 === around || before?.text === ',')) return 'declared';
  // `<Item: Display>` brings its own name.
  if (after?.text === ':' && (before?.text === '<' || before?.text === ',')) return 'declared';
  if (isType) return 'value';
  return after?.text === '(' ? 'value' : 'declared';
}

/** In a `use` declaration, at any depth. */
function isInUse(words: readonly CodeWord[], place: number): boolean {
  let at: number | undefined = place;
  while (at !== undefined && words[at]!.around !== undefined) at = words[at]!.around;
  for (; at !== undefined && at >= 0; at--) {
    const { text } = words[at]!;
    if (text === 'use') return true;
    if (text === ';' || text === '}') return false;
  }
  return false;
}

function isWord(word: CodeWord): boolean {
  return word.class === 'identifier' || word.class === 'keyword' || word.class === 'number';
}

function set(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
