// The worker thread of the `indexer` child: walks, parses, writes the engine's model, answers context questions.
import { createModelBuilder } from './create-model-builder.ts';
import { createIndexerService } from './indexer-service.ts';
import { loadShippedGrammar } from './load-grammar.ts';
import { notify, serve } from './serve.ts';

serve(
  createIndexerService({
    notify,
    loadGrammar: loadShippedGrammar,
    createModelBuilder,
  }),
);
