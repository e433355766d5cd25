import { expect, test } from 'vitest';
import { followSurvival } from '../../../src/core/completion/follow-survival.ts';

const URI = 'file:///a.ts';

/** A survival tracker on a clock that is turned by hand; `told` is what came of it, as text. */
function tracker() {
  let time = 0;
  let timers: { readonly at: number; run(): void }[] = [];
  const waits: number[] = [];
  const told: string[] = [];
  const clock = {
    now: () => time,
    after(ms: number, run: () => void) {
      waits.push(ms);
      const timer = { at: time + ms, run };
      timers.push(timer);
      return { dispose: () => void (timers = timers.filter((other) => other !== timer)) };
    },
  };
  const survival = followSurvival({
    clock,
    onSurvived: ({ id, afterMs, kept }) => told.push(`${id} after ${afterMs / 1000} s: ${kept}`),
    onUndone: (id) => told.push(`${id} undone`),
  });
  return {
    survival,
    told,
    waits,
    timers: () => timers.length,
    accept: (id: number, text = 'bar()') => survival.follow({ id, uri: URI, offset: 0, text }),
    edit: (offset: number, deleteCount: number, insertText: string, byUndo = false) =>
      survival.changed(URI, { offset, deleteCount, insertText, byUndo }),
    /** Time goes by and no timer runs, as on a busy machine. */
    stall(toMs: number) {
      time = toMs;
    },
    turn(toMs: number) {
      for (;;) {
        const next = timers.filter(({ at }) => at <= toMs).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((other) => other !== next);
        time = Math.max(time, next.at);
        next.run();
      }
      time = toMs;
    },
  };
}

test('there is one timer while something is followed, and none before or after', () => {
  const { accept, turn, timers, waits, told } = tracker();
  expect(timers()).toBe(0);
  accept(1);
  turn(1_000);
  accept(2);
  expect(timers()).toBe(1);
  turn(700_000);
  expect(timers()).toBe(0);
  expect(told).toHaveLength(10);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(5_000);
});

test('an early check of a new one does not wait for a late one of another', () => {
  const { accept, turn, told } = tracker();
  accept(1);
  turn(400_000);
  accept(2);
  turn(416_000);
  expect(told.at(-1)).toBe('2 after 15 s: 1');
});

test('a check that is due is told as the text was before the edit, though the timer is late', () => {
  const { accept, edit, stall, told } = tracker();
  accept(1);
  stall(16_000);
  edit(0, 5, '');
  expect(told).toEqual(['1 after 15 s: 1']);
});

test('an acceptance that is undone is told at once, and what is redone is followed on', () => {
  const { accept, edit, turn, told } = tracker();
  accept(1);
  turn(2_000);
  edit(0, 5, '', true);
  expect(told).toEqual(['1 after 2 s: 0', '1 undone']);
  edit(0, 0, 'bar()', true);
  turn(15_000);
  expect(told.at(-1)).toBe('1 after 15 s: 1');
});

test('nothing is told of a closed document', () => {
  const { accept, survival, turn, timers, told } = tracker();
  accept(1);
  survival.forget(URI);
  expect(timers()).toBe(0);
  turn(700_000);
  expect(told).toEqual([]);
});

test('only so many are followed', () => {
  const { accept, turn, told } = tracker();
  for (let id = 1; id <= 150; id++) accept(id);
  turn(15_000);
  expect(told).toHaveLength(100);
  expect(told[0]).toBe('51 after 15 s: 1');
});
