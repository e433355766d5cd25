// Runs a command that must not outlive whoever started it:   node scripts/run-tied.ts SECONDS command [arguments]
// Its standard input is a pipe held by the starter: when that closes, however the starter ended, or when SECONDS have
// passed, everything in this process group is stopped. Start it `detached`, so that it leads a group of its own.
import { spawn } from 'node:child_process';
import process from 'node:process';

const [seconds, command, ...args] = process.argv.slice(2);
if (!command) throw new Error('usage: run-tied.ts SECONDS command [arguments]');

let stopping = false;

function stopGroup(): void {
  if (stopping) return;
  stopping = true;
  process.kill(-process.pid, 'SIGTERM');
  // Whatever has not ended by then, this process included, is killed.
  setTimeout(() => process.kill(-process.pid, 'SIGKILL'), 3000);
}

process.on('SIGTERM', stopGroup);
process.on('SIGINT', stopGroup);
process.stdin.resume();
process.stdin.on('end', stopGroup);
process.stdin.on('error', stopGroup);
setTimeout(stopGroup, Number(seconds) * 1000).unref();

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.once('error', (error) => {
  console.error(error.message);
  process.exitCode = 127;
  stopGroup();
});
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
  // Extension hosts may still be there; a group with nobody else in it ends here at once.
  stopping = true;
  process.kill(-process.pid, 'SIGKILL');
});
