import { expect, test } from 'vitest';
import { summariseSession } from '../../../src/core/completion/summarise-session.ts';
import type { SessionEvent } from '../../../src/core/completion/session.ts';

const shown = (request: number, suggestion: number, length: number): SessionEvent => ({
  kind: 'shown',
  time: request,
  request,
  suggestion,
  length,
  lines: 1,
  origin: 'engine',
  accept: {},
  tookMs: request,
});
const settled = (suggestion: number, outcome: 'accepted' | 'ignored'): SessionEvent => ({
  kind: 'settled',
  time: 9,
  suggestion,
  outcome,
  certainty: outcome === 'accepted' ? 'full' : 'none',
  shownMs: 5,
});

test('what is typed into counts once, and as long as it was offered', () => {
  const tally = summariseSession();
  const events: SessionEvent[] = [
    shown(1, 1, 10),
    shown(2, 1, 9),
    settled(1, 'accepted'),
    { kind: 'nothing', time: 3, request: 3, reason: 'unsure', tookMs: 3 },
    shown(4, 2, 20),
    settled(2, 'ignored'),
    { kind: 'survived', time: 30, suggestion: 1, afterMs: 30_000, kept: 1 },
    { kind: 'survived', time: 30, suggestion: 2, afterMs: 30_000, kept: 0.5 },
  ];
  for (const event of events) tally.add(event);
  expect(tally.summary()).toMatchObject({
    shown: 2,
    shownCharacters: 30,
    accepted: 1,
    acceptedCharacters: 10,
    nothing: { unsure: 1 },
    outcomes: { accepted: { full: 1, half: 0, none: 0 }, ignored: { full: 0, half: 0, none: 1 } },
    survived: [{ afterMs: 30_000, suggestions: 2, meanKept: 0.75 }],
    tookMs: { p50: 3, p95: 4 },
  });
});
