// The worker thread of the `indexer` child: walks, parses, writes the engine's model, answers context questions.
import { RepositoryBuilder } from '../core/engine/build-repository-model.ts';
import { encodeRepositoryModel } from '../core/engine/repository-codec.ts';
import { createIndexerService } from './indexer-service.ts';
import { loadShippedGrammar } from './load-grammar.ts';
import { notify, serve } from './serve.ts';

serve(
  createIndexerService({
    notify,
    loadGrammar: loadShippedGrammar,
    createModelBuilder() {
      const builder = new RepositoryBuilder();
      return {
        addFile: (file) => builder.addFile(file),
        *encodeInSteps() {
          return encodeRepositoryModel(yield* builder.finishInSteps());
        },
      };
    },
  }),
);
