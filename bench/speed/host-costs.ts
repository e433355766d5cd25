import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../test/support/headless.ts';
import { runHostSuite } from '../../test/host/run.ts';

export interface HostBlock {
  /** The longest time for which the extension host was in our code, or in what it called, at a stretch. */
  readonly maxMs: number;
  /** The same without the time for which other processes had put the thread aside. */
  readonly maxRunningMs: number;
  /** Our functions in it, the one with most time first, with the bundle's line. */
  readonly functions: readonly string[];
  /** Milliseconds from VS Code's call to our answer, of each call for which the engine was asked; the profiler runs meanwhile. */
  readonly callMs: readonly number[];
  /** Of the trace. */
  readonly keys: number;
  readonly seconds: number;
}

export interface HostCosts {
  readonly activationMs: number;
  readonly block: HostBlock;
}

/**
 * In one run of a real extension host, on the bundles in `dist`: what activation took, and, from a CPU profile at 0.25 ms, what
 * a person's typing with its pauses cut to some seconds costs while files change and each child process dies once. Throws where
 * there is no host to run.
 */
export async function measureHostCosts(): Promise<HostCosts> {
  const folder = temporaryFolder();
  const [figures, block] = ['figures.json', 'host-block.json'].map((name) => path.join(folder, name)) as [
    string,
    string,
  ];
  try {
    const env = { SOTTO_TEST_FIGURES: figures, SOTTO_HOST_BLOCK: block };
    const tally = await runHostSuite({ host: 'current', grep: 'activation loads|host block', env });
    for (const file of [figures, block]) {
      if (!fs.existsSync(file)) throw new Error(`the host suite did not measure: ${JSON.stringify(tally)}`);
    }
    const { activationMs } = JSON.parse(fs.readFileSync(figures, 'utf8')) as { readonly activationMs: number };
    return { activationMs, block: JSON.parse(fs.readFileSync(block, 'utf8')) as HostBlock };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
