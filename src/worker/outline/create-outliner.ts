import type { FileOutline } from '../../core/repository/outline.ts';
import type { Grammars } from './grammars.ts';
import { LANGUAGES } from './languages.ts';
import { matchInSlices } from './match-in-slices.ts';
import { parseInSlices } from './parse-in-slices.ts';
import { readDefinitions } from './read-definitions.ts';
import { readImports } from './read-imports.ts';
import { readNamespace } from './read-namespace.ts';
import { readReferences } from './read-references.ts';

/** Ordinary files take under 30 ms; what takes half a second is generated or hostile. */
const BUDGET_MS = 500;
/** A question that comes in meanwhile waits about so long. */
const SLICE_MS = 10;
/** A minified line this long costs the whole budget, so it is not tried. */
const MAX_LINE_LENGTH = 20_000;
const MAX_LENGTH = 1_000_000;

export interface Outliner {
  /** `undefined` where no grammar is known, or the file is too large, took too long or made the parser fail. */
  outline(path: string, languageId: string, text: string): Promise<FileOutline | undefined>;
}

export interface OutlinerOptions {
  readonly grammars: Grammars;
  readonly budgetMs?: number;
  onFailure?(message: string): void;
}

/** Reads files' outlines by tree-sitter; grammars and queries are made on first use, trees live within one call. */
export function createOutliner(options: OutlinerOptions): Outliner {
  const { grammars, budgetMs = BUDGET_MS, onFailure = () => {} } = options;

  const read = async (path: string, languageId: string, text: string): Promise<FileOutline | undefined> => {
    const known = LANGUAGES.get(languageId);
    const grammar = known && (await grammars.get(known.grammar));
    const tree = grammar && (await parseInSlices(grammar, text, { budgetMs, sliceMs: SLICE_MS }));
    if (!tree) return undefined;
    const { language } = known;
    try {
      const query = await grammars.query(known, grammar, 'outline');
      const { matches, uses } = await matchInSlices(query, tree, text.length, budgetMs);
      const placed = readDefinitions(text, matches, language);
      const namespace = readNamespace(text, matches);
      return ownCopy({
        path,
        languageId,
        ...(namespace !== undefined && { namespace }),
        definitions: placed.map(({ definition }) => definition),
        imports: readImports(text, matches, language),
        references: readReferences(text, uses, placed),
      });
    } finally {
      tree.delete();
    }
  };

  return {
    async outline(path, languageId, text) {
      if (text.length > MAX_LENGTH || hasLongLine(text)) return undefined;
      try {
        return await read(path, languageId, text);
      } catch (error) {
        // A grammar's own code may fail on what nobody thought of; that must cost this file and no other.
        onFailure(`Sotto could not parse ${path} (${String(error)})`);
        return undefined;
      }
    },
  };
}

/** A part of a string keeps the whole of it alive: here, the text of every file that was read. Measured: 9 MB, not 15. */
function ownCopy(outline: FileOutline): FileOutline {
  return JSON.parse(JSON.stringify(outline)) as FileOutline;
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
