// The worker thread of the `engine` child: completions, and what only a syntax tree can answer.
import fs from 'node:fs';
import { decodeRepositoryModel } from '../core/engine/repository-codec.ts';
import { Engine } from '../core/engine/engine.ts';
import type { EngineMethods } from '../node/protocol.ts';
import { loadShippedGrammar } from './load-grammar.ts';
import { createTreeSyntax } from './outline/create-tree-syntax.ts';
import { createGrammars } from './outline/grammars.ts';
import { serve } from './serve.ts';

const engine = new Engine();
const syntax = createTreeSyntax({ grammars: createGrammars(loadShippedGrammar) });

serve({
  openDocument: (document) => engine.openDocument(document),
  changeDocument: (change) => engine.changeDocument(change),
  closeDocument: (document) => engine.closeDocument(document),
  loadRepository({ file }) {
    const model = decodeRepositoryModel(fs.readFileSync(file));
    engine.setRepository(model);
    return { files: model.paths.length, tokens: model.tokens.length };
  },
  complete: (place) => engine.complete(place),
  errorDelta: (edit) => syntax.errorDelta(edit),
  memory: () => ({ rssMB: Math.round(process.memoryUsage.rss() / 1_000_000) }),
} satisfies EngineMethods);
