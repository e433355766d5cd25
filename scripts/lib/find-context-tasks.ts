// Cursors to learn from, found as those of bench/data/crossfile/tasks were: where a name of another file comes for the first time.
import { sigOf } from '../../bench/data/crossfile/score-context.mjs';
import { seededRandom } from '../../src/core/base/seeded-random.ts';
import type { ContextIndex } from '../../src/core/context/context-index.ts';
import { namesIn } from '../../src/core/context/identifiers.ts';
import { importedFiles, packageFiles } from '../../src/core/context/imported-files.ts';
import { importLines } from '../../src/core/context/place.ts';
import { shownLines } from '../../src/core/context/shown-lines.ts';
import { type FileOutline, isMember } from '../../src/core/repository/outline.ts';
import { readParameters } from '../../src/core/repository/read-parameters.ts';
import type { LocatedDefinition } from '../../src/core/repository/repository-outline.ts';
import { bracketsOf } from '../../src/core/syntax/brackets.ts';
import { codePlaces } from '../../src/core/syntax/code-places.ts';
import { languageSyntax } from '../../src/core/syntax/languages.ts';
import { lineEnd, lineStart } from '../../src/core/text/text-change.ts';

/** A stretch of a file that is to be written, and which names of other files it needs. */
export interface FoundTask {
  /** UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
  readonly needed: readonly NeededName[];
}

export interface NeededName {
  readonly name: string;
  readonly defs: readonly { readonly sigHash: string }[];
}

export interface SourceText {
  readonly outline: FileOutline;
  readonly text: string;
  /** Names of variables, wherever in the text. */
  readonly locals: readonly string[];
}

const PER_FILE = 3;
/** Of a repository with few files. */
const PER_FILE_OF_FEW = 5;
const FEW_FILES = 60;
const PER_NAME = 2;
const MIN_LINES_ABOVE = 8;
const MAX_CHARS = 300_000;
/** A member with more definitions may be any of them. */
const MAX_DEFINITIONS = 3;
/** Further lines that a statement in brackets goes on for. */
const MAX_FURTHER_LINES = 4;

/** Up to `count` tasks in some of a repository's files. The same files give the same tasks. */
export async function* findContextTasks(
  files: readonly string[],
  read: (file: string) => Promise<SourceText | undefined>,
  index: ContextIndex,
  count: number,
): AsyncGenerator<readonly [file: string, task: FoundTask]> {
  const random = seededRandom(7);
  const perFile = files.length < FEW_FILES ? PER_FILE_OF_FEW : PER_FILE;
  const perName = new Map<string, number>();
  let found = 0;
  for (const file of shuffled(files, random)) {
    const source = NOT_LEARNED_FROM.test(file) ? undefined : await read(file);
    if (!source || source.text.length > MAX_CHARS) continue;
    const uses = firstUses(source, index);
    let ofFile = 0;
    for (const use of alternating(shuffled(uses, random))) {
      if (found === count) return;
      if (ofFile === perFile) break;
      const times = perName.get(use.name) ?? 0;
      if (times === PER_NAME || linesAbove(source.text, use.offset) < MIN_LINES_ABOVE) continue;
      perName.set(use.name, times + 1);
      const { start, end } = stretchAround(source, use, random);
      yield [
        file,
        { start, end, needed: uses.filter((each) => each.offset >= start && each.offset < end).map(toNeeded) },
      ];
      ofFile++;
      found++;
    }
  }
}

const NOT_LEARNED_FROM =
  /(?:^|[/._-])(?:tests?|testing|specs?|examples?|benchmarks?|vendor|generated|mocks?|__tests__|fixtures)(?:[/._-]|$)/i;

/** Members that the languages' own libraries have: which of all is meant can't be told by the name. */
const COMMON_MEMBERS = new Set(
  `add all any append apply args as at base begin bind build call cancel check class clear clone close code collect concat config
  constructor contains containsKey copy count create data default delete description dispose end endsWith entries equals err error
  every exec execute exists extend fail filter find first flush fmt forEach format from get getClass getName getValue handle has
  hash hashCode id includes index indexOf info init insert into is isEmpty items iter join key keys last length len level line
  list load lock log main make map match message method min max name new next none now of ok on open options or parse path pop
  print process push put query raw read reduce release remove repeat replace request reset resolve response result reverse run save
  search send serialize set setValue size skip slice sort source split start startsWith state status stop str stream string
  substring sum swap take target test text then time to toArray toString token trim type unlock unwrap update url use value values
  version wait warn with write writer reader context`.split(/\s+/),
);

interface FirstUse {
  readonly name: string;
  readonly offset: number;
  readonly isMember: boolean;
  readonly definitions: readonly LocatedDefinition[];
}

/** Names of other files where they stand for the first time, import lines apart. */
function firstUses({ outline, text, locals }: SourceText, index: ContextIndex): readonly FirstUse[] {
  const visible = visibleFrom(outline, index);
  const own = new Set([...outline.definitions.map(({ name }) => name), ...locals]);
  for (const { parameters } of outline.definitions) {
    for (const { name } of readParameters(parameters ?? '', outline.languageId)) own.add(name);
  }
  const imports = importLines(outline, text.split('\n'));
  const isCode = codePlaces(text, outline.languageId);
  const found: FirstUse[] = [];
  const seen = new Set<string>();
  let [line, end] = [0, text.indexOf('\n')];
  for (const { 0: name, index: offset } of namesIn(text)) {
    for (; end >= 0 && end < offset; end = text.indexOf('\n', end + 1)) line++;
    if (seen.has(name) || imports.has(line) || !isCode(offset)) continue;
    seen.add(name);
    if (own.has(name) || name.length < 2) continue;
    const isOfSomething = /(?:\.|->|::)\s*$/.test(text.slice(Math.max(0, offset - 4), offset));
    const definitions = isOfSomething ? visible.members(name) : visible.free(name);
    if (definitions.length > 0 && definitions.length <= MAX_DEFINITIONS) {
      found.push({ name, offset, isMember: isOfSomething, definitions });
    }
  }
  return found;
}

type FindVisible = (name: string) => readonly LocatedDefinition[];

/** What a name of another file may mean: a free one by an import or the same package, a member within two steps of imports. */
function visibleFrom(
  outline: FileOutline,
  index: ContextIndex,
): { readonly free: FindVisible; readonly members: FindVisible } {
  const { repository } = index;
  const imports = importedFiles(outline, repository);
  const whole = new Set(packageFiles(outline, repository));
  for (const { path, named } of imports) if (named.length === 0) whole.add(path);
  const imported = Map.groupBy(
    imports.flatMap(({ named }) => named),
    ({ definition }) => definition.name,
  );
  const oneStep = new Set([...whole, ...pathsOf(imports)]);
  const near = new Set(oneStep);
  for (const path of oneStep) {
    const its = repository.get(path);
    if (!its) continue;
    for (const next of [...pathsOf(importedFiles(its, repository)), ...packageFiles(its, repository)]) near.add(next);
  }
  const elsewhere = (name: string): readonly LocatedDefinition[] =>
    index.named(name).filter(({ path }) => path !== outline.path && !NOT_LEARNED_FROM.test(path));
  return {
    free: (name) =>
      imported.get(name) ?? elsewhere(name).filter(({ path, definition }) => whole.has(path) && !isMember(definition)),
    members: (name) => {
      const all = COMMON_MEMBERS.has(name) ? [] : elsewhere(name);
      return all.every(({ path }) => near.has(path)) ? all : [];
    },
  };
}

function pathsOf(imports: ReturnType<typeof importedFiles>): readonly string[] {
  return imports.flatMap(({ path, named }) => [path, ...named.map((each) => each.path)]);
}

function toNeeded({ name, definitions }: FirstUse): NeededName {
  return {
    name,
    defs: definitions.map(({ definition }) => ({ sigHash: sigOf(shownLines(definition)[0]!, name).line })),
  };
}

/** From the line's beginning, from the name or from a token in between, to the end of the statement. */
function stretchAround(
  { text, outline }: SourceText,
  { offset }: FirstUse,
  random: () => number,
): { readonly start: number; readonly end: number } {
  const from = lineStart(text, offset);
  const first = from + /^\s*/.exec(text.slice(from))![0].length;
  const tokens = [...text.slice(first, offset).matchAll(/[\p{ID_Continue}$]+|[^\s\p{ID_Continue}$]/gu)].slice(1);
  const chance = random();
  const between = tokens[Math.floor(random() * tokens.length)]?.index;
  const start = chance < 0.35 ? first : chance < 0.65 || between === undefined ? offset : first + between;
  return { start, end: statementEnd(text, offset, outline.languageId) };
}

/** The end of the line, or of the last one that its round and square brackets reach to. */
function statementEnd(text: string, offset: number, languageId: string): number {
  const ofLine = endOfLine(text, offset);
  let end = ofLine;
  for (let further = 0; further <= MAX_FURTHER_LINES; further++) {
    let depth = 0;
    for (const bracket of bracketsOf(text.slice(lineStart(text, offset), end), languageSyntax(languageId))) {
      if (bracket.text === '(' || bracket.text === '[') depth++;
      if (bracket.text === ')' || bracket.text === ']') depth--;
    }
    if (depth <= 0) return end;
    end = endOfLine(text, lineEnd(text, end));
  }
  return ofLine;
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  const end = at < 0 ? text.length : at;
  return text[end - 1] === '\r' ? end - 1 : end;
}

function linesAbove(text: string, offset: number): number {
  const lines = text.slice(0, offset).split('\n').slice(0, -1);
  return lines.filter((line) => line.trim() !== '').length;
}

/** Free names and members in turn. */
function* alternating(uses: readonly FirstUse[]): Generator<FirstUse> {
  const [members, free] = [uses.filter((each) => each.isMember), uses.filter((each) => !each.isMember)];
  for (let at = 0; at < Math.max(members.length, free.length); at++) {
    if (at < free.length) yield free[at]!;
    if (at < members.length) yield members[at]!;
  }
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const all = [...items];
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all;
}
