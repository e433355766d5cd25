import { Lru } from '../base/lru.ts';

/** How long each model takes to its first line, as far as it was seen lately. */
export interface FirstLineLatency {
  took(model: string, milliseconds: number): void;
  /** Milliseconds; `undefined` before a model has answered a few times. */
  expected(model: string): number | undefined;
}

/** A server that was loaded into memory just now, or whose machine woke up, is soon what it is usually. */
const KEPT = 9;
const ENOUGH = 3;
const MODELS = 20;

export function createFirstLineLatency(): FirstLineLatency {
  const times = new Lru<string, readonly number[]>(MODELS);
  return {
    took(model, milliseconds) {
      times.set(model, [...(times.get(model) ?? []), milliseconds].slice(-KEPT));
    },
    expected(model) {
      const seen = times.get(model) ?? [];
      // The median: one answer that hung says little about the next.
      return seen.length < ENOUGH ? undefined : seen.toSorted((a, b) => a - b)[seen.length >> 1];
    },
  };
}
