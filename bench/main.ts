// npm run bench -- NAME [options]: measures one part of Sotto. Exit code 2 and one line for bad input.
import { BadInput } from './lib/bad-input.ts';
import { runSafetyBench } from './safety.ts';

const BENCHES: Readonly<Record<string, (args: string[]) => void | Promise<void>>> = {
  safety: runSafetyBench,
};

const [name, ...args] = process.argv.slice(2);
try {
  const bench = BENCHES[name ?? ''];
  if (bench === undefined) {
    throw new BadInput(
      `${name ? `no bench is called ${name}` : 'which bench?'} There are: ${Object.keys(BENCHES).join(', ')}`,
    );
  }
  await bench(args);
} catch (error) {
  const isBadOption = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  if (!(error instanceof BadInput) && !isBadOption) throw error;
  process.stderr.write(`bench: ${error.message.split('\n')[0]}\n`);
  process.exitCode = 2;
}
