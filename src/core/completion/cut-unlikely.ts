import type { TokenProbability } from '../gate/log-probabilities.ts';
import { firstLine } from './first-line.ts';
import type { GeneratedText } from './post-process.ts';
import type { CompletionPipeline } from './provide-completion.ts';
import type { CompletionRequest } from './request.ts';
import type { ProcessedText } from './result.ts';

/** What a source said, or a beginning of it, and what of that may be shown. */
export interface Said {
  readonly generated: GeneratedText;
  readonly processed: ProcessedText;
}

/** A model's answer up to the first token that the model itself thought too unlikely; all of it where nothing that is worth showing would be left. */
export function cutUnlikely(
  { likelyLength, postProcess }: Pick<CompletionPipeline, 'likelyLength' | 'postProcess'>,
  whole: Said,
  tokens: readonly TokenProbability[],
  request: CompletionRequest,
): Said {
  const { insertText } = whole.processed;
  // Where something was taken from its beginning, the tokens are not those of the text.
  if (tokens.length === 0 || !whole.generated.text.startsWith(insertText)) return whole;
  const text = insertText.slice(0, likelyLength(request, { insertText, tokens }));
  if (text.length === insertText.length) return whole;
  // Behind the first line whole lines are left.
  const generated = { text, endsLine: firstLine(text) === text ? false : undefined };
  const processed = postProcess(generated, request);
  return processed.kind === 'text' ? { generated, processed } : whole;
}
