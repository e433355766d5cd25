import { Edit, type Language, Parser, type Point, Query, type Tree } from 'web-tree-sitter';
import type { Insertion, SyntaxWindow } from '../../core/syntax/syntax-port.ts';
import type { Grammars } from './grammars.ts';
import { LANGUAGES } from './languages.ts';

export interface TreeSyntax {
  /** Loads what the language needs. */
  prepare(languageId: string): Promise<void>;
  /**
   * As in `SyntaxPort`. `undefined` where no grammar knows, where other lines are broken already, or not in time; what
   * is cut off at the window's ends counts as an error with and without the insertion.
   */
  firstSound(question: Question): Promise<number | undefined>;
  dispose(): void;
}

interface Question extends SyntaxWindow {
  readonly insertions: readonly Insertion[];
  readonly languageId: string;
  readonly budgetMs: number;
}

/** Answers from trees, which live within one call; the engine process asks. */
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
    async firstSound({ insertions, languageId, budgetMs, ...window }) {
      const known = await toolsFor(languageId);
      return known && firstSound(known, window, insertions, performance.now() + budgetMs);
    },
    dispose() {
      for (const { parser, errors } of tools.values()) {
        parser.delete();
        errors.delete();
      }
      tools.clear();
    },
  };
}

interface Tools {
  readonly parser: Parser;
  readonly errors: Query;
}

function createTools(language: Language): Tools {
  return {
    parser: new Parser().setLanguage(language),
    errors: new Query(language, '(ERROR) @error (MISSING) @missing'),
  };
}

function firstSound(
  tools: Tools,
  window: SyntaxWindow,
  insertions: readonly Insertion[],
  endMs: number,
): number | undefined {
  const { before, after } = window;
  const tree = parse(tools.parser, before + after, null, endMs);
  if (!tree) return undefined;
  try {
    if (isBrokenElsewhere(tools.errors, tree, endOf(before).row)) return undefined;
    const allowed = countErrors(tools.errors, tree);
    for (const [index, insertion] of insertions.entries()) {
      const errors = errorsWith(tools, tree, window, insertion, endMs);
      if (errors === undefined) return undefined;
      if (errors <= allowed) return index;
    }
    return -1;
  } finally {
    tree.delete();
  }
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
    old.edit(
      new Edit({
        startIndex: before.length,
        oldEndIndex: before.length + replaceSuffixChars,
        newEndIndex: before.length + insertText.length,
        startPosition: endOf(before),
        oldEndPosition: endOf(before + after.slice(0, replaceSuffixChars)),
        newEndPosition: endOf(before + insertText),
      }),
    );
    const edited = parse(parser, before + insertText + after.slice(replaceSuffixChars), old, endMs);
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
