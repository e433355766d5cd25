// What VS Code, whichever runs it, loads and awaits inside the extension host: a rejection is a failed run.
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { format } from 'node:util';
import Mocha from 'mocha';

/** One row per test, written to the file that `SOTTO_TEST_RESULTS` names. */
export interface TestRow {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'pending';
  readonly message?: string;
}

export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  // Our lines are told from the workbench's own log by a mark. console.log cannot be replaced in the extension host.
  const mark = process.env['SOTTO_TEST_MARK'];
  const consoleLog = console.log;
  if (mark)
    Object.assign(Mocha.reporters.Base, { consoleLog: (...args: unknown[]) => consoleLog(mark + format(...args)) });

  const grep = process.env['SOTTO_TEST_GREP'];
  const mocha = new Mocha({ ui: 'tdd', color: false, timeout: 60_000, reporter: 'spec', ...(grep ? { grep } : {}) });
  for (const file of fs.readdirSync(__dirname).toSorted()) {
    if (file.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, file));
  }
  const rows: TestRow[] = [];
  await new Promise<void>((resolve, reject) => {
    const runner = mocha.run((failures) => {
      if (failures) reject(new Error(`${failures} failed`));
      else resolve();
    });
    // Written after each, so that a run that is cut off has told what it found.
    const add = (row: TestRow): void => {
      rows.push(row);
      const file = process.env['SOTTO_TEST_RESULTS'];
      if (file) fs.writeFileSync(file, JSON.stringify(rows));
    };
    runner.on('pass', (test) => add({ title: test.fullTitle(), state: 'passed' }));
    runner.on('fail', (test, error) => add({ title: test.fullTitle(), state: 'failed', message: String(error) }));
    runner.on('pending', (test) => add({ title: test.fullTitle(), state: 'pending' }));
  });
}
