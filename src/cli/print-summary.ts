import type { SessionSummary } from '../core/completion/summarise-session.ts';

/** As a table for people. */
export function printSummary(summary: SessionSummary, isReplayed: boolean): void {
  if (!isReplayed) {
    console.log('The recording holds no texts, so it can’t be replayed. What was recorded:\n');
  }
  for (const [name, value] of rows(summary)) console.log(`${name.padEnd(34)}${value.padStart(10)}`);
}

function* rows(summary: SessionSummary): Generator<readonly [name: string, value: string]> {
  const { changes, requests, shown, shownCharacters, accepted, acceptedCharacters, tookMs } = summary;
  yield ['changes', String(changes)];
  yield ['requests', String(requests)];
  yield ['requests per change', ratio(requests, changes)];
  yield ['suggestions shown', String(shown)];
  yield ['  mean length in characters', ratio(shownCharacters, shown)];
  yield ['accepted', String(accepted)];
  yield ['  characters', String(acceptedCharacters)];
  // A replay's clock stands still while an answer is made.
  if (tookMs !== undefined && tookMs.p95 > 0) {
    yield ['answers, ms p50', tookMs.p50.toFixed(1)];
    yield ['answers, ms p95', tookMs.p95.toFixed(1)];
  }
  yield ['', ''];
  yield ['nothing shown, by reason', ''];
  const reasons = Object.entries(summary.nothing).toSorted(([, a], [, b]) => b - a);
  for (const [reason, count] of reasons) yield [`  ${reason}`, String(count)];
  yield ['', ''];
  yield ['outcomes', 'certain/half/not'];
  for (const [outcome, { full, half, none }] of Object.entries(summary.outcomes)) {
    yield [`  ${outcome}`, `${full} / ${half} / ${none}`];
  }
  for (const { afterMs, suggestions, meanKept } of summary.survived) {
    yield [`kept after ${Math.round(afterMs / 1_000)} s (of ${suggestions})`, `${(meanKept * 100).toFixed(0)} %`];
  }
}

function ratio(part: number, whole: number): string {
  return whole === 0 ? '–' : (part / whole).toFixed(2);
}
