import type { Language, Tree } from 'web-tree-sitter';
import type { FunctionFacts } from '../../core/repository/function-facts.ts';
import type { FileOutline } from '../../core/repository/outline.ts';
import { readProjectConfig } from '../../core/repository/project-config.ts';
import type { Grammars } from './grammars.ts';
import { editedTree, KeptTexts } from './kept-texts.ts';
import { type KnownLanguage, LANGUAGES } from './languages.ts';
import { matchAgain } from './match-again.ts';
import { matchInSlices } from './match-in-slices.ts';
import { parseInSlices } from './parse-in-slices.ts';
import { readDefinitions } from './read-definitions.ts';
import { functionAround, readFacts } from './read-facts.ts';
import { readOutline } from './read-outline.ts';
import { readOutlineAgain } from './read-outline-again.ts';

/** Ordinary files take under 30 ms; what takes half a second is generated or hostile. */
const BUDGET_MS = 500;
/** A question that comes in meanwhile waits about so long. */
const SLICE_MS = 10;
/** A minified line this long costs the whole budget, so it is not tried. */
const MAX_LINE_LENGTH = 20_000;
const MAX_LENGTH = 1_000_000;
/** What of a long text is read for the function around a place: a class whose head is further away is not known. */
const WINDOW_BEFORE = 60_000;
const WINDOW_AFTER = 8_000;

export interface Outliner {
  /** `undefined` where no grammar is known, or the file is too large, took too long or made the parser fail. */
  outline(path: string, languageId: string, text: string): Promise<FileOutline | undefined>;
  /** The same of a file that changes again and again: its last version is kept, and only what changed since is read. */
  outlineAgain(path: string, languageId: string, text: string): Promise<FileOutline | undefined>;
  /** Of the function around the offset; `undefined` in the same cases. */
  facts(languageId: string, text: string, offset: number): Promise<FunctionFacts | undefined>;
  dispose(): void;
}

export interface OutlinerOptions {
  readonly grammars: Grammars;
  readonly budgetMs?: number;
  onFailure?(message: string): void;
}

interface Parsed {
  readonly known: KnownLanguage;
  readonly grammar: Language;
  readonly tree: Tree;
  /** It is not deleted then. */
  keep(): void;
}

interface ParseQuestion {
  readonly name: string;
  readonly languageId: string;
  readonly text: string;
  /** Of an earlier version, told of the change. */
  readonly old?: Tree;
}

/** Reads files by tree-sitter; grammars and queries are made on first use. Trees never leave it. */
export function createOutliner(options: OutlinerOptions): Outliner {
  const { grammars, budgetMs = BUDGET_MS, onFailure = () => {} } = options;
  const kept = new KeptTexts();
  let isDisposed = false;

  /** Nothing where the text is not for a parser, or it fails. The tree is deleted unless `use` keeps it. */
  const parsed = async <T>(
    { name, languageId, text, old }: ParseQuestion,
    use: (parsed: Parsed) => Promise<T>,
  ): Promise<T | undefined> => {
    if (text.length > MAX_LENGTH || hasLongLine(text)) return undefined;
    let tree: Tree | undefined;
    try {
      const known = LANGUAGES.get(languageId);
      const grammar = known && (await grammars.get(known.grammar));
      tree = grammar && (await parseInSlices(grammar, text, { budgetMs, sliceMs: SLICE_MS }, old));
      const keep = (): void => void (tree = undefined);
      return tree && (await use({ known: known!, grammar: grammar!, tree, keep }));
    } catch (error) {
      // A grammar's own code may fail on what nobody thought of; that must cost this file and no other.
      onFailure(`Sotto could not parse ${name} (${String(error)})`);
      return undefined;
    } finally {
      tree?.delete();
    }
  };

  const matchesOf = async (
    { known, grammar, tree }: Parsed,
    name: 'outline' | 'facts',
    range: { readonly start: number; readonly end: number },
  ) => matchInSlices(await grammars.query(known, grammar, name), tree, range, budgetMs);

  return {
    async outline(path, languageId, text) {
      const config = readProjectConfig(path, text);
      if (config) return { path, languageId, definitions: [], imports: [], references: [], config };
      return parsed({ name: path, languageId, text }, async (found) => {
        const matches = await matchesOf(found, 'outline', { start: 0, end: text.length });
        return readOutline({ path, languageId, text, matches }, found.known.language).outline;
      });
    },

    async outlineAgain(path, languageId, text) {
      const same = kept.same(path, languageId, text);
      if (same) return same.outline;
      const config = readProjectConfig(path, text);
      if (config) return { path, languageId, definitions: [], imports: [], references: [], config };
      const old = kept.nearest(path, languageId, text);
      const edited = old && editedTree(old, text);
      try {
        const question = { name: path, languageId, text, ...(edited && { old: edited }) };
        return await parsed(question, async (found) => {
          const { known, grammar, tree } = found;
          const again =
            old && edited
              ? await matchAgain(await grammars.query(known, grammar, 'outline'), {
                  old,
                  edited,
                  text,
                  tree,
                  budgetMs,
                })
              : { matches: await matchesOf(found, 'outline', { start: 0, end: text.length }) };
          const now = { path, languageId, text, matches: again.matches };
          const { outline, placed } =
            old && again.changed
              ? readOutlineAgain(now, old.kept, again.changed, known.language)
              : readOutline(now, known.language);
          if (isDisposed) return outline;
          found.keep();
          kept.keep({ ...now, tree, outline, placed }, old?.kept);
          return outline;
        });
      } finally {
        edited?.delete();
      }
    },

    async facts(languageId, whole, offset) {
      const from = offset <= WINDOW_BEFORE ? 0 : whole.indexOf('\n', offset - WINDOW_BEFORE) + 1;
      const text = whole.slice(from, offset + WINDOW_AFTER);
      const facts = await parsed({ name: 'an open file', languageId, text }, async (found) => {
        const { matches, uses } = await matchesOf(found, 'outline', { start: 0, end: text.length });
        const around = functionAround(readDefinitions(text, matches, found.known.language), offset - from);
        const { start, end } = around ?? { start: 0, end: text.length };
        const inside = await matchesOf(found, 'facts', { start, end });
        const calls = uses.filter((use) => use.kind === 'call' && start <= use.start && use.start < end);
        return readFacts(text, languageId, around, inside.matches, calls);
      });
      if (!facts || from === 0) return facts;
      return { ...facts, locals: facts.locals.map((local) => ({ ...local, offset: local.offset + from })) };
    },

    dispose() {
      isDisposed = true;
      kept.clear();
    },
  };
}

function hasLongLine(text: string): boolean {
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    if ((end < 0 ? text.length : end) - start > MAX_LINE_LENGTH) return true;
    if (end < 0) return false;
    start = end + 1;
  }
  return false;
}
