// The `indexer` child process, at low priority: walks, parses, writes the engine's model, answers context questions. Nobody
// waits for it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createModelBuilder } from './create-model-builder.ts';
import { host } from './host.ts';
import { createIndexerService } from './indexer-service.ts';
import { keepHeapSmall } from './keep-heap-small.ts';
import { loadShippedGrammar } from './load-grammar.ts';
import { lowerPriority } from './lower-priority.ts';
import { serve } from './serve.ts';
import { watchLifeline } from './watch-lifeline.ts';

lowerPriority();
keepHeapSmall();
watchLifeline();
serve(
  createIndexerService({
    notify: (method, params) => host.send({ kind: 'notice', method, params }),
    loadGrammar: loadShippedGrammar,
    // The bundle names its shared parts by their content.
    stateKey: createHash('sha256')
      .update(fs.readFileSync(import.meta.filename))
      .digest('hex'),
    createModelBuilder,
  }),
  host,
);
