import { buildRepositoryModel } from '../../src/core/engine/build-repository-model.ts';
import { Engine } from '../../src/core/engine/engine.ts';
import { languageIdForPath } from '../../src/core/syntax/languages.ts';
import type { TypedFile } from './source-files.ts';

/** The product's engine, with these files for its repository. */
export function engineOf(files: readonly TypedFile[]): Engine {
  const engine = new Engine();
  engine.setRepository(
    buildRepositoryModel(
      files.map(({ path, text }) => ({ path, text, languageId: languageIdForPath(path) ?? 'generic' })),
    ),
  );
  return engine;
}
