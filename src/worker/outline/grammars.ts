import { Language, Parser } from 'web-tree-sitter';

/** Bytes of `dist/grammars/<name>.wasm`; in tests those of the npm package. */
export type LoadGrammar = (name: string) => Promise<Uint8Array>;

export interface Grammars {
  /** Loads on first use. A grammar that fails to load fails once and is `undefined` from then on. */
  get(name: string): Promise<Language | undefined>;
}

/** Grammars by the name of their file, each loaded when the first file of its language is seen. */
export function createGrammars(loadGrammar: LoadGrammar, onFailure: (message: string) => void = () => {}): Grammars {
  const languages = new Map<string, Promise<Language | undefined>>();
  const load = async (name: string): Promise<Language | undefined> => {
    try {
      await Parser.init();
      return await Language.load(await loadGrammar(name));
    } catch (error) {
      onFailure(`Sotto cannot read ${name} files: its grammar did not load (${String(error)})`);
      return undefined;
    }
  };
  return {
    get(name) {
      const known = languages.get(name) ?? load(name);
      languages.set(name, known);
      return known;
    },
  };
}
