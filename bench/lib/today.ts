/** As the benchmarks' page has it: 2026-11-21, in UTC. */
export const today = (): string => new Date().toISOString().slice(0, 10);
