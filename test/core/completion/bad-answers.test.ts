// What a person sees of a model that misbehaves: a server with a script, and everything between it and ghost text.
import { expect, test } from 'vitest';
import { createAnswers } from '../../../src/core/completion/answers.ts';
import { endBeforeHole } from '../../../src/core/completion/end-before-hole.ts';
import { provideCompletion } from '../../../src/core/completion/provide-completion.ts';
import { createBackoff } from '../../../src/core/models/backoff.ts';
import { layoutTokens } from '../../../src/core/models/formats/fim-format.ts';
import { qwenCoder } from '../../../src/core/models/formats/qwen-coder.ts';
import { modelSource } from '../../../src/core/models/model-source.ts';
import { createProbe } from '../../../src/core/models/probe.ts';
import { requestAt } from '../../support/cursor.ts';
import { testClient } from '../../support/model-client.ts';
import { testPipeline } from '../../support/pipeline.ts';
import { type Fault, type ScriptedServer, scriptedServer } from '../../support/scripted-server.ts';

const TEXT = 'function sum(rows: Row[]) {\n  let total = 0;\n  for (const row of rows) █\n  return total;\n}\n';

/** Ghost text, or the reason for none. */
async function shown({ url }: Pick<ScriptedServer, 'url'>, layout: 'anchored' | 'plain', marked: string) {
  const client = testClient(url);
  const probing = createProbe(client);
  const { fill } = modelSource({
    client,
    capabilities: (signal) => probing.capabilities('completion', 'qwen2.5-coder', signal),
    backoff: createBackoff({ now: () => 0 }),
    relativePath: (path) => path,
    repository: 'app',
    maxTokens: 64,
    stop: [],
    logProbabilities: false,
    layout,
    endBefore: endBeforeHole,
  });
  const { source } = createAnswers(fill);
  const result = await provideCompletion(testPipeline(source), requestAt(marked), new AbortController().signal);
  return result.kind === 'suggestion' ? result.suggestion.insertText : `(${result.reason})`;
}

type Row = readonly [name: string, answer: readonly string[], shown: string, fault?: Fault];

const rows: readonly Row[] = [
  ['says what is wanted', ['total', ' += ', 'row.size;'], 'total += row.size;'],
  ['never stops', ['total', ' += ', 'row.size;\n'], 'total += row.size;', 'endless'],
  ['never ends its line', ['abc'], '(repetition)', 'endless'],
  ['says blanks for ever', ['  '], '(only-whitespace)', 'endless'],
  ['repeats the line above', ['\n', '  for (const row of rows) ', '\n'], '(repeats-prefix)'],
  ['goes on with its own tokens', ['total++;', '<|fim_middle|>', 'more'], 'total++;'],
  ['begins with its own token', ['<|endoftext|>', 'total++;'], '(no-guess)'],
  ['cuts a token in pieces', ['total++;', '<|fim', '_prefix|>', 'x'], 'total++;'],
  ['leaves half a character', ['total++; // ', '\ud83d'], 'total++; //'],
  ['says a character in two halves', ['log("', '\ud83d', '\ude00', '");'], 'log("😀");'],
  ['talks', ['Sure! Here is the code:\n', '```ts\n', 'total += row.size;\n```'], 'total += row.size;'],
  ['only talks', ['I am sorry, but I cannot help with that.'], '(talk)'],
];

for (const layout of ['anchored', 'plain'] as const) {
  test.for(rows)(`laid out ${layout}, a model that %s`, async ([, answer, expected, fault]) => {
    // What was begun before the cursor, a blank here, is asked for as the answer's beginning.
    const said = layout === 'anchored' ? [' ', ...answer] : answer;
    await using server = await scriptedServer({ kind: 'llama.cpp', vocabulary: layoutTokens(qwenCoder), answer: said });
    server.fault = fault;
    const [first] = (await shown(server, layout, TEXT)).split('\n');
    expect(first).toBe(expected);
    await server.idle();
  });
}
