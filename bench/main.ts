// npm run bench -- NAME [options]: measures one part of Sotto. Exit code 2 and one line for bad input,
// 1 where a check inside the bench failed.
import { BadInput } from './lib/bad-input.ts';
import { CheckFailed } from './lib/check-failed.ts';
import { isBadInput } from './lib/run-as-program.ts';

type Bench = (args: string[]) => void | Promise<void>;

/** Imported only when asked for: a bench does not wait for what the others need. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  context: async () => (await import('./context.ts')).runContextBench,
  edits: async () => (await import('./edits.ts')).runEditsBench,
  'engine-share': async () => (await import('./engine-share.ts')).runEngineShareBench,
  gate: async () => (await import('./gate.ts')).runGateBench,
  ghost: async () => (await import('./ghost.ts')).runGhostBench,
  postprocess: async () => (await import('./postprocess.ts')).runPostProcessBench,
  recalibration: async () => (await import('./recalibration.ts')).runRecalibrationBench,
  reuse: async () => (await import('./reuse.ts')).runReuseBench,
  safety: async () => (await import('./safety.ts')).runSafetyBench,
  server: async () => (await import('./server.ts')).runServerBench,
  speed: async () => (await import('./speed.ts')).runSpeedBench,
  'token-bound': async () => (await import('./token-bound.ts')).runTokenBoundBench,
  typing: async () => (await import('./typing.ts')).runTypingBench,
};

async function findBench(name: string | undefined): Promise<Bench> {
  if (name !== undefined && Object.hasOwn(BENCHES, name)) return BENCHES[name]!();
  const names = Object.keys(BENCHES).join(', ');
  throw new BadInput(`${name === undefined ? 'which bench?' : `no bench is called ${name}.`} There are: ${names}`);
}

const [name, ...args] = process.argv.slice(2);
try {
  const bench = await findBench(name);
  await bench(args);
} catch (error) {
  if (!(error instanceof CheckFailed) && !isBadInput(error)) throw error;
  process.stderr.write(`bench: ${error.message.split('\n')[0]}\n`);
  process.exitCode = error instanceof CheckFailed ? 1 : 2;
}
