import type { SseResult } from '../sse.ts';

/** What a row of the sse corpus expects; one of `anyOf` is enough. */
export interface Expected {
  readonly text?: string;
  readonly textPrefix?: string;
  readonly textFill?: string;
  readonly textLength?: number;
  readonly finish?: string;
  readonly error?: string | null;
  readonly retryAfterMs?: number;
  readonly maxMs?: number;
  readonly maxRssGrowthMb?: number;
  readonly maxRetries?: number;
  readonly anyOf?: readonly (Expected | string)[];
}

/** In what a result differs from what a row expects. */
export function problems(expected: Expected, result: Partial<SseResult>): readonly string[] {
  const options = expected.anyOf?.filter((option) => typeof option !== 'string') ?? [];
  if (options.length > 0) {
    const tried = options.map((option) => problems(option, result));
    return tried.some((found) => found.length === 0) ? [] : tried.flat();
  }
  const { text = '' } = result;
  const wanted = expected.textFill?.repeat(expected.textLength ?? 0) ?? expected.text;
  const checks: readonly (readonly [string, boolean])[] = [
    [`text ${JSON.stringify(text.slice(0, 80))}`, wanted === undefined || text === wanted],
    [`text does not begin with ${expected.textPrefix}`, text.startsWith(expected.textPrefix ?? '')],
    [`finish ${result.finish}`, expected.finish === undefined || result.finish === expected.finish],
    [`error ${result.error}`, (expected.error ?? null) === (result.error ?? null)],
    [`retry after ${result.retryAfterMs}`, (expected.retryAfterMs ?? result.retryAfterMs) === result.retryAfterMs],
    [`${result.ms} ms`, (result.ms ?? 0) <= (expected.maxMs ?? Infinity)],
    [`${result.rssGrowthMB} MB`, (result.rssGrowthMB ?? 0) <= (expected.maxRssGrowthMb ?? Infinity)],
    [`${result.retries} retries`, (result.retries ?? 0) <= (expected.maxRetries ?? Infinity)],
  ];
  return checks.filter(([, holds]) => !holds).map(([problem]) => problem);
}
