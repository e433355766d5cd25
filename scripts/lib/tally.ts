// What a tier of tests came to, and the one line that a whole run ends with.
import process from 'node:process';

export interface Skip {
  readonly name: string;
  readonly reason: string;
  /** Its name in `SOTTO_REQUIRE`; a skip without one cannot be forbidden. */
  readonly need?: string;
}

export interface Tally {
  readonly tier: string;
  readonly passed: number;
  /** One line each; the details have been printed before. */
  readonly failures: readonly string[];
  readonly skips: readonly Skip[];
  /** What failed at first and passed when the tier was run once more, a line each. */
  readonly unsteady?: readonly string[];
}

export const nothingRun = (tier: string, skip: Skip): Tally => ({ tier, passed: 0, failures: [], skips: [skip] });

/**
 * Runs a tier again where it failed: a walk through a real window hangs on the timing of the whole machine. What fails twice
 * has failed; what failed once is told, for somebody to look into.
 */
export async function onceMore(run: () => Promise<Tally>): Promise<Tally> {
  const first = await run();
  if (first.failures.length === 0) return first;
  return { ...(await run()), unsteady: first.failures };
}

/** Skips whose need is listed in `SOTTO_REQUIRE` (names apart by commas) become failures. */
export function applyRequirements(tally: Tally, required: ReadonlySet<string>): Tally {
  const forbidden = tally.skips.filter((skip) => skip.need && required.has(skip.need));
  return {
    ...tally,
    failures: [
      ...tally.failures,
      ...forbidden.map((skip) => `${skip.name}: ${skip.reason} (SOTTO_REQUIRE forbids this skip)`),
    ],
    skips: tally.skips.filter((skip) => !forbidden.includes(skip)),
  };
}

export function requirements(text = process.env['SOTTO_REQUIRE'] ?? ''): ReadonlySet<string> {
  return new Set(
    text
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  );
}

/** Prints skips and failures and, alone on the last line, the sum. Returns the exit code. */
export function report(tallies: readonly Tally[], print: (line: string) => void = console.log): number {
  const required = requirements();
  const all = tallies.map((tally) => applyRequirements(tally, required));
  for (const { tier, skips } of all) for (const skip of skips) print(`skipped  ${tier}: ${skip.name}: ${skip.reason}`);
  for (const { tier, unsteady = [] } of all)
    for (const line of unsteady) print(`unsteady ${tier}: failed at first: ${line}`);
  for (const { tier, failures } of all) for (const failure of failures) print(`FAILED   ${tier}: ${failure}`);
  const passed = sum(all.map((tally) => tally.passed));
  const failed = sum(all.map((tally) => tally.failures.length));
  const skipped = sum(all.map((tally) => tally.skips.length));
  print('');
  print(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  // A run in which nothing passed has proven nothing.
  return failed > 0 || passed === 0 ? 1 : 0;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
