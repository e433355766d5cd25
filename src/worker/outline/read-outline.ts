import type { FileOutline } from '../../core/repository/outline.ts';
import type { Matches } from './match.ts';
import type { OutlineLanguage } from './outline-language.ts';
import { ownOutline } from './own-outline.ts';
import { type PlacedDefinition, readDefinitions } from './read-definitions.ts';
import { readImports } from './read-imports.ts';
import { readNamespace } from './read-namespace.ts';
import { readReferences } from './read-references.ts';

export interface MatchedText {
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
  readonly matches: Matches;
}

export interface ReadOutline {
  readonly outline: FileOutline;
  /** The outline's definitions with their places. */
  readonly placed: readonly PlacedDefinition[];
}

export function readOutline(
  { path, languageId, text, matches: all }: MatchedText,
  language: OutlineLanguage,
): ReadOutline {
  const { matches, uses } = all;
  const placed = readDefinitions(text, matches, language);
  const namespace = readNamespace(text, matches);
  const outline = ownOutline({
    path,
    languageId,
    ...(namespace !== undefined && { namespace }),
    definitions: placed.map(({ definition }) => definition),
    imports: readImports(text, matches, language),
    references: readReferences(text, uses, placed),
  });
  return { outline, placed };
}
