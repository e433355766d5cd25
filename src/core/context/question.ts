import type { FileOutline } from '../repository/outline.ts';
import type { LocatedDefinition } from '../repository/repository-outline.ts';
import type { ContextIndex } from './context-index.ts';
import type { Draft } from './draft.ts';
import { identifiersIn, subWords } from './identifiers.ts';
import { importedFiles } from './imported-files.ts';
import { type Place, placeOf } from './place.ts';
import type { Question } from './retriever.ts';
import { namesOfSimilar } from './similar-names.ts';
import { typesInScope } from './types-in-scope.ts';

export interface QuestionOptions {
  /** Outline of the open text. */
  readonly outline: FileOutline;
  readonly text: string;
  /** Of the cursor, in UTF-16 units. */
  readonly offset: number;
  /** Absolute paths of the other open files, most recent first. */
  readonly openFiles: readonly string[];
  /** Lines of other files as they are after they were changed a moment ago. */
  readonly recentEdits?: readonly string[] | undefined;
  /** A guess at what comes next. */
  readonly draft?: Draft | undefined;
  /** What the open text imports by name from installed packages. */
  readonly dependencies?: readonly LocatedDefinition[];
}

const SIMILAR_WINDOWS = 16;
const QUERY_LINES_BEFORE = 14;
const QUERY_LINES_AFTER = 5;

/** What several retrievers need to know, found out once, while what is known of the open file is hidden (`ContextIndex.without`). */
export function askQuestion(options: QuestionOptions, index: ContextIndex): Question {
  const { outline, text, offset, openFiles, recentEdits = [], draft, dependencies = [] } = options;
  const place = placeOf(outline, text, offset);
  const similar = index.windows.search(queryOf(place), outline.path, SIMILAR_WINDOWS);
  return {
    place,
    index,
    types: typesInScope(place, index),
    imports: importedFiles(outline, index.repository),
    similar,
    similarNames: namesOfSimilar(similar),
    likeLineNames: index.lines.namesAfterLike(place),
    neighbours: index.neighboursOf(outline.path, outline.languageId),
    openFiles,
    recentNames: new Set(recentEdits.flatMap(identifiersIn)),
    draft,
    dependencies,
  };
}

/** Names and their words around the cursor; those of nearer lines count more. */
function queryOf({ lines, line, enclosing }: Place): ReadonlyMap<string, number> {
  const query = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    for (const name of identifiersIn(text)) {
      query.set(name, Math.max(query.get(name) ?? 0, weight));
      for (const word of subWords(name)) query.set(word, Math.max(query.get(word) ?? 0, weight / 3));
    }
  };
  for (let at = Math.max(0, line - QUERY_LINES_BEFORE); at <= line + QUERY_LINES_AFTER; at++) {
    add(lines[at] ?? '', 1 / (1 + Math.abs(at - line) / 6));
  }
  const around = enclosing.find(({ kind }) => kind === 'function' || kind === 'method');
  if (around) add(around.signature, 0.6);
  return query;
}
