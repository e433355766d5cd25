import { type CompletionPipeline, provideCompletion } from './provide-completion.ts';
import type { CompletionRequest } from './request.ts';
import type { CompletionResult } from './result.ts';

/**
 * An editor takes one answer a call. Where the model had more to say, or was late, the product asks the editor to ask once
 * more: at most once for each suggestion, only while the person rests at the same place, and counted as automatic, since
 * nobody asked.
 */
export interface OfferAgain {
  /** What the last call came to. */
  told(request: CompletionRequest, result: CompletionResult): void;
  /** Where to have the editor ask again now that all of the document's last answer is there; `undefined` where not. */
  due(uri: string): (Place & { readonly stood: string }) | undefined;
  /** Whether the call at that place is the one that the product itself brought about; then what stands there. */
  take(place: Place): { readonly stood: string } | undefined;
}

export interface Place {
  readonly uri: string;
  readonly version: number;
  readonly offset: number;
}

export function createOfferAgain(): OfferAgain {
  let last: (Place & { readonly stood: string }) | undefined;
  let pending: (Place & { readonly stood: string }) | undefined;
  return {
    told({ uri, version, offset, triggerKind }, result) {
      const stood = mayGrow(result);
      last = stood === undefined || triggerKind === 'invoked' ? undefined : { uri, version, offset, stood };
    },
    due(uri) {
      if (last?.uri !== uri) return undefined;
      pending = last;
      last = undefined;
      return pending;
    },
    take(place) {
      const isOurs = pending?.uri === place.uri && pending.version === place.version && pending.offset === place.offset;
      const taken = isOurs ? pending : undefined;
      pending = undefined;
      return taken && { stood: taken.stood };
    },
  };
}

/** What stands there now, nothing where the answer was late; `undefined` where a later answer changes nothing. */
function mayGrow(result: CompletionResult): string | undefined {
  if (result.kind === 'suggestion')
    return result.suggestion.origin === 'model' ? result.suggestion.insertText : undefined;
  return result.reason === 'deadline' || result.reason === 'superseded' ? '' : undefined;
}

/**
 * As `provideCompletion`, for a call that the product brought about itself: what it offers begins with what stood there, or
 * is just that. Never more than once in a row, as what it offers is not told to `OfferAgain`.
 */
export async function provideAgain(
  pipeline: CompletionPipeline,
  request: CompletionRequest,
  stood: string,
  signal: AbortSignal,
): Promise<CompletionResult> {
  if (stood === '') return provideCompletion(pipeline, request, signal);
  const afresh = { ...pipeline, findReuse: () => undefined, remember: () => {} };
  const result = await provideCompletion(afresh, request, signal);
  const { insertText } = result.kind === 'suggestion' ? result.suggestion : { insertText: '' };
  if (!insertText.startsWith(stood)) return provideCompletion(pipeline, request, signal);
  pipeline.remember(request, insertText);
  return result;
}
