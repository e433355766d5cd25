import type { PlaceAtOffset } from './history.ts';
import { type CompletionRequest, linePrefix } from './request.ts';

/** The place of a request, as the history knows places. */
export function placeOf(request: CompletionRequest): PlaceAtOffset {
  const { uri, offset, time } = request;
  return { uri, offset, linePrefix: linePrefix(request), time };
}
