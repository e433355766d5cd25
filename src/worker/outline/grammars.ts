import { Language, Parser, Query } from 'web-tree-sitter';
import type { KnownLanguage } from './languages.ts';

/**
 * Bytes of a file under `dist/grammars`: a grammar, `<name>.wasm`, or a query, `<name>.<what>.scm`. In tests those of the
 * npm package and of the source.
 */
export type LoadGrammar = (file: string) => Promise<Uint8Array>;

/** What a query is for: a file of that name beside the language. */
export type QueryName = 'outline' | 'facts';

export interface Grammars {
  /** Loads on first use. A grammar that fails to load fails once and is `undefined` from then on. */
  get(name: string): Promise<Language | undefined>;
  /** Compiled on first use and kept; throws where the query does not fit the grammar. */
  query(known: KnownLanguage, language: Language, name: QueryName): Promise<Query>;
  /** Deletes the queries; nothing may use one any more. */
  dispose(): void;
}

/** Grammars by the name of their file, each loaded when the first file of its language is seen. */
export function createGrammars(loadGrammar: LoadGrammar, onFailure: (message: string) => void = () => {}): Grammars {
  const languages = new Map<string, Promise<Language | undefined>>();
  const queries = new Map<string, Promise<Query>>();
  const load = async (name: string): Promise<Language | undefined> => {
    try {
      await Parser.init();
      return await Language.load(await loadGrammar(`${name}.wasm`));
    } catch (error) {
      onFailure(`Sotto cannot read ${name} files: its grammar did not load (${String(error)})`);
      return undefined;
    }
  };
  const compile = async ({ queries: folders }: KnownLanguage, language: Language, name: QueryName): Promise<Query> => {
    const parts = await Promise.all(folders.map((folder) => loadGrammar(`${folder}.${name}.scm`)));
    return new Query(language, parts.map((part) => new TextDecoder().decode(part)).join('\n'));
  };
  return {
    get(name) {
      const known = languages.get(name) ?? load(name);
      languages.set(name, known);
      return known;
    },
    query(known, language, name) {
      const key = `${known.grammar}.${name}`;
      const query = queries.get(key) ?? compile(known, language, name);
      queries.set(key, query);
      return query;
    },
    dispose() {
      // One that does not compile was told to who asked for it.
      for (const query of queries.values()) void query.then((each) => each.delete()).catch(() => {});
      queries.clear();
    },
  };
}
