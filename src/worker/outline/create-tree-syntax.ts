import { type Language, Parser, type Point, Query, type Tree } from 'web-tree-sitter';
import type { Insertion, SoundQuestion, SyntaxWindow } from '../../core/syntax/syntax-port.ts';
import { textChange } from '../../core/text/text-change.ts';
import type { Grammars } from './grammars.ts';
import { LANGUAGES } from './languages.ts';
import { treeEdit } from './tree-edit.ts';

export interface TreeSyntax {
  /** Loads what the language needs. */
  prepare(languageId: string): Promise<void>;
  /**
   * As in `SyntaxPort`. `undefined` where no grammar knows, where other lines are broken already (unless `countAnyway`),
   * or not in time; what is cut off at the window's ends counts as an error with and without the insertion.
   */
  firstSound(question: Question): Promise<number | undefined>;
  dispose(): void;
}

interface Question extends SoundQuestion {
  readonly budgetMs: number;
}

/** Answers from trees, of which the last one of each grammar is kept; the engine process asks. */
export function createTreeSyntax({ grammars }: { readonly grammars: Grammars }): TreeSyntax {
  const tools = new Map<string, Tools>();
  const toolsFor = async (languageId: string): Promise<Tools | undefined> => {
    const grammar = LANGUAGES.get(languageId)?.grammar;
    const language = grammar === undefined ? undefined : await grammars.get(grammar);
    if (grammar === undefined || !language) return undefined;
    const known = tools.get(grammar) ?? createTools(language);
    tools.set(grammar, known);
    return known;
  };
  return {
    async prepare(languageId) {
      await toolsFor(languageId);
    },
    async firstSound(question) {
      const known = await toolsFor(question.languageId);
      return known && firstSound(known, question);
    },
    dispose() {
      for (const { parser, errors, last } of tools.values()) {
        parser.delete();
        errors.delete();
        last?.tree.delete();
      }
      tools.clear();
    },
  };
}

interface Tools {
  readonly parser: Parser;
  readonly errors: Query;
  /** What was asked about last: at the next keystroke it is nearly the same. */
  last?: { readonly text: string; readonly tree: Tree };
}

/** Parsed afresh within a keystroke's time; of longer ones only what has changed. */
const SHORT = 20_000;
/** A long text that is parsed for the first time is worth more time than its first question has. */
const FIRST_PARSE_MS = 300;

function createTools(language: Language): Tools {
  return {
    parser: new Parser().setLanguage(language),
    errors: new Query(language, '(ERROR) @error (MISSING) @missing'),
  };
}

function firstSound(tools: Tools, question: Question): number | undefined {
  const { before, insertions, budgetMs, countAnyway } = question;
  const endMs = performance.now() + budgetMs;
  const tree = treeWithout(tools, question, endMs);
  if (!tree) return undefined;
  // Its first parse took the question's time, but the next one will find it.
  if (isLong(question) && performance.now() > endMs) return undefined;
  if (countAnyway !== true && isBrokenElsewhere(tools.errors, tree, endOf(before).row)) return undefined;
  const allowed = countErrors(tools.errors, tree);
  for (const [index, insertion] of insertions.entries()) {
    const errors = errorsWith(tools, tree, question, insertion, endMs);
    if (errors === undefined) return undefined;
    if (errors <= allowed) return index;
  }
  return -1;
}

/** Of the text as it is. A long one goes on from the tree of the last question. */
function treeWithout(tools: Tools, { before, after }: SyntaxWindow, endMs: number): Tree | undefined {
  const { last, parser } = tools;
  const text = before + after;
  if (last?.text === text) return last.tree;
  delete tools.last;
  const old = isLong({ before, after }) ? last : undefined;
  const isFirst = isLong({ before, after }) && !old;
  const until = isFirst ? Math.max(endMs, performance.now() + FIRST_PARSE_MS) : endMs;
  try {
    old?.tree.edit(treeEdit(old.text, text, textChange(old.text, text)));
    const tree = parse(parser, text, old?.tree ?? null, until);
    if (tree) tools.last = { text, tree };
    return tree;
  } finally {
    last?.tree.delete();
  }
}

function isLong({ before, after }: SyntaxWindow): boolean {
  return before.length + after.length > SHORT;
}

/** `undefined` if the time is over before. */
function errorsWith(
  { parser, errors }: Tools,
  tree: Tree,
  { before, after }: SyntaxWindow,
  { insertText, replaceSuffixChars }: Insertion,
  endMs: number,
): number | undefined {
  const old = tree.copy();
  try {
    const text = before + insertText + after.slice(replaceSuffixChars);
    const { length } = before;
    const [oldEnd, newEnd] = [length + replaceSuffixChars, length + insertText.length];
    old.edit(treeEdit(before + after, text, { oldStart: length, oldEnd, newStart: length, newEnd }));
    const edited = parse(parser, text, old, endMs);
    if (!edited) return undefined;
    try {
      return countErrors(errors, edited);
    } finally {
      edited.delete();
    }
  } finally {
    old.delete();
  }
}

function parse(parser: Parser, text: string, old: Tree | null, endMs: number): Tree | undefined {
  const tree = parser.parse(text, old, { progressCallback: () => performance.now() > endMs });
  // A parser that was stopped would go on with the old text.
  if (!tree) parser.reset();
  return tree ?? undefined;
}

function countErrors(errors: Query, { rootNode }: Tree): number {
  return rootNode.hasError ? errors.captures(rootNode).length : 0;
}

/** Errors on other lines than the cursor's (or the next, where what is missing is noticed) make the count worthless. */
function isBrokenElsewhere(errors: Query, { rootNode }: Tree, cursorRow: number): boolean {
  if (!rootNode.hasError) return false;
  return errors.captures(rootNode).some(({ node: { startPosition } }) => {
    return startPosition.row < cursorRow || startPosition.row > cursorRow + 1;
  });
}

/** The position behind the text's last character. */
function endOf(text: string): Point {
  let row = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) row++;
  return { row, column: text.length - 1 - text.lastIndexOf('\n') };
}
