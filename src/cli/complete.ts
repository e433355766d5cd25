import { parseArgs } from 'node:util';
import { explain } from '../core/completion/explain.ts';
import { provideCompletion } from '../core/completion/provide-completion.ts';
import type { CompletionResult } from '../core/completion/result.ts';
import { atPlace } from './at-place.ts';
import { UsageError } from './usage-error.ts';

/** `sotto complete FILE:LINE:COL`: the pipeline of the editor, asked once. Exit code 0 with a suggestion, 1 with none. */
export async function complete(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [place] = positionals;
  if (place === undefined || positionals.length > 1) throw new UsageError('complete takes one FILE[:LINE[:COLUMN]]');
  const result = await atPlace(place, values.automatic ? 'automatic' : 'invoked', (sotto, request) =>
    provideCompletion(sotto.pipeline, request, AbortSignal.timeout(10_000)),
  );
  print(result, values.json);
  return result.kind === 'suggestion' ? 0 : 1;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, automatic: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function print(result: CompletionResult, json: boolean): void {
  if (json) console.log(JSON.stringify(result));
  else if (result.kind === 'suggestion') console.log(result.suggestion.insertText);
  else console.error(explain(result));
}
