import path from 'node:path';
import { parseArgs } from 'node:util';
import { explain } from '../core/completion/explain.ts';
import { provideCompletion } from '../core/completion/provide-completion.ts';
import type { CompletionResult } from '../core/completion/result.ts';
import { describeContext } from '../core/context/describe-context.ts';
import { atPlace } from './at-place.ts';
import { projectRoot } from './project-root.ts';
import { UsageError } from './usage-error.ts';

/**
 * `sotto complete FILE:LINE:COL`: the pipeline of the editor, asked once; with `--context`, what of the repository would go
 * with the request, and why. Exit code 0 with a suggestion, or with a context, 1 with none.
 */
export async function complete(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [place] = positionals;
  if (place === undefined || positionals.length > 1) throw new UsageError('complete takes one FILE[:LINE[:COLUMN]]');
  if (values.context) return printContext(place, values.json);
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
      options: {
        json: { type: 'boolean', default: false },
        automatic: { type: 'boolean', default: false },
        context: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function printContext(place: string, json: boolean): Promise<number> {
  const { request, snippets } = await atPlace(place, 'invoked', async (sotto, asked) => ({
    request: asked,
    snippets: await sotto.context.explainAt(asked.uri, asked.offset),
  }));
  const root = projectRoot(path.dirname(request.path));
  const short = (file: string): string => path.relative(root, file).replaceAll('\\', '/');
  if (json) console.log(JSON.stringify(snippets));
  else process.stdout.write(describeContext(`${short(request.path)}:${request.position.line + 1}`, snippets, short));
  return snippets.length > 0 ? 0 : 1;
}

function print(result: CompletionResult, json: boolean): void {
  if (json) console.log(JSON.stringify(result));
  else if (result.kind === 'suggestion') console.log(result.suggestion.insertText);
  else console.error(explain(result));
}
