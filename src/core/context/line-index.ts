import { firstNot } from '../base/first-not.ts';
import { mix } from '../base/fnv.ts';
import { type LanguageSyntax, languageSyntax } from '../syntax/languages.ts';
import { BLANK, keywordToken, type LineShape, lineShape, type NamedShape, shapeOf } from './line-shape.ts';
import type { NameTable } from './name-table.ts';
import { MAX_LINE_LENGTH, type NamesByLine, type NumberedText } from './numbered-text.ts';
import type { Place } from './place.ts';

/** What a line is found again by: the shapes of the two lines of code above it, of which the nearer has at least so many tokens. */
const MIN_TOKENS = 3;
/** Lines above whose names tell which of the places found is the most like this one. */
const LINES_COMPARED = 3;
/** A shape that is found more often tells little, and would take long to go through. */
const MAX_FOUND = 200;
const BEST = 8;
/** Lines of files that are gone are cleared away when they are so many, and a third of all. */
const MANY_DEAD = 10_000;

/** A text's lines without what their names, numbers and strings are. */
export interface ShapedText {
  /** By line; `BLANK` where it has no code, or is too long. */
  readonly shapes: readonly LineShape[];
  /** The names in code, as often as they stand there: neither keywords, nor what is in strings and comments. */
  readonly code: NamesByLine;
}

interface IndexedLines {
  readonly path: string;
  readonly languageId: string;
  /** Number of its first line of code. */
  first: number;
  readonly openings: Uint16Array;
  /** The names of all lines, one after the other, and where those of each line end. */
  readonly names: Uint32Array;
  readonly ends: Uint32Array;
}

/**
 * The lines of all files by the shape of those above them: what was written elsewhere after lines like these. It holds numbers
 * alone, no text: 10 bytes for each line of code and 4 for each name in it. All of them are gone through for a question; a table by
 * shape would take more memory than they do.
 */
export class LineIndex {
  readonly #files = new Map<string, IndexedLines>();
  /** In the order of their numbers; those that are gone stay until they are cleared away. */
  #inOrder: IndexedLines[] = [];
  /**
   * By line: the shapes of the two above it, in one number; 0 where they are too short, or the file is gone. Those of all files
   * together, since to go through one array for each file took a tenth of a question's time.
   */
  #keys = new Uint32Array(1024);
  #lines = 0;
  #dead = 0;
  readonly #table: NameTable;
  /** By language and by name: what its token is as a keyword, of names that were met. */
  readonly #keywords = new Map<LanguageSyntax, number[]>();

  constructor(table: NameTable) {
    this.#table = table;
  }

  /** What a text's lines are to this index: of each, without any other. */
  shapesIn(languageId: string, { text, lineEnds, names, starts, ends }: NumberedText): ShapedText {
    const syntax = languageSyntax(languageId);
    const keywords = this.#keywordsOf(syntax);
    const shapes: LineShape[] = [];
    const codeNames: number[] = [];
    const codeNamesUpTo: number[] = [];
    let next = 0;
    const takeWord = (start: number, end: number): number | undefined => {
      while (starts[next]! < start) next++;
      // Beyond ASCII, what is a name to one is not to the other.
      const id = starts[next] === start && ends[next] === end ? names[next]! : this.#table.idOf(text.slice(start, end));
      const keyword = (keywords[id] ??= keywordToken(this.#table.nameOf(id), syntax) ?? NO_KEYWORD);
      if (keyword !== NO_KEYWORD) return keyword;
      codeNames.push(id);
      return undefined;
    };
    let start = 0;
    for (const end of lineEnds) {
      shapes.push(end - start > MAX_LINE_LENGTH ? BLANK : shapeOf(text, start, end, syntax, takeWord));
      codeNamesUpTo.push(codeNames.length);
      start = end + 1;
    }
    return { shapes, code: { names: codeNames, upTo: codeNamesUpTo } };
  }

  set(path: string, languageId: string, { shapes, code }: ShapedText): void {
    this.remove(path);
    const keys: number[] = [];
    const openings: number[] = [];
    const codeEnds: number[] = [];
    let [first, second] = [BLANK, BLANK];
    for (let line = 0; line < shapes.length; line++) {
      const shape = shapes[line]!;
      if (shape.hash === 0) continue;
      keys.push(keyOf(first, second));
      openings.push(shape.opening);
      codeEnds.push(code.upTo[line]!);
      [first, second] = [shape, first];
    }
    const file: IndexedLines = {
      path,
      languageId,
      first: this.#lines,
      openings: new Uint16Array(openings),
      names: new Uint32Array(code.names),
      ends: new Uint32Array(codeEnds),
    };
    this.#files.set(path, file);
    this.#inOrder.push(file);
    this.#append(keys);
  }

  remove(path: string): void {
    const file = this.#files.get(path);
    if (!file) return;
    this.#files.delete(path);
    const lines = file.openings.length;
    this.#keys.fill(0, file.first, file.first + lines);
    // Who is saved again and again was set last: nothing of it is left behind.
    if (this.#inOrder.at(-1) === file) {
      this.#inOrder.pop();
      this.#lines = file.first;
      return;
    }
    this.#dead += lines;
    if (this.#dead > MANY_DEAD && this.#dead > this.#lines / 3) this.#clearAway();
  }

  #keywordsOf(syntax: LanguageSyntax): number[] {
    const known = this.#keywords.get(syntax) ?? [];
    this.#keywords.set(syntax, known);
    return known;
  }

  #append(keys: ArrayLike<number>): void {
    const lines = this.#lines + keys.length;
    if (lines > this.#keys.length) {
      const larger = new Uint32Array(Math.ceil(1.25 * lines));
      larger.set(this.#keys);
      this.#keys = larger;
    }
    this.#keys.set(keys, this.#lines);
    this.#lines = lines;
  }

  #clearAway(): void {
    const old = this.#keys;
    this.#keys = new Uint32Array(this.#lines - this.#dead);
    this.#inOrder = [...this.#files.values()];
    [this.#lines, this.#dead] = [0, 0];
    for (const file of this.#inOrder) {
      const { first } = file;
      file.first = this.#lines;
      this.#append(old.subarray(first, first + file.openings.length));
    }
  }

  /**
   * The names in lines of other files that stand where the cursor's line does, below lines of the same shape, and that begin
   * alike; those in the place of names before the cursor are left out. 1 for a name that all of the best have, less where those
   * have other names above them than this place has.
   */
  namesAfterLike(place: Place): ReadonlyMap<string, number> {
    const names = new Map<string, number>();
    if (place.linePrefix.length > MAX_LINE_LENGTH) return names;
    const begun = lineShape(place.linePrefix, languageSyntax(place.outline.languageId));
    const best = this.#best(place, begun);
    const all = best.reduce((sum, { score }) => sum + score, 0);
    const sure = best.reduce((most, { score }) => Math.max(most, score), 0);
    const most = UNLIKE + (1 - UNLIKE) * Math.min(1, sure);
    for (const { file, line, score } of best) {
      for (const id of new Set(namesOf(file, line, line).subarray(begun.names.length))) {
        const name = this.#table.nameOf(id);
        names.set(name, (names.get(name) ?? 0) + (most * score) / all);
      }
    }
    return names;
  }

  #best({ lines, line, outline }: Place, begun: NamedShape): readonly ScoredLine[] {
    const syntax = languageSyntax(outline.languageId);
    const shapes: NamedShape[] = [];
    for (let at = line - 1; at >= 0 && shapes.length < LINES_COMPARED; at--) {
      const shape = lines[at]!.length > MAX_LINE_LENGTH ? undefined : lineShape(lines[at]!, syntax);
      if (shape && shape.hash !== 0) shapes.push(shape);
    }
    const [first, second] = shapes;
    const wanted = keyOf(first, second);
    if (wanted === 0) return [];
    const above = shapes.flatMap(({ names }) => names);
    const found = this.#find(wanted, begun.opening, OPENING_MASKS[Math.min(2, begun.tokens)]!, outline);
    const own = new Set<number>();
    // A name that nobody else has counts as one, whether an older text of this file has brought it here or not.
    for (const name of new Set([...above, ...begun.names])) own.add(this.#table.knownId(name) ?? -own.size - 1);
    return found
      .map((each) => ({ ...each, score: likeness(each, begun.names.length, own) }))
      .toSorted((a, b) => b.score - a.score || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line))
      .slice(0, BEST);
  }

  #find(key: number, opening: number, mask: number, own: Place['outline']): readonly FoundLine[] {
    const found: FoundLine[] = [];
    const keys = this.#keys;
    for (let at = keys.indexOf(key); at >= 0; at = keys.indexOf(key, at + 1)) {
      const file = this.#fileAt(at);
      const line = at - file.first;
      if (file.path === own.path || file.languageId !== own.languageId) continue;
      if ((file.openings[line]! & mask) !== (opening & mask)) continue;
      if (found.push({ path: file.path, file, line }) > MAX_FOUND) return [];
    }
    return found;
  }

  /** The file of a line: the last one that begins up to there. */
  #fileAt(line: number): IndexedLines {
    const after = firstNot(0, this.#inOrder.length, (at) => this.#inOrder[at]!.first <= line);
    return this.#inOrder[after - 1]!;
  }
}

/** Where a keyword's token would be, of a name; tokens are above 0. */
const NO_KEYWORD = -1;

interface FoundLine {
  readonly path: string;
  readonly file: IndexedLines;
  /** Among the file's lines of code. */
  readonly line: number;
}

interface ScoredLine extends FoundLine {
  readonly score: number;
}

/** What a place of the same shape is worth that has no name in common with this one. */
const UNLIKE = 0.3;
const SAME_SHAPE = 0.2;
const OPENING_MASKS = [0, 0xff00, 0xffff];

/** Of the two lines above, the nearer one first. */
function keyOf(first: LineShape = BLANK, second: LineShape = BLANK): number {
  return first.tokens < MIN_TOKENS ? 0 : mix(mix(second.hash, first.hash), first.hash >>> 16);
}

/** By the names of the lines above, and as many of the line's own as stand before the cursor here. */
function likeness({ file, line }: FoundLine, begun: number, own: ReadonlySet<number>): number {
  const names = new Set(namesOf(file, Math.max(0, line - LINES_COMPARED), line - 1));
  for (const name of namesOf(file, line, line).subarray(0, begun)) names.add(name);
  let shared = 0;
  for (const name of names) if (own.has(name)) shared++;
  return SAME_SHAPE + shared / Math.max(1, names.size + own.size - shared);
}

function namesOf({ names, ends }: IndexedLines, from: number, to: number): Uint32Array {
  return names.subarray(ends[from - 1] ?? 0, ends[to] ?? 0);
}
