import { fileURLToPath } from 'node:url';
import process from 'node:process';
import { BadInput } from './bad-input.ts';

/** Runs a bench that has a file of its own, where that file is what Node was started with. Exit code 2 for bad input. */
export async function runAsProgram(moduleUrl: string, run: (args: string[]) => Promise<void>): Promise<void> {
  if (process.argv[1] !== fileURLToPath(moduleUrl)) return;
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    if (!isBadInput(error)) throw error;
    process.stderr.write(`bench: ${error.message.split('\n')[0]}\n`);
    process.exitCode = 2;
  }
}

/** What the person gave can't be used, be it an option that there is not. */
export function isBadInput(error: unknown): error is Error {
  if (error instanceof BadInput) return true;
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
