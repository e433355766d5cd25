/**
 * Starts a clock that stands still while this process waits for a processor: on a busy machine a file must not be given
 * up for what others do. Answers milliseconds.
 */
export function startClock(): () => number {
  const startMs = performance.now();
  const start = process.cpuUsage();
  return () => {
    // The process's other threads count too, so time on the wall is the upper bound.
    const { user, system } = process.cpuUsage(start);
    return Math.min(performance.now() - startMs, (user + system) / 1000);
  };
}
