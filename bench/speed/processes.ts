import { bundles } from '../../test/support/headless.ts';
import { type EngineLoad, measureEngineLoad } from './engine-load.ts';
import { type HostCosts, measureHostCosts } from './host-costs.ts';
import { type IdleCost, measureIdleCpu } from './idle-cpu.ts';

export interface Processes {
  readonly engineLoad: EngineLoad;
  /** Not measured where there is no `/proc`. */
  readonly idle: IdleCost | undefined;
  /** Not measured where no VS Code can be run. */
  readonly host: HostCosts | undefined;
}

/** What our processes cost the machine and each other, on the sources in `root`. */
export async function measureProcesses(root: string): Promise<Processes> {
  const dist = await bundles();
  const engineLoad = await measureEngineLoad({ dist, root });
  const idle = process.platform === 'linux' ? await measureIdleCpu({ dist, root }) : undefined;
  return { engineLoad, idle, host: await unlessNoHost(measureHostCosts()) };
}

async function unlessNoHost(measuring: Promise<HostCosts>): Promise<HostCosts | undefined> {
  try {
    return await measuring;
  } catch (error) {
    process.stderr.write(`extension host: not measured (${error instanceof Error ? error.message : String(error)})\n`);
    return undefined;
  }
}
