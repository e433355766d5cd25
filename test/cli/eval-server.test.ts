import { describe, expect, test } from 'vitest';
import fs from 'node:fs';
import path from 'node:path';
import { scoresOf, similarity, type TaskResult } from '../../src/cli/eval-scores.ts';
import { evaluationOf } from '../../src/cli/eval-server.ts';
import { crossfileTasks, type EvalTask, typingTasks } from '../../src/cli/eval-tasks.ts';
import { temporaryFolder, writeFiles } from '../support/headless.ts';

const result = (changes: Partial<TaskResult>): TaskResult => ({
  truth: 'return a + b;',
  text: 'return a + b;',
  passesGate: true,
  firstTokenMs: 10,
  totalMs: 20,
  answerTokens: 6,
  promptTokens: { evaluated: 5, cached: 95 },
  ...changes,
});

describe('scores', () => {
  test('say how much is right, with the gate and without', () => {
    const scores = scoresOf([
      result({}),
      result({ text: 'return a + b;\nmore();' }),
      result({ text: 'return a - b;', passesGate: false }),
      result({ text: undefined }),
    ]);
    expect(scores).toMatchObject({
      tasks: 4,
      answered: 0.75,
      gateOff: { exact: 0.25, firstLineExact: 0.5 },
      gateOn: { exact: 0.25, firstLineExact: 0.5, shown: 0.5, firstLineExactOfShown: 1 },
      promptTokens: { evaluated: 5, cached: 95 },
      totalMs: { p50: 20, p95: 20 },
    });
  });
  test('are there where nothing was shown', () => {
    expect(scoresOf([result({ text: undefined, promptTokens: undefined, firstTokenMs: undefined })])).toMatchObject({
      gateOn: { firstLineExactOfShown: null },
      promptTokens: null,
      firstTokenMs: null,
    });
  });
  test.for([
    ['abc', 'abc', 1],
    ['abc', 'abd', 2 / 3],
    ['', 'abc', 0],
  ] as const)('%s and %s are %d alike', ([one, other, alike]) => expect(similarity(one, other)).toBeCloseTo(alike));
});

describe('tasks', () => {
  test('of a folder are the same for a seed, and lack the rest of a line', async () => {
    const root = temporaryFolder();
    writeFiles(root, { 'a.ts': 'export const alpha = compute(beta);\n'.repeat(20), 'node_modules/x.ts': 'no\n' });
    const tasks = await typingTasks(root, 5, 3);
    expect(await typingTasks(root, 5, 3)).toEqual(tasks);
    expect(tasks).toHaveLength(5);
    for (const { path: file, text, offset, truth } of tasks) {
      expect(path.basename(file)).toBe('a.ts');
      expect(text.slice(0, offset) + truth + text.slice(offset)).toBe(
        'export const alpha = compute(beta);\n'.repeat(20),
      );
      expect(truth).not.toContain('\n');
    }
  });
  test('across files are read from a list, and a line that is none is said', () => {
    const cache = temporaryFolder();
    writeFiles(cache, { 'public/app/a.ts': 'one();\ntwo();\n' });
    const list = path.join(cache, 'tasks.jsonl');
    const row = { id: 't', split: 'public', repo: 'app', path: 'a.ts', cursor: { offset: 7 }, end: { offset: 13 } };
    fs.writeFileSync(list, `${JSON.stringify(row)}\n`);
    expect(crossfileTasks(list, cache)).toMatchObject([{ text: 'one();\n\n', offset: 7, truth: 'two();' }]);
    fs.writeFileSync(list, `${JSON.stringify({ ...row, path: '../../etc/passwd' })}\n`);
    expect(() => crossfileTasks(list, cache)).toThrow('tasks.jsonl:1 is no task');
  });
});

test('what is written can be posted: which model, which tasks, which Sotto, and nothing of whose machine', () => {
  const task = { id: 'a', root: '/home/me/app', path: '/home/me/app/a.ts', text: 'f();', offset: 2, truth: 'x' };
  const capabilities = {
    model: '/home/me/models/qwen2.5-coder.gguf',
    server: 'llama.cpp',
    local: true,
    transport: 'llama-completions',
    format: undefined,
    contextLength: 8192,
  } as const;
  const written = (tasks: readonly EvalTask[]) =>
    evaluationOf({ tasks: 'typing', seed: 7 }, capabilities, tasks, new Map([['plain', [result({})]]]));
  const evaluation = written([task]);
  expect(evaluation).toMatchObject({
    kind: 'sotto-eval',
    date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as unknown,
    versions: { node: process.versions.node },
    model: { name: 'qwen2.5-coder.gguf', server: 'llama.cpp', isLocal: true, format: null, contextLength: 8192 },
    tasks: { kind: 'typing', n: 1, seed: 7, projects: 1 },
    layouts: { plain: { tasks: 1 } },
  });
  expect(JSON.stringify(evaluation)).not.toContain('/home/me');
  // The same tasks elsewhere are the same tasks.
  const sha256 = (changes: Partial<EvalTask>) => written([{ ...task, ...changes }]).tasks.sha256;
  expect(sha256({ root: '/srv', path: '/srv/a.ts' })).toBe(evaluation.tasks.sha256);
  expect(sha256({ truth: 'y' })).not.toBe(evaluation.tasks.sha256);
});
