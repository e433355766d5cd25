/** OpenAI and vLLM answer 400 to more than four stop strings, and others cut the list without saying so. */
export const MAX_WIRE_STOPS = 4;

export function wireStops(stop: readonly string[]): readonly string[] {
  return stop.slice(0, MAX_WIRE_STOPS);
}
