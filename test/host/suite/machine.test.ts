import assert from 'node:assert/strict';
import process from 'node:process';
import { closeAll, run, sotto, until } from './editor.ts';

suite('Why is my machine busy?', () => {
  suiteTeardown(closeAll);

  test('every process says what it uses and does', async () => {
    const api = await sotto();
    await until('the first index', () => api.indexedFiles(), 60_000);
    const [engine, indexer, host] = await until('all processes to answer', async () => {
      const processes = await api.machine();
      return processes.every(({ rssMB }) => rssMB !== undefined) && processes;
    });
    assert.equal(engine?.pid, api.processes().engine);
    assert.equal(indexer?.pid, api.processes().indexer);
    assert.equal(host?.pid, process.pid);
    assert.match(indexer?.doing ?? '', /the last index: [\d,]+ files in [\d.]+ s/);
    for (const used of [engine, indexer, host]) assert.ok(used!.rssMB! > 10);
  });

  test('the command opens and closes', async () => {
    await run('sotto.machine');
    await run('workbench.action.closeQuickOpen');
  });
});
