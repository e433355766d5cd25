// A thread of the `engine` child, for what only a syntax tree can answer: loading a grammar and its queries holds the
// loop for up to 50 ms, a parse for up to 20, and a completion must not wait for that.
import { parentPort } from 'node:worker_threads';
import { loadShippedGrammar } from './load-grammar.ts';
import { createTreeSyntax } from './outline/create-tree-syntax.ts';
import { createGrammars } from './outline/grammars.ts';
import { serve } from './serve.ts';
import type { SyntaxMethods } from './start-syntax-thread.ts';

if (parentPort === null) throw new Error('this file runs in a thread only');
const port = parentPort;
const syntax = createTreeSyntax({ grammars: createGrammars(loadShippedGrammar) });

serve(
  {
    prepare: ({ languageId }) => syntax.prepare(languageId),
    firstSound: (question) => syntax.firstSound(question),
  } satisfies SyntaxMethods,
  { onMessage: (listener) => void port.on('message', listener), send: (message) => port.postMessage(message) },
);
