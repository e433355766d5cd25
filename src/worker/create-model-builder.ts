import { RepositoryBuilder } from '../core/engine/build-repository-model.ts';
import { encodeRepositoryModel } from '../core/engine/repository-codec.ts';
import type { ModelBuilder } from './index-repository.ts';

/** The engine's own: its model of the repository, in the form that the engine child loads. */
export function createModelBuilder(): ModelBuilder {
  const builder = new RepositoryBuilder();
  return {
    addFile: (file) => builder.addFile(file),
    *encodeInSteps() {
      return encodeRepositoryModel(yield* builder.finishInSteps());
    },
  };
}
