import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../test/support/headless.ts';
import { runHostSuite } from '../../test/host/run.ts';

export interface HostBlock {
  /** The longest time for which the extension host was in our code, or in what it called, at a stretch. */
  readonly maxMs: number;
  /** Our functions in it, the one with most time first, with the bundle's line. */
  readonly functions: readonly string[];
  /** Of the trace. */
  readonly keys: number;
  readonly seconds: number;
}

/**
 * In a real extension host, from a CPU profile at 0.25 ms: a person's typing with its pauses cut to some seconds, while files
 * change and each child process dies once. On the bundles in `dist`. Throws where there is no host to run.
 */
export async function measureHostBlock(): Promise<HostBlock> {
  const folder = temporaryFolder();
  const file = path.join(folder, 'host-block.json');
  try {
    const tally = await runHostSuite({ host: 'current', grep: 'host block', env: { SOTTO_HOST_BLOCK: file } });
    if (!fs.existsSync(file)) throw new Error(`the host suite did not measure: ${JSON.stringify(tally)}`);
    return JSON.parse(fs.readFileSync(file, 'utf8')) as HostBlock;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
