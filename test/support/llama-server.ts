import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LlamaServer } from '../../scripts/setup-server.ts';

export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  /** Whether a request is being worked on. */
  busy(): Promise<boolean>;
}

/** Starts llama.cpp's server on 127.0.0.1, with one slot, so that its cache and its work can be followed. */
export async function startLlamaServer({ executable, model }: LlamaServer): Promise<RunningServer> {
  const port = await freePort();
  const options = ['--host', '127.0.0.1', '--port', String(port), '-c', '16384', '-np', '1', '-t', '1'];
  const child = spawn(executable, ['-m', model, ...options], { stdio: 'ignore' });
  const stop = () => child.kill('SIGKILL');
  // Whatever ends this process, the server ends with it.
  process.once('exit', stop);
  const url = `http://127.0.0.1:${port}`;
  const server: RunningServer = {
    url,
    async busy() {
      const slots = (await (await fetch(`${url}/slots`)).json()) as readonly { readonly is_processing: boolean }[];
      return slots.some(({ is_processing: processing }) => processing);
    },
    async [Symbol.asyncDispose]() {
      process.off('exit', stop);
      const gone = child.exitCode === null ? once(child, 'exit') : undefined;
      stop();
      await gone;
    },
  };
  for (let waited = 0; waited < 30_000 && child.exitCode === null; waited += 50) {
    const healthy = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return server;
    await sleep(50);
  }
  await server[Symbol.asyncDispose]();
  throw new Error(`${executable} did not start`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
